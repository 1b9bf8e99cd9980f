#include "cli/rehearsal/rehearse.hpp"

#include "adapters/files.hpp"
#include "adapters/process.hpp"
#include "cli/commands.hpp"
#include "cli/credentials.hpp"
#include "cli/saved_plan.hpp"
#include "cli/session.hpp"
#include "cli/written_files.hpp"
#include "engine/preflight.hpp"
#include "sandbox/faults/script.hpp"

namespace interlock::command {
namespace {

/// The tenant as a document, or nothing with the problems that an apply would tell.
std::optional<Map> copied(Session& session, const Plan& plan, Problems& problems) {
  auto connection = session.connection();
  const auto organization = check_organization(connection, plan.organization);
  if (!organization) append(problems, organization.problems());
  if (has_errors(problems)) return std::nullopt;
  append(problems, check_meanings(connection, plan));
  if (has_errors(problems)) return std::nullopt;
  const auto tenancy = read_for_rehearsal(connection, plan);
  if (!tenancy) append(problems, tenancy.problems());
  return tenancy ? std::optional(document_of(connection.binding, connection.tenant, *tenancy)) : std::nullopt;
}

/// The troubles that were asked for; none without --faults.
Result<std::optional<sandbox::FaultScript>> script_of(const Context& context) {
  if (context.options.faults.empty()) return std::optional<sandbox::FaultScript>();
  const auto source = read_file(context.options.faults);
  if (!source) return source.problems();
  auto script = sandbox::read_fault_script(*source);
  if (!script) return script.problems();
  return std::optional(*std::move(script));
}

Exit tell(Context& context, Rehearsal rehearsal, Problems problems) {
  if (!context.options.verbose) {
    std::erase_if(rehearsal.queues, [](const QueueCurve& queue) { return !queue.promised && !queue.is_changed(); });
  }
  for (const auto& breach : rehearsal.breaches) problems.push_back(problem_of(breach));
  const auto exit = conclude(context, problems, [&](const Format& format, const Problems&, const Style& style) {
    return format.rehearsal(rehearsal, style);
  });
  return graver(exit, exit_of(rehearsal));
}

}  // namespace

Exit rehearse(Context& context) {
  Problems problems;
  const auto script = script_of(context);
  if (!script) return conclude(context, script.problems());
  const auto source = read_file(context.operands.front());
  if (!source) return conclude(context, source.problems());
  const auto plan = read_plan(source->text, source->name);
  if (!plan) return conclude(context, plan.problems());
  const auto destination = find_destination(context, plan->tenant, problems);
  if (!has_errors(problems)) check_header(*plan, destination, SystemClock().wall(), problems);
  append(problems, unwritable_files(context.options));
  if (has_errors(problems)) return conclude(context, problems);
  const auto credentials = find_credentials(context.environment, context.output);
  if (!credentials) return conclude(context, credentials.problems());
  Session session(context, destination, *credentials, Reach::reads);
  const auto copy = copied(session, *plan, problems);
  session.progress().end();
  if (!copy) return conclude(context, problems);
  auto rehearsal = interlock::rehearse(*plan, *copy, destination.tenant, context.options.order, caught_signal,
                                       *script ? &**script : nullptr);
  if (!rehearsal) append(problems, rehearsal.problems());
  return rehearsal ? tell(context, *std::move(rehearsal), problems) : conclude(context, problems);
}

}  // namespace interlock::command
