// Watches what callers would meet: how many agents each queue can be offered to, after every write.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sandbox/sandbox.hpp"
#include "sandbox/store.hpp"

namespace interlock::sandbox {

/// Eligible agents by queue (planning.md, Model), by the queue's id.
std::map<std::string, int> eligible_agents(const Store& store);

class Observer {
 public:
  explicit Observer(const Store& store) { settle(store); }

  /// Counts after the accepted write of that number.
  void look(const Store& store, int write, const std::string& request);
  /// Counts after a change that no write of a client made: nobody is blamed.
  void settle(const Store& store);

  const std::vector<Census>& history() const { return history_; }
  const std::vector<Breach>& breaches() const { return breaches_; }

 private:
  void record(const Store& store, int write);

  std::map<std::string, int> counts_;  // by id, so that a renamed queue is the same queue
  std::vector<Census> history_;
  std::vector<Breach> breaches_;
};

}  // namespace interlock::sandbox
