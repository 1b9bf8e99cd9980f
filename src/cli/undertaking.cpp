#include "cli/undertaking.hpp"

#include "base/text.hpp"
#include "cli/callbacks.hpp"
#include "cli/credentials.hpp"
#include "cli/recording.hpp"
#include "cli/saved_plan.hpp"
#include "cli/watching.hpp"
#include "cli/written_files.hpp"
#include "engine/preflight.hpp"
#include "engine/recheck.hpp"
#include "engine/witnesses.hpp"

namespace interlock {
namespace {

Run carry_out(Context& context, Session& session, const Undertaking& undertaking, Recording* recording) {
  auto connection = session.connection();
  const ExecutorOptions options{.run = recording != nullptr ? recording->run() : std::string(),
                                .prior = undertaking.prior,
                                .parallelism = context.options.parallelism,
                                .settle = session.settings().settle,
                                .on_error = context.options.on_error};
  NoJournal none;
  Progress progress(context, session.clock(), connection.courier);
  return apply(connection, undertaking.plan, session.random(), options,
               recording != nullptr ? recording->journal() : none,
               [&](const Executor::Counts& counts) { progress.applying(counts); });
}

/// What came back is another object to everybody who knows it by its id.
void tell_new_ids(Context& context, const Run& run) {
  for (const auto& outcome : run.outcomes) {
    if (outcome.created.value.empty()) continue;
    say(context, quoted(to_string(outcome.address)) + " is back, with the new id " + quoted(outcome.created.value));
  }
}

/// What is looked at and told once the run is over: none of it decides about the run.
void follow_up(Context& context, Session& session, const Undertaking& undertaking, Recording& recording,
               Watching& watching, const Run& run, RunReport& report, Problems& problems) {
  if (run.signal == 0 && report.applied() != "none") report.watch = watching.finish(context, problems);
  if (report.watch) append(problems, recording.write(report));
  append(problems, call_hooks(context, session, session.settings().hooks,
                              {.plan = undertaking.plan,
                               .report = report,
                               .undoes = undertaking.undoes,
                               .exit = graver(exit_of(problems), exit_of(run))}));
  if (recording.reconciliation_file().empty()) return;
  say(context, "to be decided by a person: " + visible(recording.reconciliation_file()));
}

}  // namespace

Exit execute(Context& context, Session& session, const Undertaking& undertaking, Problems problems) {
  std::unique_ptr<Recording> recording;
  if (!undertaking.plan.steps.empty()) {
    auto started = Recording::start(context, session, undertaking, problems);
    if (!started) {
      append(problems, started.problems());
      return conclude(context, problems);
    }
    recording = *std::move(started);
  }
  Watching watching(session.connection(), session.clock(), session.settings().after_apply, undertaking.plan, problems);
  const auto run = carry_out(context, session, undertaking, recording.get());
  auto report = report_of(run, undertaking.plan);
  if (run.refusal) problems.push_back(*run.refusal);
  if (recording != nullptr) {
    append(problems, recording->finish(run, report));
    follow_up(context, session, undertaking, *recording, watching, run, report, problems);
  }
  if (!report.steps.empty()) context.output.people("\n" + find_format("text")->run(report, people_style(context)));
  if (!undertaking.undoes.empty()) tell_new_ids(context, run);
  const auto exit = conclude(
      context, std::move(problems),
      [&](const Format& format, const Problems&, const Style& style) { return format.run(report, style); },
      TextIs::told);
  return graver(exit, exit_of(run));
}

Exit carry_out(Context& context, const Undertaking& undertaking, Problems problems) {
  const auto& plan = undertaking.plan;
  const auto destination = find_destination(context, plan.tenant, problems);
  if (!has_errors(problems)) check_header(plan, destination, SystemClock().wall(), problems);
  if (!has_errors(problems)) append(problems, check_certificate(undertaking.document));
  append(problems, unwritable_files(context.options));
  if (has_errors(problems)) return conclude(context, problems);
  const auto credentials = find_credentials(context.environment, context.output);
  if (!credentials) return conclude(context, credentials.problems());
  Session session(context, destination, *credentials, Reach::writes);
  auto connection = session.connection();
  const auto organization = check_organization(connection, plan.organization);
  if (!organization) return conclude(context, organization.problems());
  append(problems, preflight(connection, plan, Preflight::writes));
  append(problems, check_meanings(connection, plan));
  if (!has_errors(problems)) append(problems, check_witnesses(connection, plan, undertaking.prior));
  if (has_errors(problems)) return conclude(context, problems);
  return execute(context, session, undertaking, problems);
}

}  // namespace interlock
