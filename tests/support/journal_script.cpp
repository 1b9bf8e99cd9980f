#include "support/journal_script.hpp"

#include <set>

namespace interlock::testing {
namespace {

std::string step_name(int step) { return "s" + std::to_string(step); }

/// The outcome as text, to be compared.
std::string shown(const Settled& settled) {
  const auto& outcome = settled.outcome;
  return outcome.step + " " + to_string(outcome.address) + " " + std::string(standing_name(outcome.standing)) + " " +
         outcome.reason + " " + settled.object.value;
}

bool finish(JournalStore& journal, const Lock& lock, Progress& progress) {
  progress.stopped = journal.end({.exit = Exit::success, .when = kMonday + Millis(9'000)});
  progress.has_ended = progress.stopped.empty();
  if (progress.has_ended) progress.stopped = journal.release(lock);
  return progress.stopped.empty();
}

bool write_step(JournalStore& journal, int step, Progress& progress) {
  const std::vector<WriteIntent> intents{write_intent(step)};
  progress.stopped = journal.intend(intents);
  if (!progress.stopped.empty()) return false;
  ++progress.intents;
  const std::vector<Settled> outcomes{done(step)};
  progress.stopped = journal.settle(outcomes);
  if (!progress.stopped.empty()) return false;
  ++progress.outcomes;
  return true;
}

}  // namespace

LockHolder some_holder(std::int64_t pid) {
  return {.owner = "ana@ws-12", .host = "ws-12", .pid = pid, .started = "100", .boot = "boot-1", .space = "pid:[1]"};
}

LockRequest lock_request(const std::string& run, const std::string& id) {
  return {.organization = kOrganization, .run = run, .id = id, .holder = some_holder(), .now = kMonday};
}

RunHead run_head(const Lock& lock, int steps) {
  return {.run = lock.run,
          .tool = "0.1.0",
          .owner = lock.holder.owner,
          .tenant = "prod",
          .organization = lock.organization,
          .api = Api::published,
          .plan_digest = "plan-digest",
          .manifest_digest = "manifest-digest",
          .generation = lock.generation,
          .started = kMonday,
          .undoes = {},
          .steps = steps};
}

WriteIntent write_intent(int step) {
  return {.step = step_name(step),
          .address = {Kind::skill, "Skill " + std::to_string(step)},
          .object = {"id-" + std::to_string(step)},
          .guard = {GuardKind::version, std::to_string(step + 6)},
          .body_digest = std::string(64, 'a')};
}

Settled done(int step) {
  return {.outcome = {.step = step_name(step),
                      .address = {Kind::skill, "Skill " + std::to_string(step)},
                      .standing = Standing::done},
          .object = {"id-" + std::to_string(step)},
          .attempts = 1};
}

Progress run_script(JournalStore& journal, int steps) {
  Progress progress;
  const auto lock = journal.try_acquire(lock_request());
  if (!lock) return {.stopped = lock.problems()};
  progress.has_lock = true;
  progress.stopped = journal.begin(*lock, run_head(*lock, steps), "{\"plan\": 1}", "{\"inverse\": 1}");
  if (!progress.stopped.empty()) return progress;
  progress.has_begun = true;
  for (int step = 1; step <= steps; ++step) {
    if (!write_step(journal, step, progress)) return progress;
  }
  finish(journal, *lock, progress);
  return progress;
}

Progress resume_script(JournalStore& journal, int steps) {
  Progress progress;
  const auto before = journal.record("run-1");
  if (!before) return {.stopped = before.problems()};
  const auto lock = journal.try_acquire(lock_request("run-1", "lock-2"));
  if (!lock) return {.stopped = lock.problems()};
  progress.has_lock = true;
  progress.stopped = journal.go_on(*lock, "0.1.0", kMonday + Millis(5'000));
  if (!progress.stopped.empty()) return progress;
  progress.has_begun = true;
  std::set<std::string> settled;
  for (const auto& outcome : before->outcomes) settled.insert(outcome.outcome.step);
  for (int step = 1; step <= steps; ++step) {
    if (!settled.contains(step_name(step)) && !write_step(journal, step, progress)) return progress;
  }
  finish(journal, *lock, progress);
  return progress;
}

std::string lost_or_doubled(const RunRecord& record, const Progress& progress) {
  const auto intents = static_cast<int>(record.intents.size());
  const auto outcomes = static_cast<int>(record.outcomes.size());
  if (intents < progress.intents || intents > progress.intents + 1) return std::to_string(intents) + " intents";
  if (outcomes < progress.outcomes || outcomes > progress.outcomes + 1) return std::to_string(outcomes) + " outcomes";
  for (int i = 0; i < intents; ++i) {
    if (record.intents[static_cast<std::size_t>(i)] != write_intent(i + 1)) return "intent " + std::to_string(i + 1);
  }
  for (int i = 0; i < outcomes; ++i) {
    if (shown(record.outcomes[static_cast<std::size_t>(i)]) != shown(done(i + 1))) {
      return "outcome " + std::to_string(i + 1);
    }
  }
  const bool is_in_doubt = intents > outcomes;
  if (record.in_doubt.size() != (is_in_doubt ? 1u : 0u)) return "in doubt " + std::to_string(record.in_doubt.size());
  if (is_in_doubt && record.in_doubt[0] != write_intent(intents)) return "the wrong step is in doubt";
  if (progress.has_ended && !record.summary.end) return "the end";
  return {};
}

std::string told_with_exit(const Problems& problems) {
  std::string text;
  for (const auto& problem : problems) {
    text += (text.empty() ? "" : "\n") + problem.rule + " " + std::to_string(static_cast<int>(problem.exit)) + ": " +
            problem.message;
  }
  return text;
}

}  // namespace interlock::testing
