// Executes a plan (applying.md): a pure state machine over the courier. Steps start when all they wait for is confirmed
// and settled; every write is guarded; a conflict is decided by reading again. Before each phase it is asked again
// whose tenant this is.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/drive.hpp"
#include "engine/reader.hpp"
#include "plan/plan.hpp"

namespace interlock {

enum class Standing : std::uint8_t { done, held, failed, not_attempted, unknown };
std::string_view standing_name(Standing standing);

struct StepOutcome {
  std::string step;  // empty: no step, the plan itself held it
  Address address;
  Standing standing{};
  std::string reason{};                     // why it is not done, or "already as wanted"
  std::vector<FieldEdit> theirs{};          // of a conflict: `before` as planned, `after` as found
  Exit exit = Exit::success;                // the code that it alone would lead to
  ResourceId created{};                     // by the step
  bool was_in_doubt = false;                // after an earlier attempt
  std::optional<LastChange> last_change{};  // of the object that was found, where it is held
};

/// The record of a run: kind `run` of cli.md.
struct Run {
  std::string id;
  std::string plan_digest;
  std::vector<StepOutcome> outcomes;  // in plan order, one a step; then what the plan held
  Traffic traffic{};
  int conflicts = 0;
  Millis elapsed{0};
  int signal = 0;                    // that interrupted it
  std::optional<Problem> refusal{};  // why it ended on the way: the credentials are for another organisation by now
                                     // (B46), what is left is no longer proven (B67), or a fault of ours (O10)
};
Exit exit_of(const Run& run);

/// What an earlier attempt left of a step that it did, or may have done.
struct Prior {
  enum class Kind : std::uint8_t { done, in_doubt } kind{};
  ResourceId object{};        // that it created
  std::string body_digest{};  // of the write in doubt; empty where it had none
};

enum class OnError : std::uint8_t { go_on, stop };

struct ExecutorOptions {
  std::string run{};  // its id; empty: a new one
  /// By step id, of a run that is resumed: each object is read, whatever the journal says of it (J8).
  std::map<std::string, Prior> prior{};
  int parallelism = 10;
  Millis settle{2000};
  OnError on_error = OnError::go_on;
  /// Of so many steps that may start now, in plan order, the number of the one that does; empty: the one that may for
  /// the longest time.
  std::function<std::size_t(std::size_t)> choose{};
  /// Told of the step before each of its calls.
  std::function<void(const Step&)> acting{};
};

struct WriteIntent;  // engine/journal.hpp
struct Settled;
struct Journal;

class Executor {
 public:
  Executor(const Plan& plan, const Binding& binding, const Tenant& tenant, Courier& courier, Random& random,
           ExecutorOptions options);
  ~Executor();

  void advance(Instant now);
  void deliver(const Delivery& delivery, Instant now);
  std::optional<Instant> next_due() const;
  bool finished() const;
  void interrupt(int signal);
  /// Nothing more is written, what has not left stays here, and the run is refused for that.
  void halt(Problem why, Instant now);

  /// Since the last call: the writes that are about to leave, and the steps that came to their end.
  std::vector<WriteIntent> take_intents();
  std::vector<Settled> take_settled();

  struct Counts {
    int steps = 0, done = 0, running = 0, held = 0, failed = 0;
  };
  Counts counts() const;
  /// One outcome a step, in plan order; meaningful once finished.
  std::vector<StepOutcome> outcomes() const;
  int conflicts() const;
  const std::optional<Problem>& refusal() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string new_run_id(Random& random);

/// Drives an executor to its end and draws up the record. The journal, which the run has begun in, is told of each
/// write before it leaves and of what became of it; where it fails nothing more is written. `progress` is told the
/// counts after each event.
using CountsListener = std::function<void(const Executor::Counts&)>;
Run apply(
    Connection& connection, const Plan& plan, Random& random, const ExecutorOptions& options, Journal& journal,
    const CountsListener& progress = [](const Executor::Counts&) {});

}  // namespace interlock
