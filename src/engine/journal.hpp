// The journal of `apply` (faults.md J1-J15): what is about to be written is durable before the request leaves, what
// became of it is recorded after. A port: the stores are in adapters/.
//
// Whoever applies holds the lock of the organisation, begins a run or goes on with one, and then states intents and
// outcomes until the run ends. Every call is durable when it returns without a problem. After a failed sync or commit
// (11) a journal takes nothing more, since nobody knows what it holds (J6).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/executor.hpp"
#include "engine/lock.hpp"

namespace interlock {

struct RunHead {
  std::string run{};
  std::string tool{};    // version
  std::string owner{};   // "ana@ws-12"
  std::string tenant{};  // its name in the settings
  std::string organization{};
  Api api{};
  std::string plan_digest{};
  std::string manifest_digest{};
  std::int64_t generation = 0;  // of the lock that it began under
  Wall started{};
  std::string undoes{};  // the run whose inverse this is, or empty
  int steps = 0;         // of the plan
  friend bool operator==(const RunHead&, const RunHead&) = default;
};

/// The head with the run, organisation and generation of the lock.
RunHead locked(RunHead head, const Lock& lock);

/// A write that is about to leave. A step that writes again after a conflict states each of its writes.
struct WriteIntent {
  std::string step{};
  Address address{};
  ResourceId object{};  // empty for a create
  Guard guard{};
  std::string body_digest{};  // SHA-256, or empty where there is no body
  friend bool operator==(const WriteIntent&, const WriteIntent&) = default;
};

/// What became of a step, and what `reconcile` and `resume` want to know beside.
struct Settled {
  StepOutcome outcome{};
  ResourceId object{};  // of a create that was done
  int attempts = 0;     // writes and fresh looks after conflicts (R11); 0: not counted
  Map fields{};         // of what a create made, as the platform then showed it: `undo` holds to that (J12)
};

struct RunEnd {
  Exit exit = Exit::success;
  int signal = 0;
  Wall when{};
  friend bool operator==(const RunEnd&, const RunEnd&) = default;
};

/// By Standing: how many steps have it by their last outcome. Steps without any are in none.
using Tally = std::array<int, 5>;

struct RunSummary {
  RunHead head{};
  Tally tally{};
  std::optional<RunEnd> end{};  // empty: it runs, or was killed
  std::int64_t records = 0;
  std::string hash{};  // of the last one: the head of the chain
};

struct RunRecord {
  RunSummary summary{};
  std::string plan{};     // the plan document
  std::string inverse{};  // stored before the first write (J12); opaque here
  std::vector<WriteIntent> intents{};
  std::vector<Settled> outcomes{};      // the last one of each step, in the order of the first ones
  std::vector<WriteIntent> in_doubt{};  // the last intent of each step whose write may or may not have happened
};

/// Whether steps are left that `resume` could do.
bool is_open(const RunSummary& run);
/// The run of that name; without one the first that fits, of the tenant if one is named. Null where there is none.
const RunSummary* choose_run(std::span<const RunSummary> runs, std::string_view name, std::string_view tenant,
                             bool (*fits)(const RunSummary&));
/// B86. Exit 3.
Problem unknown_run(const std::string& run, std::span<const RunSummary> known);

/// The writing side, all that the executor needs.
struct Journal {
  virtual ~Journal() = default;

  /// The run, organisation and generation are those of the lock; both documents are kept with the run.
  virtual Problems begin(const Lock& lock, const RunHead& head, const std::string& plan,
                         const std::string& inverse) = 0;
  /// Takes up the run of the lock again.
  virtual Problems go_on(const Lock& lock, const std::string& tool, Wall now) = 0;
  /// All of them in one commit (J3). In the same transaction the lock is found to be ours still: else F47, exit 9.
  virtual Problems intend(std::span<const WriteIntent> intents) = 0;
  /// Asks for no lock: what was sent was sent.
  virtual Problems settle(std::span<const Settled> outcomes) = 0;
  virtual Problems end(const RunEnd& end) = 0;
};

/// The whole of it, for the commands.
struct JournalStore : Journal {
  /// Never waits for a holder: whoever wants to wait asks again. F46, exit 9.
  virtual Result<Lock> try_acquire(const LockRequest& request) = 0;
  /// A lock that is not ours any more is left alone.
  virtual Problems release(const Lock& lock) = 0;
  /// What was unlocked.
  virtual Result<Lock> unlock(const std::string& id) = 0;
  virtual Result<std::vector<Lock>> locks() = 0;

  /// Every run, the newest first. Each chain is checked on the way: damage is B69, exit 10.
  virtual Result<std::vector<RunSummary>> runs() = 0;
  virtual Result<RunRecord> record(const std::string& run) = 0;
};

/// Keeps nothing, for rehearsals.
struct NoJournal final : Journal {
  Problems begin(const Lock&, const RunHead&, const std::string&, const std::string&) override { return {}; }
  Problems go_on(const Lock&, const std::string&, Wall) override { return {}; }
  Problems intend(std::span<const WriteIntent>) override { return {}; }
  Problems settle(std::span<const Settled>) override { return {}; }
  Problems end(const RunEnd&) override { return {}; }
};

}  // namespace interlock
