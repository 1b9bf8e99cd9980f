#include "engine/recheck.hpp"

#include <algorithm>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "checker/checker.hpp"
#include "engine/executor.hpp"

namespace interlock {
namespace {

constexpr Exit kChanged = Exit::stale;

void set_in(Map& facts, std::string_view part, const std::string& name, Value value) {
  if (!facts.contains(part)) facts.set(std::string(part), Map());
  facts.find(part)->as<Map>()->set(name, std::move(value));
}

const Map* part_of(const Value& document, std::string_view part, const std::string& name) {
  const auto* value = &document;
  for (const std::string_view key : {std::string_view("facts"), std::string_view("routing"), part}) {
    value = value->find(key);
    if (value == nullptr) return nullptr;
  }
  const auto* found = value->find(name);
  return found != nullptr ? found->as<Map>() : nullptr;
}

/// The facts about objects as they were found: what the plan knows of them, with what was read in its place.
class Found {
 public:
  explicit Found(const Plan& plan, const Value& document) : plan_(plan), document_(document) {}

  Map facts(const FoundFields& found) {
    for (const auto& [address, fields] : found) add(address, fields);
    return std::move(facts_);
  }

 private:
  void add(const Address& address, const Map& fields) {
    switch (address.kind) {
      case Kind::user:
        return add_agent(address, fields);
      case Kind::profile:
        return set_in(facts_, "profiles", address.name, map_or_empty(&fields, "levels"));
      case Kind::queue:
        return add_queue(address.name, fields);
      case Kind::skill_group:
        return add_group(address.name, fields);
      default:
        return;
    }
  }

  void add_agent(const Address& address, const Map& fields) {
    const auto id = plan_.ids.find(address);
    const auto step =
        std::find_if(plan_.steps.begin(), plan_.steps.end(), [&](const Step& one) { return one.address == address; });
    const auto number = step != plan_.steps.end() ? step->object_id.value
                        : id != plan_.ids.end()   ? id->second.value
                                                  : address.name;
    const auto* known = part_of(document_, "agents", number);
    if (known == nullptr) return;
    auto agent = *known;
    agent.set("levels", map_or_empty(&fields, "levels"));
    set_in(facts_, "agents", number, std::move(agent));
  }

  void add_queue(const std::string& name, const Map& fields) {
    const auto* known = part_of(document_, "queues", name);
    if (known == nullptr || plan_.api != Api::guide) return;
    auto queue = *known;
    queue.set("requires", map_or_empty(&fields, "requires"));
    set_in(facts_, "queues", name, std::move(queue));
  }

  void add_group(const std::string& name, const Map& fields) {
    const auto* known = part_of(document_, "queues", name);
    if (known == nullptr || known->find("group") == nullptr) return;
    auto queue = *known;
    queue.find("group")->as<Map>()->set("requires", map_or_empty(&fields, "requires"));
    set_in(facts_, "queues", name, std::move(queue));
  }

  const Plan& plan_;
  const Value& document_;
  Map facts_;
};

/// The users on whom some version of a queue hangs alone.
std::set<std::string> single_witnesses(const Plan& plan) {
  std::set<std::string> users;
  for (const auto& queue : plan.certificate) {
    for (const auto& version : queue.versions) {
      if (version.never_below == 1 && !version.agent.empty()) users.insert(version.agent);
    }
  }
  return users;
}

/// A plan that asks whether the users are as they were: each of its edits is already as wanted, or somebody changed it,
/// so that nothing is ever written.
Plan question_about(const std::set<std::string>& users, const Plan& plan) {
  Plan question{.tenant = plan.tenant, .organization = plan.organization, .api = plan.api, .ids = plan.ids};
  for (const auto& user : users) {
    const auto agent = plan.routing.agents.find(user);
    if (agent == plan.routing.agents.end()) continue;
    Step step{.id = user, .verb = Verb::update, .address = {Kind::user, user}, .object_id = {user}};
    for (const auto [skill, level] : agent->second.levels) {
      step.edits.push_back({pointer({"levels", skill.name}), level, level});
      const Address named{Kind::skill, skill.name};
      if (!question.ids.contains(named)) step.edits.pop_back();  // its id is not known: it cannot be looked for
    }
    if (!step.edits.empty()) question.steps.push_back(std::move(step));
  }
  return question;
}

}  // namespace

Problems check_certificate(const Value& plan_file) {
  const auto verdict = checker::check_plan(plan_file);
  return verdict ? Problems() : verdict.problems();
}

Problems check_rest(const Plan& plan, const std::set<std::string>& done, const std::set<std::string>& dropped,
                    const FoundFields& found) {
  const auto document = plan_document(plan);
  const auto verdict = checker::check_rest(document, {done, dropped, Found(plan, document).facts(found)});
  if (verdict) return {};
  auto problems = verdict.problems();
  for (auto& problem : problems) {
    problem.exit = kChanged;
    problem.hint = "somebody changed what the plan's proof stands on: plan again";
  }
  return problems;
}

Problems check_witnesses(Connection& connection, const Plan& plan, Random& random) {
  const auto question = question_about(single_witnesses(plan), plan);
  if (question.steps.empty()) return {};
  FoundFields found;
  for (const auto& outcome : apply(connection, question, random, {.settle = Millis{0}}).outcomes) {
    if (outcome.standing != Standing::held) continue;
    Map fields{{"levels", plan.routing.agents.at(outcome.step).levels}};
    for (const auto& edit : outcome.theirs) {
      auto* levels = fields.find("levels")->as<Map>();
      const auto skill = pointer_segments(edit.path).back();
      edit.after ? static_cast<void>(levels->set(skill, *edit.after)) : static_cast<void>(levels->erase(skill));
    }
    found.emplace(outcome.address, std::move(fields));
  }
  return found.empty() ? Problems() : check_rest(plan, {}, {}, found);
}

}  // namespace interlock
