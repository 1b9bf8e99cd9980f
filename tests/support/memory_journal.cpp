#include "support/memory_journal.hpp"

#include <algorithm>
#include <cstdlib>

namespace interlock::testing {

Problems MemoryJournal::may_go_on() { return ++calls >= fails_at ? Problems{failure} : Problems{}; }

Problems MemoryJournal::check_ours(const Lock& lock) const {
  const auto held = locks_.find(lock.organization);
  const bool is_ours = held != locks_.end() && held->second == lock;
  return is_ours ? Problems{} : Problems{lock_lost(lock)};
}

Problems MemoryJournal::begin(const Lock& lock, const RunHead& head, const std::string& plan,
                              const std::string& inverse) {
  if (auto failed = may_go_on(); !failed.empty()) return failed;
  if (auto lost = check_ours(lock); !lost.empty()) return lost;
  lock_ = lock;
  Kept kept{.plan = plan, .inverse = inverse};
  kept.records.push_back(journal::begin_record(locked(head, lock), kept.tip, plan, inverse));
  runs_[lock.run] = std::move(kept);
  return {};
}

Problems MemoryJournal::go_on(const Lock& lock, const std::string& tool, Wall now) {
  if (auto failed = may_go_on(); !failed.empty()) return failed;
  if (auto lost = check_ours(lock); !lost.empty()) return lost;
  lock_ = lock;
  auto& kept = runs_.at(lock.run);
  kept.records.push_back(journal::go_on_record(lock, kept.tip, tool, now));
  return {};
}

Problems MemoryJournal::intend(std::span<const WriteIntent> intents) {
  if (auto failed = may_go_on(); !failed.empty()) return failed;
  if (auto lost = check_ours(lock_); !lost.empty()) return lost;
  auto& kept = runs_.at(lock_.run);
  for (const auto& intent : intents) kept.records.push_back(journal::intent_record(lock_.run, kept.tip, intent));
  return {};
}

Problems MemoryJournal::settle(std::span<const Settled> outcomes) {
  if (auto failed = may_go_on(); !failed.empty()) return failed;
  auto& kept = runs_.at(lock_.run);
  for (const auto& outcome : outcomes) kept.records.push_back(journal::outcome_record(lock_.run, kept.tip, outcome));
  return {};
}

Problems MemoryJournal::end(const RunEnd& end) {
  if (auto failed = may_go_on(); !failed.empty()) return failed;
  auto& kept = runs_.at(lock_.run);
  kept.records.push_back(journal::end_record(lock_.run, kept.tip, end));
  return {};
}

Result<Lock> MemoryJournal::try_acquire(const LockRequest& request) {
  if (auto failed = may_go_on(); !failed.empty()) return failed;
  const auto held = locks_.find(request.organization);
  if (held != locks_.end()) {
    const auto& run = held->second.run;
    const bool is_under_way = runs_.contains(run) && !read(run).summary.end;
    if (auto why = contest(held->second, request, liveness, is_under_way)) return *why;
  }
  Lock lock{.id = request.id,
            .organization = request.organization,
            .run = request.run,
            .generation = ++generations_[request.organization],
            .holder = request.holder,
            .since = request.now};
  locks_[request.organization] = lock;
  return lock;
}

Problems MemoryJournal::release(const Lock& lock) {
  if (auto failed = may_go_on(); !failed.empty()) return failed;
  if (check_ours(lock).empty()) locks_.erase(lock.organization);
  return {};
}

Result<Lock> MemoryJournal::unlock(const std::string& id) {
  if (auto failed = may_go_on(); !failed.empty()) return failed;
  const auto held = *locks();
  if (auto why = check_unlock(id, held, liveness)) return *why;
  const auto found = std::find_if(held.begin(), held.end(), [&](const Lock& lock) { return lock.id == id; });
  locks_.erase(found->organization);
  return *found;
}

Result<std::vector<Lock>> MemoryJournal::locks() {
  std::vector<Lock> locks;
  for (const auto& [organization, lock] : locks_) locks.push_back(lock);
  return locks;
}

RunRecord MemoryJournal::read(const std::string& run) const {
  const auto& kept = runs_.at(run);
  journal::Reading reading(run);
  bool is_good = true;
  for (const auto& record : kept.records) is_good = is_good && !reading.take(record);
  is_good =
      is_good && !reading.finish(kept.tip) && !reading.take_plan(kept.plan) && !reading.take_inverse(kept.inverse);
  if (!is_good) std::abort();  // nobody else was at it
  return std::move(reading.record());
}

Result<std::vector<RunSummary>> MemoryJournal::runs() {
  std::vector<RunSummary> runs;
  for (const auto& [run, kept] : runs_) runs.push_back(read(run).summary);
  std::stable_sort(runs.begin(), runs.end(),
                   [](const RunSummary& a, const RunSummary& b) { return a.head.started > b.head.started; });
  return runs;
}

Result<RunRecord> MemoryJournal::record(const std::string& run) {
  if (!runs_.contains(run)) return unknown_run(run, *runs());
  return read(run);
}

}  // namespace interlock::testing
