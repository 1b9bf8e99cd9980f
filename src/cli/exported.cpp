#include "cli/exported.hpp"

namespace interlock {

Choice choice_of(const LiveState& live) {
  Choice choice{.whose = "the tenant"};
  for (const auto& [address, object] : live.objects) {
    choice.addresses.push_back(address);
    if (address.kind != Kind::user) choice.suggestions.push_back(address);
  }
  for (const auto& [address, ids] : live.ambiguous) choice.addresses.push_back(address);
  return choice;
}

Result<Export> export_now(Context& context, Session& session, const Task& task, Problems& problems) {
  auto connection = session.connection();
  auto exported = export_tenant(connection, task.intent.scope, problems);
  session.progress().end();
  if (!exported) return exported;
  check_globs(context.options, choice_of(exported->live), problems);
  sort_unique(problems);
  return exported;
}

}  // namespace interlock
