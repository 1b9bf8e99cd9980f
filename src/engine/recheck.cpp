#include "engine/recheck.hpp"

#include <algorithm>

#include "checker/checker.hpp"

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
    for (const auto& [address, fields] : found) fields ? add(address, *fields) : add_gone(address);
    return std::move(facts_);
  }

 private:
  void add_gone(const Address& address) {
    if (address.kind == Kind::user) set_in(facts_, "agents", number_of(address), Null());
    if (address.kind == Kind::profile) set_in(facts_, "profiles", address.name, Null());
    if (address.kind == Kind::queue) set_in(facts_, "queues", address.name, Null());
  }

  void add(const Address& address, const Map& fields) {
    const auto* levels = fields.find("levels");
    const auto* asks = fields.find("requires");
    switch (address.kind) {
      case Kind::user:
        return add_agent(number_of(address), levels, fields.find("active"));
      case Kind::profile:
        return levels != nullptr ? set_in(facts_, "profiles", address.name, *levels) : void();
      case Kind::queue:
        return asks != nullptr ? add_queue(address.name, *asks) : void();
      case Kind::skill_group:
        return asks != nullptr ? add_group(address.name, *asks) : void();
      default:
        return;
    }
  }

  std::string number_of(const Address& user) const {
    const auto step =
        std::find_if(plan_.steps.begin(), plan_.steps.end(), [&](const Step& one) { return one.address == user; });
    if (step != plan_.steps.end()) return step->object_id.value;
    const auto id = plan_.ids.find(user);
    return id != plan_.ids.end() ? id->second.value : user.name;
  }

  /// Who is not active serves nobody.
  void add_agent(const std::string& id, const Value* levels, const Value* active) {
    const auto* known = part_of(document_, "agents", id);
    if (known == nullptr) return;
    if (active != nullptr && *active == Value(false)) return set_in(facts_, "agents", id, Null());
    if (levels == nullptr) return;
    auto agent = *known;
    agent.set("levels", *levels);
    set_in(facts_, "agents", id, std::move(agent));
  }

  void add_queue(const std::string& name, const Value& asks) {
    const auto* known = part_of(document_, "queues", name);
    if (known == nullptr || plan_.api != Api::guide) return;
    auto queue = *known;
    queue.set("requires", asks);
    set_in(facts_, "queues", name, std::move(queue));
  }

  void add_group(const std::string& name, const Value& asks) {
    const auto* known = part_of(document_, "queues", name);
    if (known == nullptr || known->find("group") == nullptr) return;
    auto queue = *known;
    queue.find("group")->as<Map>()->set("requires", asks);
    set_in(facts_, "queues", name, std::move(queue));
  }

  const Plan& plan_;
  const Value& document_;
  Map facts_;
};

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

}  // namespace interlock
