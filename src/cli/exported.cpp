#include "cli/exported.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace interlock {
namespace {

/// Names of people are no suggestion (SEC19).
std::vector<std::string> known_addresses(const LiveState& live) {
  std::vector<std::string> known;
  for (const auto& [address, object] : live.objects) {
    if (address.kind != Kind::user) known.push_back(to_string(address));
  }
  return known;
}

bool matches_some(const std::string& glob, const LiveState& live) {
  const auto is_meant = [&](const auto& object) { return matches(glob, object.first); };
  return std::any_of(live.objects.begin(), live.objects.end(), is_meant) ||
         std::any_of(live.ambiguous.begin(), live.ambiguous.end(), is_meant);
}

void check_globs(const std::string& flag, const std::vector<std::string>& globs, const LiveState& live,
                 Problems& problems) {
  for (const auto& glob : globs) {
    if (matches_some(glob, live)) continue;
    problems.push_back({.rule = "B92",
                        .message = flag + " " + quoted(glob) + " matches no address of the tenant",
                        .hint = did_you_mean(glob, known_addresses(live))});
  }
}

}  // namespace

Result<Export> export_now(Context& context, Session& session, const Task& task, Problems& problems) {
  auto connection = session.connection();
  auto exported = export_tenant(connection, task.intent.scope, problems);
  session.progress().end();
  if (!exported) return exported;
  check_globs("--only", context.options.only, exported->live, problems);
  check_globs("--except", context.options.except, exported->live, problems);
  sort_unique(problems);
  return exported;
}

}  // namespace interlock
