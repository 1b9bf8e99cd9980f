// A plan as data: what apply does, in which order, from which state. It can be printed, saved, reviewed and bound.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "diff/change.hpp"
#include "model/address.hpp"
#include "model/scope.hpp"
#include "model/settings.hpp"

namespace interlock {

enum class Verb : std::uint8_t { create, update, remove };
std::string_view verb_name(Verb verb);  // "create", "update", "delete"

/// The phases of planning.md, in the order in which they may run.
enum class Phase : std::uint8_t { prepare, expand, switching, contract, remove };
std::string_view phase_name(Phase phase);  // "prepare", "expand", "switch", "contract", "remove"

/// One request that moves one object from one version to the next.
struct Step {
  std::string id{};  // "s1"
  Verb verb{};
  Address address{};
  ResourceId object_id{};  // empty for a create
  Phase phase{};
  std::vector<std::string> after{};  // ids of the steps that must be confirmed before, sorted by number
  Guard guard{};
  std::vector<FieldEdit> edits{};
  Place source{};               // the manifest's entry; of a consequence (`replaces`) the entry that asks for it
  std::string reason{};         // one sentence for a person: why the step is there, and there
  bool is_consequence = false;  // no entry names the object itself
};

/// The kinds that hold levels: a user, by the profile of its own, and a shared profile.
constexpr bool is_profile(Kind kind) { return kind == Kind::user || kind == Kind::profile; }

/// The address as people may see it: a user that no manifest names by its id (SEC19). Not yet made visible.
std::string discreet(const Address& address, const ResourceId& id, bool is_consequence);
std::string discreet(const Step& step);

/// The eligible agents of a queue whose requirements, or whose agents' levels, the plan touches.
struct Coverage {
  Address queue;
  int before = 0;
  int after = 0;
  /// In every state that the edges allow; exactly the fewest where one step makes and one ends each agent's
  /// eligibility (safety/proof.hpp).
  int never_below = 0;
};

/// An active user by the levels that matter to some queue of the routing, skill -> level.
struct RoutedAgent {
  Map levels{};
  std::string shared{};  // the shared profile behind the personal one, or empty
};

/// A queue as it is before the first step.
struct RoutedQueue {
  bool exists = true;  // else only the skill group of its name does, which it will have
  /// What it asks for, as in a manifest; of the published API what the skill group of its name states, nothing where
  /// there is none.
  std::optional<Map> asks{};
  bool is_attached = false;  // published API: that group is the queue's
  /// User ids. Guide API: whom it is restricted to, nothing where it is not; published API: who serves it directly.
  std::optional<std::vector<std::string>> members{};
  int floor = 0;                       // declared `staffing.at_least`, in agents
  std::vector<std::string> assumes{};  // addresses of other groups that are attached: nobody of them counts
};

/// What decides who is eligible for the queues that a plan touches, before its first step.
struct Routing {
  int limit = 0;                                // levels that one profile may hold
  std::map<std::string, bool> skills{};         // those that exist; whether enabled
  std::map<std::string, Map> profiles{};        // shared ones: skill -> level
  std::map<std::string, RoutedAgent> agents{};  // by user id
  std::map<Address, int> sizes{};               // levels in all, of each profile that a step changes
  std::map<std::string, RoutedQueue> queues{};  // by name
};

/// One version of what a queue asks for, between two steps, and why it has somebody at every moment.
struct CertifiedVersion {
  std::string from{}, until{};  // ids of steps; empty: since before the plan, for ever
  int never_below = 0;          // eligible agents, in every state of this version
  std::string agent{};          // the id of a user whom no step takes from it, there when the last of the others goes
  std::string step{};           // or the step that replaces the version before it could starve; else both are empty
};

/// The proof for one queue that is there before and after.
struct CertifiedQueue {
  Address queue{};
  int before = 0, after = 0, never_below = 0;
  std::vector<CertifiedVersion> versions{};
};

/// How much of a skill the centre has: the levels of its active holders added up, in hundredths. The capacity score is
/// a fifth of that (job P3): an agent at the highest level counts as one.
struct Capacity {
  int agents = 0;
  int levels = 0;
  friend bool operator==(const Capacity&, const Capacity&) = default;
};
std::string score(const Capacity& capacity);  // "7.4"

struct SkillCapacity {
  Address skill;
  Capacity before{};
  Capacity after{};
};

struct Estimate {
  int requests = 0;
  int seconds = 0;
  std::map<Bucket, int> buckets{};  // requests that use up each quota
};

struct Summary {
  int create = 0;
  int update = 0;
  int remove = 0;
  int unchanged = 0;  // objects; the others are counted as objects too, not as steps
};

struct Plan {
  std::string tenant{};
  std::string organization{};
  Api api{};
  Wall created{};
  std::optional<Wall> expires{};
  std::string manifest_digest{};
  Scope scope{};  // that it may touch: --only and --except
  std::vector<std::string> allowed{};
  std::vector<Step> steps{};
  std::map<Address, ResourceId> ids{};  // of every object that a step names in a reference
  std::vector<Coverage> coverage{};
  Routing routing{};
  std::vector<CertifiedQueue> certificate{};
  std::vector<SkillCapacity> capacity{};  // of the skills whose capacity changes
  std::vector<Held> held{};
  std::vector<Ignored> ignored{};
  Estimate estimate{};
  Summary summary{};
};

Value estimate_document(const Estimate& estimate);
/// The plan file of cli.md: sorted keys, `digest` over everything else.
Value plan_document(const Plan& plan);
std::string plan_digest(const Plan& plan);
/// Refuses what is no plan (3), what was cut or edited (10), what another version wrote (B65, B66).
Result<Plan> read_plan(std::string_view text, const std::string& name);

}  // namespace interlock
