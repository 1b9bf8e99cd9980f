#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "codec/json.hpp"

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
  Session session(context, task.target, task.credentials);
  const auto planned = make_plan_now(context, session, task, problems);
  if (!planned) {
    append(problems, planned.problems());
    return conclude(context, problems);
  }
  const auto unpublished = publish(
      context, [&](const Format& format, const Style& style) { return format.plan(planned->plan, problems, style); });
  append(problems, unpublished);
  save(context, planned->plan, problems);
  const auto& held = planned->plan.held;
  const auto exit = graver(conclude(context, problems), held.empty() ? Exit::success : Exit::stale);
  const bool has_changes = !planned->plan.steps.empty();
  return has_changes && context.options.detailed_exitcode ? graver(exit, Exit::changes) : exit;
}

}  // namespace interlock::command
