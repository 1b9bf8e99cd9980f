#include "plan/precedences.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "diff/diff.hpp"
#include "model/references.hpp"

namespace interlock {
namespace {

using Index = std::size_t;

bool has_edit(const Step& step, std::string_view path, const Value& after) {
  return std::any_of(step.edits.begin(), step.edits.end(),
                     [&](const FieldEdit& edit) { return edit.path == path && edit.after == after; });
}

class Precedences {
 public:
  Precedences(const std::vector<Step>& steps, const std::vector<Draft>& drafts, const LiveState& live)
      : steps_(steps), drafts_(drafts) {
    for (Index i = 0; i < steps.size(); ++i) index(i);
    for (Index i = 0; i < steps.size(); ++i) {
      add_references(i);
      add_holders(i, live);
    }
    for (const auto& [address, versions] : versions_) add_chain(address, versions);
  }

  std::vector<Precedence> found;

 private:
  void index(Index i) {
    const auto& step = steps_[i];
    versions_[step.address].push_back(i);
    const bool is_skill = step.address.kind == Kind::skill;
    const bool enables = step.verb == Verb::create || (is_skill && has_edit(step, "/enabled", Value(true)));
    const bool goes = step.verb == Verb::remove || (is_skill && has_edit(step, "/enabled", Value(false)));
    const bool is_renamed =
        std::any_of(step.edits.begin(), step.edits.end(), [](const FieldEdit& edit) { return edit.path == "/name"; });
    const bool changes_its_holders = is_skill && step.verb == Verb::update && (enables || is_renamed);
    if (enables || changes_its_holders) provider_[step.address] = i;
    if (changes_its_holders) shown_.insert(step.address);
    if (goes) remover_[step.address] = i;
  }

  /// Always from a step to one behind it, so there is no cycle whatever asks for it.
  void add(Index earlier, int earlier_part, Index later, int later_part) {
    if (earlier >= later) return;
    found.push_back({static_cast<int>(earlier), earlier_part, static_cast<int>(later), later_part});
  }

  void add_references(Index i) {
    const auto& step = steps_[i];
    std::set<Address> kept;
    for (std::size_t edit = 0; edit < step.edits.size(); ++edit) {
      const int part = drafts_[i].is_divisible ? static_cast<int>(edit) : Precedence::kAll;
      for (const auto& named : named_by(step.address.kind, step.edits[edit].path, step.edits[edit].after)) {
        if (const auto at = provider_.find(named); at != provider_.end()) add(at->second, Precedence::kAll, i, part);
        kept.insert(named);
      }
    }
    for (std::size_t edit = 0; edit < step.edits.size(); ++edit) {
      const int part = drafts_[i].is_divisible ? static_cast<int>(edit) : Precedence::kAll;
      for (const auto& named : named_by(step.address.kind, step.edits[edit].path, step.edits[edit].before)) {
        const auto at = kept.contains(named) ? remover_.end() : remover_.find(named);
        if (at != remover_.end()) add(i, part, at->second, Precedence::kAll);
      }
    }
    add_table(i);
  }

  /// A row stands in its table.
  void add_table(Index i) {
    const auto table = table_of(steps_[i].address);
    if (!table) return;
    const bool goes = steps_[i].verb == Verb::remove;
    const auto& other = goes ? remover_ : provider_;
    const auto at = other.find(*table);
    if (at == other.end()) return;
    if (goes) add(i, Precedence::kAll, at->second, Precedence::kAll);
    if (!goes) add(at->second, Precedence::kAll, i, Precedence::kAll);
  }

  /// A whole-object write also sends what the step does not change: the platform refuses it while that names a disabled
  /// skill, and a skill's new name shows in every profile and queue that names it.
  void add_holders(Index i, const LiveState& live) {
    const auto& address = steps_[i].address;
    const auto* object = shown_.empty() || address.kind == Kind::skill ? nullptr : live.find(address);
    if (object == nullptr) return;
    for (const auto& reference : references(address.kind, object->fields)) {
      const auto named = reference.target();
      if (shown_.contains(named)) add(provider_.at(named), Precedence::kAll, i, Precedence::kAll);
    }
  }

  /// What is made comes before its changes, and what goes after them. Who is eligible decides on the order of the
  /// changes of a profile or a queue; for all others it is that of the steps.
  void add_chain(const Address& address, const std::vector<Index>& versions) {
    const bool is_free = is_profile(address.kind) || address.kind == Kind::queue;
    for (std::size_t later = 1; later < versions.size(); ++later) {
      const bool is_made = steps_[versions.front()].verb == Verb::create;
      const bool goes = steps_[versions[later]].verb == Verb::remove;
      if (is_made) add(versions.front(), Precedence::kAll, versions[later], Precedence::kAll);
      if (is_free && !goes) continue;
      for (std::size_t earlier = goes ? 0 : later - 1; earlier < later; ++earlier) {
        add(versions[earlier], Precedence::kAll, versions[later], Precedence::kAll);
      }
    }
  }

  const std::vector<Step>& steps_;
  const std::vector<Draft>& drafts_;
  std::map<Address, std::vector<Index>> versions_;
  std::map<Address, Index> provider_, remover_;
  std::set<Address> shown_;  // skills whose update is seen in the objects that name them
};

}  // namespace

std::vector<Precedence> precedences(const std::vector<Step>& steps, const std::vector<Draft>& drafts,
                                    const LiveState& live) {
  return Precedences(steps, drafts, live).found;
}

}  // namespace interlock
