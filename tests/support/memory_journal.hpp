// A journal in memory, on the same records as the real one: for whoever writes to a journal, and can be told to fail.
#pragma once

#include <limits>
#include <map>
#include <string>
#include <vector>

#include "engine/journal.hpp"
#include "engine/journal_records.hpp"

namespace interlock::testing {

class MemoryJournal final : public JournalStore {
 public:
  /// The call with that number, from 1, and all later ones fail with `failure`. Reading is no call.
  int fails_at = std::numeric_limits<int>::max();
  Problem failure{.rule = "F43", .exit = Exit::io, .message = "the journal failed"};
  Liveness liveness = Liveness::alive;
  int calls = 0;

  Problems begin(const Lock& lock, const RunHead& head, const std::string& plan, const std::string& inverse) override;
  Problems go_on(const Lock& lock, const std::string& tool, Wall now) override;
  Problems intend(std::span<const WriteIntent> intents) override;
  Problems settle(std::span<const Settled> outcomes) override;
  Problems end(const RunEnd& end) override;
  Result<Lock> try_acquire(const LockRequest& request) override;
  Problems release(const Lock& lock) override;
  Result<Lock> unlock(const std::string& id) override;
  Result<std::vector<Lock>> locks() override;
  Result<std::vector<RunSummary>> runs() override;
  Result<RunRecord> record(const std::string& run) override;

 private:
  struct Kept {
    journal::Tip tip{};
    std::vector<journal::Record> records{};
    std::string plan{}, inverse{};
  };
  Problems may_go_on();
  Problems check_ours(const Lock& lock) const;
  RunRecord read(const std::string& run) const;

  std::map<std::string, Kept> runs_;
  std::map<std::string, Lock> locks_;  // by organisation
  std::map<std::string, std::int64_t> generations_;
  Lock lock_{};
};

}  // namespace interlock::testing
