// One step of a plan on its way: read, judge, write, check (faults.md R10-R13). A pure state machine: it is given
// answers and the time, and gives the next call or a wait. The executor decides when it starts and sends what it asks
// for.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/executor.hpp"
#include "engine/journal.hpp"
#include "engine/paging.hpp"
#include "engine/recheck.hpp"

namespace interlock {

/// What all jobs of a run share.
struct Workshop {
  const Binding& binding;
  const Tenant& tenant;
  Random& random;
  Names names{};  // grows by what the run creates
  int conflicts = 0;
  FoundFields found{};  // objects that were not as planned, until the executor has looked at them
  struct Closing {
    std::string reason;
    Exit exit = Exit::success;
  };
  std::optional<Closing> closing{};  // set: no write starts any more
};

class Job {
 public:
  /// Why the object is read: what follows depends on it.
  enum class Cause : std::uint8_t { before_write, after_conflict, after_unknown, after_write };

  struct Blocked {};
  struct Reading {
    Cause cause;
    Read read{};                    // of a create without an id: the list of its kind, where its name is looked up
    std::optional<Paging> pages{};  // of a list
  };
  struct Writing {};
  struct Pausing {
    Instant until;
    Cause then;
  };
  struct Settled {
    StepOutcome outcome;
  };
  using State = std::variant<Blocked, Reading, Writing, Pausing, Settled>;

  Job(const Step& step, Workshop& workshop) : step_(step), workshop_(workshop) {}

  const Step& step() const { return step_; }
  const State& state() const { return state_; }
  const StepOutcome* outcome() const;
  /// Whether a write of it may be in force whose outcome is not known yet.
  bool may_have_written() const;

  /// Starts it, or goes on after a pause. The call that is to be made; without one see `state`.
  std::optional<Call> begin(Instant now);
  std::optional<Call> take(const Answer& answer, Instant now);
  /// What an earlier attempt left; before `begin`.
  void recall(const Prior& prior) { prior_ = prior; }
  /// The write that it has just asked for, and when that must not leave any more: the platform itself refuses what an
  /// entity tag or a version guards, all else stands on a read.
  WriteIntent intent() const;
  std::optional<Instant> stale_at(Instant now) const;
  const ResourceId& object() const { return id_; }
  int attempts() const { return writes_; }
  /// The object that it created as it was seen then; empty: none.
  const Map& made() const { return made_; }
  void settle(Standing standing, std::string reason, Exit exit = Exit::success, std::vector<FieldEdit> theirs = {});

 private:
  /// The object as a read found it; without ids it is not there.
  struct Seen {
    std::vector<ResourceId> ids{};
    Value body{};
    Map fields{};
    std::optional<Guard> guard{};
  };
  struct Rewrite {
    std::vector<FieldEdit> edits;
  };
  struct Hold {
    std::string reason;
    std::vector<FieldEdit> theirs{};
  };
  struct Done {
    std::string reason;
  };
  using Verdict = std::variant<Done, Hold, Rewrite>;

  using Next = std::optional<Call>;
  Next read(Cause cause);
  Next write(std::vector<FieldEdit> edits, const Seen& seen);
  Next send(Call call);
  Next pause(Instant until, Cause then);

  Next on_read(const Reading& reading, const Answer& answer, Instant now);
  Next on_page(Reading reading, const Answer& answer, Instant now);
  Next go_on_looking(Reading reading, Paging::Next next, Instant now);
  Next unread(Cause cause, Exit exit, const std::string& why);
  Next stop(const std::string& why);
  Next on_written(const Answer& answer, Instant now);
  Next on_accepted(const Response& response);

  Next decide(const Seen& seen, Cause cause, Instant now);
  Next check_again(const Seen& seen, Instant now);
  Next disown(const Seen& seen);
  Next after_conflict(Instant now);
  Next after_unknown(std::vector<FieldEdit> edits, const Seen& seen, Instant now);

  std::string done_reason() const;
  Verdict judge(const Seen& seen) const;
  Verdict judge_create(const Seen& seen) const;
  std::optional<Seen> seen_item(const Response& response, const Reading& reading);
  Seen seen_in_list(const Read& read, const List& entities) const;
  Call call_for(std::span<const FieldEdit> edits, const Seen& seen) const;
  Next fail(Exit exit, std::string reason);
  Next finish(std::string reason, const Seen& seen);
  Next hold(std::string reason, std::vector<FieldEdit> theirs, const Seen& seen);

  const Step& step_;
  Workshop& workshop_;
  State state_ = Blocked{};
  ResourceId id_{};  // of the object, once it is known
  std::optional<Prior> prior_{};
  Guard guard_{};                // of the last write
  std::string last_body_{};      // of the last write
  std::string last_conflict_{};  // the platform's words
  Map made_{};
  int writes_ = 0;
  int checks_ = 0;
};

}  // namespace interlock
