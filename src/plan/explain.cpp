#include "plan/explain.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

#include "base/text.hpp"
#include "diff/diff.hpp"

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
           return earlier.step.phase == Phase::expand && later.step.phase == Phase::contract;
         },
         [](const Facts&, const Facts&) {
           return std::string(
               "grants levels before others are taken away: a queue that asks for both keeps its agents");
         }},
};

std::string reason_of(const Facts& earlier, const Facts& later) {
  const auto rule =
      std::find_if(kRules.begin(), kRules.end(), [&](const Rule& r) { return r.applies(earlier, later); });
  return rule != kRules.end() ? rule->words(earlier, later) : std::string();
}

/// The plan's graph by number: steps stand in a possible order, so every edge leads back.
class Graph {
 public:
  explicit Graph(const Plan& plan) : plan_(plan), longest_(plan.steps.size()), awaited_by_(plan.steps.size()) {
    for (std::size_t i = 0; i < plan.steps.size(); ++i) add(i);
  }

  StepExplanation explained(std::size_t i) const {
    const auto& step = plan_.steps[i];
    StepExplanation result{.step = step, .chain = chain(i)};
    const auto later = facts_of(step);
    for (const auto& id : step.after) {
      const auto& earlier = plan_.steps[index_.at(id)];
      result.waits.push_back({id, earlier.address, reason_of(facts_of(earlier), later)});
    }
    for (const auto other : awaited_by_[i]) result.awaited_by.push_back(plan_.steps[other].id);
    for (const auto& queue : plan_.coverage) {
      if (queue.queue == step.address) result.coverage = queue;
    }
    return result;
  }

 private:
  struct Longest {
    std::size_t length = 0;
    std::optional<std::size_t> previous{};
  };

  void add(std::size_t i) {
    const auto& step = plan_.steps[i];
    index_.emplace(step.id, i);
    for (const auto& id : step.after) {
      const auto earlier = index_.at(id);
      awaited_by_[earlier].push_back(i);
      if (longest_[earlier].length + 1 > longest_[i].length) longest_[i] = {longest_[earlier].length + 1, earlier};
    }
  }

  std::vector<std::string> chain(std::size_t end) const {
    std::vector<std::string> ids;
    for (std::optional<std::size_t> i = end; i; i = longest_[*i].previous) ids.push_back(plan_.steps[*i].id);
    std::reverse(ids.begin(), ids.end());
    return ids;
  }

  const Plan& plan_;
  std::map<std::string, std::size_t> index_;
  std::vector<Longest> longest_;
  std::vector<std::vector<std::size_t>> awaited_by_;
};

Problem unknown_object(const Plan& plan, std::string_view wanted) {
  std::vector<std::string> known;
  for (const auto& step : plan.steps) {
    known.push_back(step.id);
    known.push_back(to_string(step.address));
  }
  return {.rule = "B41",
          .message = "the plan has no step " + quoted(wanted) + " and changes no such object",
          .hint = did_you_mean(wanted, known)};
}

}  // namespace

std::optional<std::string> edge_reason(const Step& earlier, const Step& later) {
  auto reason = reason_of(facts_of(earlier), facts_of(later));
  return reason.empty() ? std::nullopt : std::optional(std::move(reason));
}

Result<Explanation> explain(const Plan& plan, std::string_view wanted) {
  Explanation explanation{.plan_digest = plan_digest(plan), .steps = {}};
  const Graph graph(plan);
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    const auto& step = plan.steps[i];
    if (wanted.empty() || step.id == wanted || to_string(step.address) == wanted) {
      explanation.steps.push_back(graph.explained(i));
    }
  }
  if (explanation.steps.empty() && !wanted.empty()) return unknown_object(plan, wanted);
  return explanation;
}

}  // namespace interlock
