// Whose turn it is with an organisation (faults.md F46-F48, J10). A lock never expires and is never taken over
// silently: whoever holds it lets it go, or a person removes it by its id, or `resume` goes on with the run of a dead
// process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "base/time.hpp"

namespace interlock {

/// A process, so that it can be told from a later one with its number.
struct LockHolder {
  std::string owner{};  // "ana@ws-12"
  std::string host{};
  std::int64_t pid = 0;
  std::string started{};  // when, in the kernel's words; these three are compared and never read
  std::string boot{};     // of the machine
  std::string space{};    // in which the pid counts
  friend bool operator==(const LockHolder&, const LockHolder&) = default;
};

struct Lock {
  std::string id{};
  std::string organization{};
  std::string run{};
  std::int64_t generation = 0;  // grows with each lock of the organisation
  LockHolder holder{};
  Wall since{};  // for people alone: wall clocks jump
  friend bool operator==(const Lock&, const Lock&) = default;
};

struct LockRequest {
  std::string organization{};
  std::string run{};  // that is to begin, or to go on
  std::string id{};   // of the lock: random
  LockHolder holder{};
  Wall now{};
};

enum class Liveness : std::uint8_t { alive, dead, unknown };

/// What is known of a holder, from where `here` is. `started` of the process that has its number here now; empty where
/// there is none.
Liveness liveness_of(const LockHolder& holder, const LockHolder& here, const std::string& started);

/// B72, F46: who holds the lock, since when, and what to do. Exit 9.
Problem held_by(const Lock& lock, Wall now, Liveness liveness);
/// Why the lock that is held stands in the way of the request, if it does: only the run of a dead process goes on;
/// where that died before its run began, or behind its end, nothing is under way.
std::optional<Problem> contest(const Lock& held, const LockRequest& request, Liveness liveness, bool is_under_way);

/// F48: the lock of a process that lives is not removed, nor one that nobody holds: those held are named.
std::optional<Problem> check_unlock(const std::string& id, const std::vector<Lock>& held, Liveness liveness);

/// F47: what a holder is told whose lock is not the newest any more. Exit 9.
Problem lock_lost(const Lock& ours);

/// The lock as a value of the journal, without organisation and generation, and back; nothing where it is none.
std::string lock_text(const Lock& lock);
std::optional<Lock> parse_lock(const std::string& text);

}  // namespace interlock
