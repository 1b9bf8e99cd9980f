#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "plan/make_plan.hpp"

namespace interlock::command {

Exit drift(Context& context) {
  Problems problems;
  const auto task = prepare(context, problems);
  if (has_errors(problems)) return conclude(context, problems);
  Session session(context, task.destination, task.credentials, Reach::reads);
  auto connection = session.connection();
  const auto view = read_tenant(connection, task.intent, problems);
  if (!view) {
    append(problems, view.problems());
    return conclude(context, problems);
  }
  const Drift drift{task.destination.tenant.name, view->organization, differences(task.intent, view->live, problems)};
  if (has_errors(problems)) return conclude(context, problems);
  session.progress().end();
  const auto exit = conclude(context, problems, [&](const Format& format, const Problems& all, const Style& style) {
    return has_errors(all) ? format.refusal(all, style) : format.drift(drift, style);
  });
  const bool has_drift = !drift.differences.changes.empty() || !drift.differences.held.empty();
  return has_drift ? graver(exit, Exit::changes) : exit;
}

}  // namespace interlock::command
