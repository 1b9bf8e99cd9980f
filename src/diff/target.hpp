// What each object shall be in the end: the manifest laid over the tenant, with everything that is not managed already
// put into the desired side. After this the difference is one merge walk.
#pragma once

#include <map>
#include <optional>
#include <variant>

#include "base/problem.hpp"
#include "diff/change.hpp"
#include "model/intent.hpp"
#include "model/live_state.hpp"

namespace interlock {

/// The fields of an object in the end, or nothing: then it shall not exist. Where nothing changes they are the live
/// ones and not copied, since that is nearly everything of a big tenant.
class EndFields {
 public:
  EndFields(std::nullopt_t) {}
  EndFields(const Map* live) : fields_(live) {}  // not null; the live state must outlive this
  EndFields(Map changed) : fields_(std::move(changed)) {}

  explicit operator bool() const { return get() != nullptr; }
  const Map& operator*() const { return *get(); }
  const Map* operator->() const { return get(); }
  const Map* get() const;  // null where there are none
  bool are_live() const;   // nothing changes
  /// To change them: live ones are copied first. There must be some.
  Map& own();

 private:
  std::variant<const Map*, Map> fields_{};
};

/// The end state of an object that the manifest touches, directly or as a consequence of `replaces`.
struct Target {
  EndFields fields;                 // whole, observed fields included
  const Resource* entry = nullptr;  // of the manifest; null for what left it, and for a consequence
  Place at{};                       // of the entry, or of the `replaces` or the base's entry that asks for it
  bool is_consequence = false;      // of `replaces`: no entry names the object itself
};
using Targets = std::map<Address, Target>;

struct EndState {
  Targets targets;
  std::vector<Held> held;  // by address and path
};

/// Pointers into `intent` stay in the result. Names that the tenant has twice (B54), objects that cannot be created and
/// do not exist (B26, B94), and what left the base and cannot be deleted (B77) are problems and have no target. Nothing
/// outside the scope has one.
EndState end_state(const Intent& intent, const LiveState& live, Problems& problems);

/// The parts of end_state, in their order: what left the base is taken away, unless somebody changed it meanwhile
/// (manifest.md, three-way).
void remove_departed(const Intent& intent, const LiveState& live, EndState& end, Problems& problems);

/// Then every level, requirement and parent moves from a replaced skill to the new one, and the old one goes.
void move_references(const Manifest& desired, const LiveState& live, Targets& targets);

/// The fields of the object in the end: the target's where there is one, else the live ones; null where there is none.
const Map* end_fields(const Address& address, const LiveState& live, const Targets& targets);

}  // namespace interlock
