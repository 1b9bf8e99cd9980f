#include "sandbox/inspector.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace interlock::sandbox {

Inspector::Inspector(const Store& store, std::optional<Api> api) : api_(api) { settle(store); }

/// What did not change there is still measured from where it stood first.
void Inspector::settle(const Store& store) {
  const auto agents = agents_;
  const auto holds = holds_;
  see(store, 0);
  if (holds_ != holds) {
    first_holds_ = holds_;
    interrupted_.clear();
  }
  if (agents_ != agents) {
    first_agents_ = agents_;
    gained_.clear();
  }
  if (api_) document_ = store.document();
}

void Inspector::look(const Store& store, int write) {
  see(store, write);
  if (!api_) return;
  auto lost = sandbox::losses(document_, store.document(), write);
  losses_.insert(losses_.end(), std::make_move_iterator(lost.begin()), std::make_move_iterator(lost.end()));
}

void Inspector::see(const Store& store, int write) {
  note_faults(store, write);
  note_holds(store, write);
  if (!api_) return;
  note_agents(store, write);
  count(store, write);
}

/// All of them; behind the replacement of one object, those of before with that object's in their place.
std::set<Fault> Inspector::now_standing(const Store& store) const {
  const auto& [changes, replaced] = store.pulse();
  if (changes_ == 0 || changes != changes_ + 1 || !replaced || breaks_others(replaced->first)) {
    return standing_faults(store);
  }
  const auto kind = kind_of(replaced->first);
  const auto& id = replaced->second;
  auto standing = faults_;
  std::erase_if(standing, [&](const Fault& fault) { return fault.kind == kind && fault.id == id; });
  standing.merge(standing_faults(store, kind, id));
  return standing;
}

void Inspector::note_faults(const Store& store, int write) {
  auto standing = now_standing(store);
  changes_ = store.pulse().changes;
  for (const auto& fault : standing) {
    if (write > 0 && !faults_.contains(fault)) found_.push_back({write, fault});
  }
  faults_ = std::move(standing);
}

void Inspector::note_holds(const Store& store, int write) {
  holds_ = holds(store);
  for (const auto& hold : first_holds_) {
    if (!holds_.contains(hold)) interrupted_.emplace(hold, write);
  }
}

void Inspector::note_agents(const Store& store, int write) {
  agents_ = agents_by_queue(store, *api_);
  for (const auto& [queue, agents] : agents_) {
    const auto first = first_agents_.find(queue);
    for (const auto& agent : agents) {
      if (first == first_agents_.end() || !first->second.contains(agent))
        gained_.emplace(std::pair(queue, agent), write);
    }
  }
}

void Inspector::count(const Store& store, int write) {
  for (const auto& queue : store.all(Collection::queues)) tallies_[std::string(id_of(queue))].name = name_of(queue);
  for (const auto& [queue, agents] : agents_) {
    auto& tally = tallies_[queue];
    const auto number = static_cast<int>(agents.size());
    if (tally.counts.empty() || tally.counts.back().second != number) tally.counts.emplace_back(write, number);
  }
  for (auto& [queue, tally] : tallies_) {
    if (!agents_.contains(queue) && tally.counts.back().second) tally.counts.emplace_back(write, std::nullopt);
  }
}

/// A hold that the end has no more was given up; one that came back was interrupted.
void Inspector::add_lost_holds(std::vector<Finding>& findings) const {
  for (const auto& [hold, write] : interrupted_) {
    if (!holds_.contains(hold)) continue;
    const Fault fault{Invariant::reachability, hold.kind, hold.id, "is without " + hold.what + " on the way",
                      hold.name};
    findings.push_back({write, fault});
  }
}

void Inspector::add_imprecise(std::vector<Finding>& findings) const {
  for (const auto& [pair, write] : gained_) {
    const auto& [queue, agent] = pair;
    const auto last = agents_.find(queue);
    if (last == agents_.end() || last->second.contains(agent)) continue;
    const Fault fault{Invariant::precision, Kind::queue, queue,
                      "is offered to user " + quoted(agent) + ", whom neither the start nor the end makes eligible",
                      tallies_.at(queue).name};
    findings.push_back({write, fault});
  }
}

std::vector<Finding> Inspector::findings() const {
  auto findings = found_;
  add_lost_holds(findings);
  add_imprecise(findings);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.write < b.write; });
  return findings;
}

}  // namespace interlock::sandbox
