// Holds all invariants of planning.md over the writes of one client. What only the end can tell - whether an agent who
// was eligible on the way is eligible for good, whether a schedule that went came back - is told as if the state that
// is seen last were the end.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sandbox/invariants.hpp"
#include "sandbox/losses.hpp"
#include "sandbox/observer.hpp"

namespace interlock::sandbox {

/// A fault that a write brought about.
struct Finding {
  int write = 0;
  Fault fault{};
};

/// The eligible agents of a queue after each write that changed their number; nothing where there is no such queue.
struct Tally {
  std::string name;
  std::vector<std::pair<int, std::optional<int>>> counts;  // by write; the first is of what stood before
};

class Inspector {
 public:
  /// With an API also the agents, as that API sees them, and what is lost.
  explicit Inspector(const Store& store, std::optional<Api> api = std::nullopt);

  /// After the accepted write of that number.
  void look(const Store& store, int write);
  /// After a change that no write of a client made: nobody is blamed.
  void settle(const Store& store);

  /// In the order of the writes.
  std::vector<Finding> findings() const;
  const std::vector<Loss>& losses() const { return losses_; }
  const std::map<std::string, Tally>& tallies() const { return tallies_; }  // by the queue's id

 private:
  void see(const Store& store, int write);
  void note_faults(const Store& store, int write);
  std::set<Fault> now_standing(const Store& store) const;
  void note_holds(const Store& store, int write);
  void note_agents(const Store& store, int write);
  void count(const Store& store, int write);
  void add_lost_holds(std::vector<Finding>& findings) const;
  void add_imprecise(std::vector<Finding>& findings) const;

  std::optional<Api> api_;
  std::set<Fault> faults_;     // that stand
  std::uint64_t changes_ = 0;  // of the store, when they were seen
  std::vector<Finding> found_;
  std::set<Hold> first_holds_, holds_;
  std::map<Hold, int> interrupted_;  // of those that stood first: by the write behind which they were missing first
  EligibleAgents first_agents_, agents_;
  std::map<std::pair<std::string, std::string>, int> gained_;  // queue and user, by the write behind which they met
  Map document_;                                               // as it was last seen
  std::vector<Loss> losses_;
  std::map<std::string, Tally> tallies_;
};

}  // namespace interlock::sandbox
