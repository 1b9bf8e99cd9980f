#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "codec/json.hpp"
#include "engine/preflight.hpp"

namespace interlock::command {
namespace {

/// A refused plan is shown and not kept.
void save(Context& context, const Plan& plan, Problems& problems) {
  const auto& path = context.options.plan_file;
  if (path.empty() || has_errors(problems)) return;
  append(problems, context.output.file(path, write_json_pretty(plan_document(plan))));
}

}  // namespace

Exit plan(Context& context) {
  Problems problems;
  const auto task = prepare(context, problems);
  if (has_errors(problems)) return conclude(context, problems);
  Session session(context, task.destination, task.credentials, Reach::reads);
  const auto planned = make_plan_now(context, session, task, problems);
  if (!planned) {
    append(problems, planned.problems());
    return conclude(context, problems);
  }
  auto connection = session.connection();
  append(problems, preflight(connection, planned->plan, Preflight::divisions));
  session.progress().end();
  save(context, planned->plan, problems);
  auto exit = conclude(context, problems, [&](const Format& format, const Problems& all, const Style& style) {
    return format.plan(planned->plan, all, style);
  });
  if (!planned->plan.held.empty()) exit = graver(exit, Exit::stale);
  const bool has_changes = !planned->plan.steps.empty();
  return has_changes && context.options.detailed_exitcode ? graver(exit, Exit::changes) : exit;
}

}  // namespace interlock::command
