#include "cli/undertaking.hpp"

#include <algorithm>
#include <set>

#include "adapters/files.hpp"
#include "adapters/journal/audit_log.hpp"
#include "adapters/journal/holder.hpp"
#include "adapters/journal/state_directory.hpp"
#include "adapters/process.hpp"
#include "cli/audited_journal.hpp"
#include "cli/credentials.hpp"
#include "cli/ledger.hpp"
#include "cli/saved_plan.hpp"
#include "cli/written_files.hpp"
#include "codec/json.hpp"
#include "engine/preflight.hpp"
#include "engine/recheck.hpp"
#include "engine/reconcile.hpp"
#include "engine/witnesses.hpp"
#include "plan/inverse.hpp"

namespace interlock {
namespace {

constexpr Millis kLockPause{200};

/// A run while it is recorded on this machine.
struct Recording {
  Ledger ledger{};
  std::string run{};
  std::string directory{};  // the run's own
  Lock lock{};
  std::optional<AuditLog> audit{};
};

/// Asks again until the lock is free, --lock-timeout has passed, or a signal came.
Result<Lock> lock_for(Context& context, Session& session, JournalStore& journal, LockRequest request) {
  const auto last = session.clock().now() + context.options.lock_timeout;
  for (;;) {
    request.now = session.clock().wall();
    auto lock = journal.try_acquire(request);
    const bool is_held = !lock && exit_of(lock.problems()) == Exit::locked;
    if (!is_held || session.clock().now() >= last || caught_signal() != 0) return lock;
    pause_process(kLockPause);
  }
}

RunHead head_of(const Undertaking& undertaking, const Recording& recording, const std::string& tenant, Wall now) {
  const auto& plan = undertaking.plan;
  return {.run = recording.run,
          .tool = INTERLOCK_VERSION,
          .owner = recording.lock.holder.owner,
          .tenant = tenant,
          .organization = plan.organization,
          .api = plan.api,
          .plan_digest = plan_digest(plan),
          .manifest_digest = plan.manifest_digest,
          .generation = recording.lock.generation,
          .started = now,
          .undoes = undertaking.undoes,
          .steps = static_cast<int>(plan.steps.size())};
}

/// The intent of the whole run is durable before its first write: the plan, and the plan that takes it back (J12).
Problems begin(const Undertaking& undertaking, const Recording& recording, Session& session) {
  auto& journal = *recording.ledger.journal;
  const auto now = std::chrono::floor<std::chrono::seconds>(session.clock().wall());
  if (!undertaking.resumes.empty()) return journal.go_on(recording.lock, INTERLOCK_VERSION, now);
  const auto& plan = undertaking.plan;
  return journal.begin(recording.lock, head_of(undertaking, recording, plan.tenant, now),
                       write_json(plan_document(plan)),
                       write_json(plan_document(inverse_of(plan, binding(plan.api).batches))));
}

Problems open_directory(Recording& recording, Problems& warnings) {
  auto directory = run_directory(recording.ledger.state, recording.run);
  if (!directory) return directory.problems();
  recording.directory = *directory;
  auto audit = AuditLog::open(recording.directory + "/audit.jsonl", warnings);
  if (!audit) return audit.problems();
  recording.audit = *std::move(audit);
  return {};
}

Result<Recording> start_recording(Context& context, Session& session, const Undertaking& undertaking,
                                  Problems& warnings) {
  auto ledger = open_ledger(context, true);
  if (!ledger) return ledger.problems();
  Recording recording{.ledger = *std::move(ledger)};
  recording.run = undertaking.resumes.empty() ? new_run_id(session.random()) : undertaking.resumes;
  auto lock = lock_for(context, session, *recording.ledger.journal,
                       {.organization = undertaking.plan.organization,
                        .run = recording.run,
                        .id = random_hex(session.random(), 8),
                        .holder = this_process(),
                        .now = {}});
  if (!lock) return lock.problems();
  recording.lock = *std::move(lock);
  const auto given_back = [&](Problems problems) {
    append(problems, recording.ledger.journal->release(recording.lock));
    return problems;
  };
  if (auto problems = begin(undertaking, recording, session); has_errors(problems)) return given_back(problems);
  // Only now: a directory of a run that the journal does not know would be that of a journal that lost it.
  if (auto problems = open_directory(recording, warnings); has_errors(problems)) {
    append(problems, recording.ledger.journal->end({.exit = exit_of(problems), .when = session.clock().wall()}));
    return given_back(problems);
  }
  return recording;
}

/// What outlives the run: how it ended, its report, and what a person has to decide.
Problems finish_recording(Recording& recording, Session& session, const Run& run, const RunReport& report,
                          const std::string& reconciliation) {
  auto& journal = *recording.ledger.journal;
  auto problems = write_private_file(recording.directory + "/report.json", write_json(run_document(report)) + "\n");
  if (!reconciliation.empty()) {
    append(problems, write_private_file(recording.directory + "/reconcile.jsonl", reconciliation));
  }
  append(problems, journal.end({.exit = graver(exit_of(problems), exit_of(run)),
                                .signal = run.signal,
                                .when = std::chrono::floor<std::chrono::seconds>(session.clock().wall())}));
  append(problems, journal.release(recording.lock));
  return problems;
}

std::set<std::string> done_before(const Undertaking& undertaking) {
  std::set<std::string> steps;
  for (const auto& [step, prior] : undertaking.prior) {
    if (prior.kind == Prior::Kind::done) steps.insert(step);
  }
  return steps;
}

/// What came back is another object to everybody who knows it by its id.
void tell_new_ids(Context& context, const Run& run) {
  for (const auto& outcome : run.outcomes) {
    if (outcome.created.value.empty()) continue;
    say(context, quoted(to_string(outcome.address)) + " is back, with the new id " + quoted(outcome.created.value));
  }
}

}  // namespace

Exit execute(Context& context, Session& session, const Undertaking& undertaking, Problems problems) {
  const auto& plan = undertaking.plan;
  Problems warnings;
  std::optional<Recording> recording;
  if (!plan.steps.empty()) {
    auto started = start_recording(context, session, undertaking, warnings);
    append(problems, warnings);
    if (!started) {
      append(problems, started.problems());
      return conclude(context, problems);
    }
    recording = *std::move(started);
  }
  auto connection = session.connection();
  const ExecutorOptions options{.run = recording ? recording->run : std::string(),
                                .prior = undertaking.prior,
                                .parallelism = context.options.parallelism,
                                .settle = session.settle(),
                                .on_error = context.options.on_error};
  Progress progress(context, session.clock(), connection.courier);
  const auto counts = [&](const Executor::Counts& now) { progress.applying(now); };
  NoJournal none;
  std::optional<AuditedJournal> audited;
  if (recording)
    audited.emplace(*recording->ledger.journal, *recording->audit, session.clock(), undertaking, recording->lock);
  const auto run =
      apply(connection, plan, session.random(), options, audited ? static_cast<Journal&>(*audited) : none, counts);
  progress.end();
  const auto report = report_of(run, plan);
  if (!report.steps.empty()) context.output.people("\n" + find_format("text")->run(report, people_style(context)));
  if (run.refusal) problems.push_back(*run.refusal);
  if (recording) {
    const auto reconciliation_list = reconciliation(plan, audited->settled());
    append(problems, finish_recording(*recording, session, run, report, reconciliation_list));
    if (!undertaking.undoes.empty()) tell_new_ids(context, run);
    if (!reconciliation_list.empty()) {
      say(context, "to be decided by a person: " + visible(recording->directory) + "/reconcile.jsonl");
    }
  }
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
  if (!has_errors(problems)) append(problems, check_witnesses(connection, plan, done_before(undertaking)));
  if (has_errors(problems)) return conclude(context, problems);
  return execute(context, session, undertaking, problems);
}

}  // namespace interlock
