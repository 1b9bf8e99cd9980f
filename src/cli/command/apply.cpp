#include "adapters/files.hpp"
#include "adapters/process.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/confirm.hpp"
#include "cli/undertaking.hpp"
#include "codec/json.hpp"
#include "engine/preflight.hpp"

namespace interlock::command {
namespace {

Problem declined() {
  return {.rule = "B49", .exit = Exit::refused, .message = "nothing was applied: the plan was not confirmed"};
}

Exit apply_manifests(Context& context) {
  Problems problems;
  if (!context.options.yes && !can_ask(context)) {
    problems.push_back({.rule = "B49",
                        .message = "apply asks before it writes, and there is no terminal to ask on",
                        .hint = "give --yes, or save a plan and apply that"});
  }
  const auto task = prepare(context, problems);
  if (has_errors(problems)) return conclude(context, problems);
  Session session(context, task.destination, task.credentials, Reach::writes);
  const auto planned = make_plan_now(context, session, task, problems);
  if (!planned) {
    append(problems, planned.problems());
    return conclude(context, problems);
  }
  auto connection = session.connection();
  if (!has_errors(problems)) append(problems, preflight(connection, planned->plan, Preflight::writes));
  session.progress().end();
  context.output.people(find_format("text")->plan(planned->plan, problems, people_style(context)));
  if (has_errors(problems)) return conclude(context, problems);
  const bool must_ask = !context.options.yes && !planned->plan.steps.empty();
  if (must_ask && !is_confirmed(context, planned->plan)) {
    const auto exit = conclude(context, {declined()});
    return caught_signal() != 0 ? static_cast<Exit>(128 + caught_signal()) : exit;
  }
  return execute(context, session, {.plan = planned->plan}, problems);
}

/// SEC21: what a reviewer approved is what runs. The digest covers organization, time and manifests too.
void check_approval(const Plan& plan, const std::string& approved, Problems& problems) {
  const auto found = plan_digest(plan);
  if (approved.empty() || approved == found) return;
  problems.push_back({.rule = "SEC21",
                      .exit = Exit::refused,
                      .message = "approved is the plan '" + approved + "', this one is '" + found + "': tenant " +
                                 quoted(plan.tenant) + ", organization " + quoted(plan.organization) + ", created " +
                                 format_wall(plan.created) + ", " +
                                 (plan.expires ? "expires " + format_wall(*plan.expires) : "never expires"),
                      .hint = "apply the plan that was approved, or have this one reviewed: interlock show PLAN"});
}

Exit apply_plan(Context& context) {
  Problems problems;
  const auto source = read_file(context.operands.front());
  if (!source) return conclude(context, source.problems());
  const auto plan = read_plan(source->text, source->name);
  if (!plan) return conclude(context, plan.problems());
  check_approval(*plan, context.options.approved, problems);
  const auto document = parse_json(source->text, source->name);
  if (!document) return conclude(context, document.problems());
  return carry_out(context, {.plan = *plan, .document = *document}, problems);
}

}  // namespace

Exit apply(Context& context) { return context.operands.empty() ? apply_manifests(context) : apply_plan(context); }

}  // namespace interlock::command
