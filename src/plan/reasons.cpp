#include "plan/reasons.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "diff/diff.hpp"
#include "plan/certificate.hpp"
#include "safety/at.hpp"
#include "safety/playthrough.hpp"

namespace interlock {
namespace {

using Names = std::set<Address>;

/// What a step says about itself, so far as the order depends on it.
struct Facts {
  const Step& step;
  Names before{}, after{};  // the objects that its edits name, on each side
  bool enables = false, disables = false, renames = false;
};

Facts facts_of(const Step& step) {
  Facts facts{step};
  const auto kind = step.address.kind;
  for (const auto& edit : step.edits) {
    for (auto& address : named_by(kind, edit.path, edit.before)) facts.before.insert(std::move(address));
    for (auto& address : named_by(kind, edit.path, edit.after)) facts.after.insert(std::move(address));
    if (edit.path == "/enabled") (edit.after == Value(false) ? facts.disables : facts.enables) = true;
    if (edit.path == "/name") facts.renames = true;
  }
  return facts;
}

bool stops_naming(const Facts& facts, const Address& address) {
  return facts.before.contains(address) && !facts.after.contains(address);
}

std::string shared_by(const Names& a, const Names& b) {
  const auto found = std::find_if(a.begin(), a.end(), [&](const Address& address) { return b.contains(address); });
  return found != a.end() ? to_string(*found) : std::string();
}

Names dropped_by(const Facts& facts) {
  Names names;
  std::set_difference(facts.before.begin(), facts.before.end(), facts.after.begin(), facts.after.end(),
                      std::inserter(names, names.end()));
  return names;
}

std::string_view provided_by(const Facts& facts) {
  if (facts.step.verb == Verb::create) return "creates ";
  if (facts.enables) return "enables ";
  return facts.renames ? "renames " : "changes ";
}

/// Whether it says what a queue asks of agents: the queue itself, or the skill group that states its requirements.
bool is_asking(Kind kind) { return kind == Kind::queue || kind == Kind::skill_group; }

std::string before_the_queue_changes(const Facts& earlier, const Facts& later) {
  if (earlier.step.address.kind == Kind::queue) return "lets agents join before the queue changes what it asks for";
  const auto skill = shared_by(earlier.after, later.after);
  return skill.empty() ? "grants levels before the queue changes what it asks for"
                       : "grants " + skill + " before the queue asks for it";
}

std::string after_the_queue_changed(const Facts& earlier, const Facts& later) {
  const std::string then = later.step.address.kind == Kind::queue ? "agents leave it" : "levels are taken away";
  if (earlier.step.phase == Phase::expand) return "lets agents join the queue before " + then;
  const auto skill = shared_by(dropped_by(earlier), dropped_by(later));
  return skill.empty() ? "the queue changes what it asks for before " + then
                       : "the queue stops asking for " + skill + " before that level goes";
}

/// Why one step waits for another: the first row that applies says it.
struct Rule {
  bool (*applies)(const Facts& earlier, const Facts& later);
  std::string (*words)(const Facts& earlier, const Facts& later);
};

constexpr std::array kRules{
    Rule{[](const Facts& earlier, const Facts& later) { return earlier.step.address == later.step.address; },
         [](const Facts&, const Facts&) { return std::string("writes the version that comes before this one"); }},
    Rule{[](const Facts& earlier, const Facts& later) { return later.after.contains(earlier.step.address); },
         [](const Facts& earlier, const Facts&) {
           return std::string(provided_by(earlier)) + to_string(earlier.step.address) + ", which this step names";
         }},
    Rule{[](const Facts& earlier, const Facts& later) { return stops_naming(earlier, later.step.address); },
         [](const Facts&, const Facts& later) {
           return "takes back a reference to " + to_string(later.step.address) +
                  (later.disables ? ", which must have none left when it is disabled"
                                  : ", which must have none left when it goes");
         }},
    Rule{[](const Facts& earlier, const Facts& later) {
           const bool shows_in_holders = earlier.step.verb == Verb::update && (earlier.enables || earlier.renames);
           return earlier.step.address.kind == Kind::skill && shows_in_holders &&
                  later.step.address.kind != Kind::skill;
         },
         [](const Facts& earlier, const Facts&) {
           return std::string(provided_by(earlier)) + to_string(earlier.step.address) +
                  ", which this object names, and that is written as a whole";
         }},
    Rule{[](const Facts& earlier, const Facts& later) {
           return earlier.step.phase == Phase::expand && is_asking(later.step.address.kind);
         },
         before_the_queue_changes},
    Rule{[](const Facts& earlier, const Facts& later) {
           return is_asking(earlier.step.address.kind) && later.step.phase == Phase::contract;
         },
         after_the_queue_changed},
    Rule{[](const Facts& earlier, const Facts& later) {
           return is_profile(earlier.step.address.kind) && is_asking(later.step.address.kind);
         },
         [](const Facts&, const Facts&) {
           return std::string("changes levels before the queue changes what it asks for");
         }},
    Rule{[](const Facts& earlier, const Facts& later) {
           return is_asking(earlier.step.address.kind) && is_profile(later.step.address.kind);
         },
         [](const Facts&, const Facts&) {
           return std::string("the queue changes what it asks for before these levels change");
         }},
    Rule{[](const Facts& earlier, const Facts&) { return earlier.step.phase == Phase::expand; },
         [](const Facts&, const Facts&) { return std::string("lets agents serve before others stop"); }},
    Rule{
        [](const Facts&, const Facts&) { return true; },
        [](const Facts&, const Facts&) { return std::string("agents hand over to one another, one after the other"); }},
};

bool touches(const std::vector<int>& queues, int queue) {
  return std::binary_search(queues.begin(), queues.end(), queue);
}

/// What the later op waits for without the earlier one: by way of that one it still waits for some.
std::vector<Op> without(const Order& order, Op earlier, Op later) {
  auto rest = at(order, later);
  std::erase(rest, earlier);
  rest.insert(rest.end(), at(order, earlier).begin(), at(order, earlier).end());
  return rest;
}

}  // namespace

Reasons::Reasons(const Plan& plan)
    : plan_(plan),
      stage_(stage_of(plan.routing, plan.api, plan.steps, plan.ids)),
      ops_(stage_.ops()),
      course_(stage_.scene, ops_),
      order_(order_of(plan.steps)),
      touched_(queues_touched(stage_.scene, ops_)) {
  for (const auto& queue : plan.certificate) promised_.emplace(queue.queue.name, queue.never_below);
}

std::string Reasons::why(std::size_t earlier, std::size_t later) const {
  const auto before = facts_of(plan_.steps[earlier]);
  const auto after = facts_of(plan_.steps[later]);
  const auto rule = std::find_if(kRules.begin(), kRules.end(), [&](const Rule& r) { return r.applies(before, after); });
  return rule->words(before, after);
}

std::string Reasons::otherwise(std::size_t earlier, std::size_t later) {
  const auto with_edge =
      std::exchange(order_[later], without(order_, static_cast<Op>(earlier), static_cast<Op>(later)));
  std::string text;
  for (const int queue : touched_[earlier]) {
    if (!text.empty()) break;
    if (!touches(touched_[later], queue)) continue;
    text = starved(queue);
    if (text.empty()) text = intruded(queue);
  }
  order_[later] = with_edge;
  return text;
}

std::string Reasons::starved(int queue) const {
  const auto& name = at(stage_.queues, queue);
  const auto promised = promised_.find(name);
  if (promised == promised_.end()) return {};
  for (const auto& asked : course_.asked(queue)) {
    const auto version = course_.version(queue, asked);
    auto found = fewest_eligible(order_, version);
    if (!found || found->agents >= promised->second) continue;
    if (found->agents == 0) found->state = starving_state(order_, version).value_or(found->state);
    return "queue " + quoted(name) + " could be down to " + plural(static_cast<std::size_t>(found->agents), "agent") +
           " instead of " + std::to_string(promised->second) + ": " + state_in_words(plan_.steps, found->state);
  }
  return {};
}

std::string Reasons::intruded(int queue) const {
  const auto found = intrusion(course_, order_, queue);
  if (found.agents.empty()) return {};
  return "queue " + quoted(at(stage_.queues, queue)) + " could be offered meanwhile to user " +
         quoted(at(stage_.agents, found.agents.front())) +
         (found.agents.size() > 1 ? " and " + plural(found.agents.size() - 1, "other") : "") +
         ", who serves it neither before nor after: " + state_in_words(plan_.steps, found.state);
}

}  // namespace interlock
