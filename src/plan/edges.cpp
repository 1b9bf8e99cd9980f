#include "plan/edges.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "diff/diff.hpp"
#include "model/references.hpp"
#include "plan/lowering.hpp"

namespace interlock {
namespace {

using Index = std::size_t;

/// The objects that a step's edits name, on each side.
struct Named {
  std::set<Address> before, after;
};

Named named_objects(const Step& step) {
  Named named;
  for (const auto& edit : step.edits) {
    for (auto& address : named_by(step.address.kind, edit.path, edit.before)) named.before.insert(std::move(address));
    for (auto& address : named_by(step.address.kind, edit.path, edit.after)) named.after.insert(std::move(address));
  }
  if (const auto table = table_of(step.address)) {
    (step.verb == Verb::remove ? named.before : named.after).insert(*table);
  }
  return named;
}

bool has_edit(const Step& step, std::string_view path, const Value& after) {
  return std::any_of(step.edits.begin(), step.edits.end(),
                     [&](const FieldEdit& edit) { return edit.path == path && edit.after == after; });
}

class Edges {
 public:
  Edges(std::vector<Step>& steps, const std::vector<QueueOrder>& orders, const LiveState& live)
      : steps_(steps), before_(steps.size()) {
    for (Index i = 0; i < steps.size(); ++i) index(i);
    for (Index i = 0; i < steps.size(); ++i) add_reference_edges(i);
    for (Index i = 0; i < steps.size(); ++i) add_holder_edges(i, live);
    for (const auto& [address, versions] : versions_) add_chain(versions);
    for (const auto& order : orders) add_queue_edges(order);
  }

  void write() {
    for (Index i = 0; i < steps_.size(); ++i) {
      for (const auto earlier : before_[i]) steps_[i].after.push_back(steps_[earlier].id);
    }
  }

 private:
  void index(Index i) {
    const auto& step = steps_[i];
    named_.push_back(named_objects(step));
    versions_[step.address].push_back(i);
    const bool is_skill = step.address.kind == Kind::skill;
    const bool enables = step.verb == Verb::create || (is_skill && has_edit(step, "/enabled", Value(true)));
    const bool goes = step.verb == Verb::remove || (is_skill && has_edit(step, "/enabled", Value(false)));
    if (enables) provider_[step.address] = i;
    const bool is_renamed =
        std::any_of(step.edits.begin(), step.edits.end(), [](const FieldEdit& edit) { return edit.path == "/name"; });
    const bool changes_its_holders = is_skill && step.verb == Verb::update && (enables || is_renamed);
    if (changes_its_holders) provider_[step.address] = i;
    if (changes_its_holders) shown_.insert(step.address);
    if (goes) remover_[step.address] = i;
    auto* changed = step.phase == Phase::expand ? &expanding_ : step.phase == Phase::contract ? &contracting_ : nullptr;
    if (changed == nullptr) return;
    for (const auto* side : {&named_[i].before, &named_[i].after}) {
      for (const auto& named : *side) {
        if (named.kind == Kind::skill) (*changed)[named.name].insert(i);
      }
    }
  }

  /// An edge only ever points forward, so the plan has no cycle whatever asks for it.
  void edge(Index earlier, Index later) {
    if (earlier < later) before_[later].insert(earlier);
  }

  void add_reference_edges(Index i) {
    for (const auto& named : named_[i].after) {
      if (const auto found = provider_.find(named); found != provider_.end()) edge(found->second, i);
    }
    for (const auto& named : named_[i].before) {
      if (named_[i].after.contains(named)) continue;
      if (const auto found = remover_.find(named); found != remover_.end()) edge(i, found->second);
    }
  }

  /// A whole-object write also sends what the step does not change: the platform refuses it while that names a disabled
  /// skill, and a skill's new name shows in every profile and queue that names it.
  void add_holder_edges(Index i, const LiveState& live) {
    const auto* object =
        shown_.empty() || steps_[i].address.kind == Kind::skill ? nullptr : live.find(steps_[i].address);
    if (object == nullptr) return;
    for (const auto& reference : references(object->address.kind, object->fields)) {
      const auto named = reference.target();
      if (shown_.contains(named)) edge(provider_.at(named), i);
    }
  }

  void add_chain(const std::vector<Index>& versions) {
    for (Index i = 1; i < versions.size(); ++i) edge(versions[i - 1], versions[i]);
  }

  std::set<Index> touching(const std::map<std::string, std::set<Index>>& by_skill,
                           const std::set<std::string>& skills) {
    std::set<Index> found;
    for (const auto& skill : skills) {
      if (const auto steps = by_skill.find(skill); steps != by_skill.end()) {
        found.insert(steps->second.begin(), steps->second.end());
      }
    }
    return found;
  }

  /// The steps that change whom the queue is offered to: its own, and those of the skill group that states its
  /// requirements while that is attached to it.
  std::set<Index> serving_steps(const Address& queue) {
    std::set<Index> found;
    for (const auto& address : {queue, requirement_group(queue)}) {
      for (const auto step : versions_[address]) {
        const auto phase = steps_[step].phase;
        if (phase != Phase::prepare && phase != Phase::remove) found.insert(step);
      }
    }
    return found;
  }

  void add_queue_edges(const QueueOrder& order) {
    const auto expanding = touching(expanding_, order.skills);
    const auto contracting = touching(contracting_, order.skills);
    bool needs_barrier = order.needs_barrier;
    if (order.is_switched) needs_barrier = !add_switch_edges(serving_steps(order.queue), expanding, contracting);
    if (!needs_barrier) return;
    for (const auto earlier : expanding) {
      for (const auto later : contracting) edge(earlier, later);
    }
  }

  /// Who joins the queue, what it requires and who leaves it change in that order. False where nothing of it stands
  /// between the levels that are granted and those that are taken, since members only leave.
  bool add_switch_edges(const std::set<Index>& serving, const std::set<Index>& expanding,
                        const std::set<Index>& contracting) {
    bool separates = false;
    for (const auto step : serving) {
      const auto phase = steps_[step].phase;
      separates = separates || phase != Phase::contract;
      for (const auto earlier : expanding) edge(earlier, step);
      for (const auto later : contracting) edge(step, later);
      for (const auto later : serving) {
        if (phase < steps_[later].phase) edge(step, later);
      }
    }
    return separates;
  }

  std::vector<Step>& steps_;
  std::vector<std::set<Index>> before_;
  std::vector<Named> named_;
  std::map<Address, std::vector<Index>> versions_;
  std::map<Address, Index> provider_, remover_;
  std::set<Address> shown_;  // skills whose update is seen in the objects that name them
  std::map<std::string, std::set<Index>> expanding_, contracting_;
};

}  // namespace

void add_edges(std::vector<Step>& steps, const std::vector<QueueOrder>& orders, const LiveState& live) {
  Edges(steps, orders, live).write();
}

}  // namespace interlock
