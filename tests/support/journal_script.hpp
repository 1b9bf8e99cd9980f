// A run of so many steps as a journal sees it, and what must be left of it.
#pragma once

#include <string>

#include "engine/journal.hpp"

namespace interlock::testing {

inline constexpr const char* kOrganization = "11111111-2222-3333-4444-555555555555";
inline constexpr const char* kJournalFile = "journal.db";
inline const Wall kMonday = Wall(std::chrono::days(20423));  // 2025-12-01

LockHolder some_holder(std::int64_t pid = 4711);
/// "run-1" asks for lock "lock-1".
LockRequest lock_request(const std::string& run = "run-1", const std::string& id = "lock-1");
RunHead run_head(const Lock& lock, int steps);
WriteIntent write_intent(int step);
Settled done(int step);

/// How far a script came: what was durable by what the journal said.
struct Progress {
  bool has_lock = false;
  bool has_begun = false;
  int intents = 0;
  int outcomes = 0;
  bool has_ended = false;
  Problems stopped{};  // why it came no further
};

/// Takes the lock, begins, and states each step's intent and outcome; ends and lets the lock go.
Progress run_script(JournalStore& journal, int steps);
/// Goes on with it after a crash, from where its record says.
Progress resume_script(JournalStore& journal, int steps);

/// Each intent and outcome that was durable is there once, in its order, and at most one more of each; empty if so.
std::string lost_or_doubled(const RunRecord& record, const Progress& progress);

/// "B69 10: message", one line a problem.
std::string told_with_exit(const Problems& problems);

}  // namespace interlock::testing
