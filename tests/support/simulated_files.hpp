// Files in memory beneath SQLite that tell what was written from what was synced (faults.md, the five seams): the
// machine can fail before any call, and loses what was not synced in whatever way a test asks for.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace interlock::testing {

/// What becomes of writes that were not synced.
enum class Loss : std::uint8_t {
  none,  // the process was killed, the machine went on
  all,
  some,   // sector by sector
  torn,   // the last one is cut, the ones before it stay
  zeros,  // lengths stay, what was written is zeros
};

class SimulatedFiles {
 public:
  using Contents = std::map<std::string, std::string>;

  SimulatedFiles();
  ~SimulatedFiles();
  SimulatedFiles(const SimulatedFiles&) = delete;
  SimulatedFiles& operator=(const SimulatedFiles&) = delete;

  /// Under which SQLite knows them.
  const std::string& name() const;

  /// Calls that change something, so far: writes, syncs, truncations, removals, creations.
  int calls() const;
  void crash_at(int call);      // it and all later ones fail
  void fail_sync_at(int sync);  // counted from now; EIO, once
  void fill_disk_at(int call);  // from it on there is no more room than what is taken
  void make_read_only();
  int failed_calls() const;  // since the last reset
  int writes_after_failure() const;

  /// The machine is on again: every handle is dead, nothing fails any more. `seed` says which sectors, or how many
  /// bytes.
  void power_loss(Loss loss, std::uint64_t seed = 0);
  /// What such a loss would leave.
  Contents left_after(Loss loss, std::uint64_t seed = 0) const;
  /// What is left where the last write of each file is cut after so many bytes, and the ones before it stay.
  Contents torn_at(std::size_t length) const;
  /// The longest last write that was not synced.
  std::size_t last_write() const;

  /// What the files hold, as it is written.
  Contents contents() const;
  /// All of it durable, nothing fails.
  void restore(const Contents& contents);

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace interlock::testing
