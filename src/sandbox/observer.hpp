// Watches what callers would meet: how many agents each queue can be offered to, after every write.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sandbox/sandbox.hpp"
#include "sandbox/store.hpp"

namespace interlock::sandbox {

using Counts = std::map<std::string, int>;  // by the queue's id, so that a renamed queue is the same queue

using EligibleAgents = std::map<std::string, std::set<std::string>>;  // ids of users by the queue's id

/// Eligible agents by queue as that API sees them: by the requirements of the queue and its members (planning.md,
/// Model), or by its members and skill groups (published-api.md).
EligibleAgents agents_by_queue(const Store& store, Api api);
Counts eligible_agents(const Store& store, Api api);

class Observer {
 public:
  /// Begins with the view of the guide API; the API that writes first takes over.
  explicit Observer(const Store& store) { settle(store); }

  /// Counts after the accepted write of that number.
  void look(const Store& store, int write, const std::string& request, Api api);
  /// Counts after a change that no write of a client made: nobody is blamed.
  void settle(const Store& store);

  const std::vector<Census>& history() const { return history_; }
  const std::vector<Breach>& breaches() const { return breaches_; }

 private:
  void count(const Store& store);
  Census census(int write) const;
  void see_as(Api api);
  const Counts& counts() const { return counts_[static_cast<std::size_t>(api_)]; }

  Api api_ = Api::guide;                      // that wrote last
  std::array<Counts, 2> counts_;              // by Api
  std::map<std::string, std::string> names_;  // of the queues that were counted
  std::vector<Census> history_;
  std::vector<Breach> breaches_;
};

}  // namespace interlock::sandbox
