#include "cli/recording.hpp"

#include "adapters/files.hpp"
#include "adapters/journal/holder.hpp"
#include "adapters/journal/state_directory.hpp"
#include "adapters/process.hpp"
#include "codec/json.hpp"
#include "engine/reconcile.hpp"
#include "plan/inverse.hpp"

namespace interlock {
namespace {

constexpr Millis kLockPause{200};
constexpr int kLockIdBytes = 8;

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

}  // namespace

Recording::Recording(Ledger ledger, Session& session, const Undertaking& undertaking)
    : ledger_(std::move(ledger)),
      session_(session),
      undertaking_(undertaking),
      run_(undertaking.resumes.empty() ? new_run_id(session.random()) : undertaking.resumes) {}

Wall Recording::now() const { return std::chrono::floor<std::chrono::seconds>(session_.clock().wall()); }

/// The intent of the whole run is durable before its first write: the plan, and the plan that takes it back (J12).
Problems Recording::state_run() {
  if (!undertaking_.resumes.empty()) return ledger_.journal->go_on(lock_, INTERLOCK_VERSION, now());
  const auto& plan = undertaking_.plan;
  const RunHead head{.run = run_,
                     .tool = INTERLOCK_VERSION,
                     .owner = lock_.holder.owner,
                     .tenant = plan.tenant,
                     .organization = plan.organization,
                     .api = plan.api,
                     .plan_digest = plan_digest(plan),
                     .manifest_digest = plan.manifest_digest,
                     .generation = lock_.generation,
                     .started = now(),
                     .undoes = undertaking_.undoes,
                     .steps = static_cast<int>(plan.steps.size())};
  const auto inverse = inverse_of(plan, binding(plan.api).batches);
  return ledger_.journal->begin(lock_, head, write_json(plan_document(plan)), write_json(plan_document(inverse)));
}

Problems Recording::open_directory(Problems& warnings) {
  auto directory = run_directory(ledger_.state, run_);
  if (!directory) return directory.problems();
  directory_ = *directory;
  auto audit = AuditLog::open(directory_ + "/audit.jsonl", warnings);
  if (!audit) return audit.problems();
  audit_ = *std::move(audit);
  journal_.emplace(*ledger_.journal, *audit_, session_.clock(), undertaking_, lock_);
  return {};
}

/// A directory of a run that the journal does not know would be that of a journal that lost it: so it comes second.
Problems Recording::begin(Problems& warnings) {
  auto problems = state_run();
  if (has_errors(problems)) return problems;
  problems = open_directory(warnings);
  if (has_errors(problems)) append(problems, ledger_.journal->end({.exit = exit_of(problems), .when = now()}));
  return problems;
}

Result<std::unique_ptr<Recording>> Recording::start(Context& context, Session& session, const Undertaking& undertaking,
                                                    Problems& warnings) {
  auto ledger = open_ledger(context, true);
  if (!ledger) return ledger.problems();
  std::unique_ptr<Recording> recording(new Recording(*std::move(ledger), session, undertaking));
  auto lock = lock_for(context, session, *recording->ledger_.journal,
                       {.organization = undertaking.plan.organization,
                        .run = recording->run_,
                        .id = random_hex(session.random(), kLockIdBytes),
                        .holder = this_process(),
                        .now = {}});
  if (!lock) return lock.problems();
  recording->lock_ = *std::move(lock);
  auto problems = recording->begin(warnings);
  if (!has_errors(problems)) return recording;
  append(problems, recording->ledger_.journal->release(recording->lock_));
  return problems;
}

Problems Recording::write(const RunReport& report) const {
  return write_private_file(directory_ + "/report.json", write_json(run_document(report)) + "\n");
}

Problems Recording::finish(const Run& run, const RunReport& report) {
  auto problems = write(report);
  const auto list = reconciliation(undertaking_.plan, journal_->settled());
  if (!list.empty()) {
    reconciliation_file_ = directory_ + "/reconcile.jsonl";
    append(problems, write_private_file(reconciliation_file_, list));
  }
  append(problems,
         ledger_.journal->end({.exit = graver(exit_of(problems), exit_of(run)), .signal = run.signal, .when = now()}));
  append(problems, ledger_.journal->release(lock_));
  return problems;
}

}  // namespace interlock
