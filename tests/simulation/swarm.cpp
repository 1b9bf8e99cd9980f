#include "simulation/swarm.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "sandbox/faults/kinds.hpp"
#include "simulation/dice.hpp"

namespace interlock::simulation {
namespace {

using sandbox::FaultKind;
using sandbox::FaultRule;
using sandbox::FaultScript;
using sandbox::FaultStage;

const std::vector<double> kRates{0.001, 0.01, 0.1, 0.3};
const std::vector<std::string> kWaits{"0",  "1",    "7",    "30",         "in 5s", "in 40s", "in 0s", "none",
                                      "-3", "30.5", "soon", "1000000000", "2",     "1",      "3",     "1"};
const std::vector<std::string> kLimitNames{"", "", "token", "routing", "queues", "architect"};

struct Choice {
  std::string_view kind;
  std::vector<int> statuses;
};
const std::vector<Choice>& statuses() {
  static const std::vector<Choice> kChoices{{"trouble", {500, 502, 503, 503, 408, 520}},
                                            {"trouble_after", {408, 500, 502, 504}},
                                            {"conflict", {409, 412, 423, 428, 400}},
                                            {"conflict_after", {409, 412}},
                                            {"redirect", {301, 302, 307, 308}}};
  return kChoices;
}

class ScriptAuthor {
 public:
  ScriptAuthor(std::uint64_t seed, Api api, const Value& document, const Manifest& wanted)
      : dice_(seed, "swarm"), api_(api), document_(document), wanted_(wanted) {
    script_.seed = seed;
  }

  FaultScript script() {
    const auto density = dice_.one_of(std::vector<unsigned>{8, 15, 25, 40});
    for (const auto& kind : sandbox::fault_kinds()) {
      if (kind.stage != FaultStage::actor && dice_.chance(density)) add(kind);
    }
    if (dice_.chance(60)) add_colleagues();
    if (dice_.chance(25)) add_meddlers();
    liven();
    return std::move(script_);
  }

 private:
  FaultRule rule_of(const FaultKind& kind) {
    FaultRule rule;
    rule.kind = &kind;
    rule.rate = dice_.one_of(kRates);
    return rule;
  }

  void add(const FaultKind& kind) {
    auto rule = rule_of(kind);
    for (const auto& [name, choices] : statuses()) {
      if (name == kind.name) rule.status = dice_.one_of(choices);
    }
    rule.retry_after = dice_.one_of(kWaits);
    if (api_ == Api::guide) rule.limit = dice_.one_of(kLimitNames);
    rule.delay = Millis(dice_.number(50, 1'500));
    if (kind.name == "stale_read") rule.rate = dice_.one_of(std::vector<double>{0.1, 0.3, 1});
    rule.size = dice_.number(1, 4);
    rule.quota = {dice_.number(2, 8), std::chrono::seconds(1)};
    if (kind.name == "hidden_quota" || kind.name == "small_pages") rule.rate = 1;
    // What ends a run at once, or for good, is no trouble but an end: it comes once or twice.
    static constexpr std::array<std::string_view, 6> kGrave{"redirect", "forbidden",     "refused_removal",
                                                            "portal",   "ignored_write", "refused_token"};
    if (std::find(kGrave.begin(), kGrave.end(), kind.name) != kGrave.end()) rule.times = dice_.number(1, 3);
    if (dice_.chance(15)) rule.on.after = Millis(dice_.number(0, 20'000));
    script_.rules.push_back(std::move(rule));
  }

  // Somebody else.

  std::string any_address() {
    static const std::vector<std::pair<const char*, const char*>> kSections{{"skills", "skill/"},
                                                                            {"users", "user/"},
                                                                            {"queues", "queue/"},
                                                                            {"schedules", "schedule/"},
                                                                            {"shared_profiles", "profile/"}};
    for (int tries = 0; tries < 9; ++tries) {
      const auto& [section, prefix] = dice_.one_of(kSections);
      const auto* found = document_.find(section);
      const auto* list = found != nullptr ? found->as<List>() : nullptr;
      if (list == nullptr || list->empty()) continue;
      const auto& object = dice_.one_of(*list);
      return prefix + text_or(object, section == std::string("users") ? "email" : "name");
    }
    return "skill/A";
  }

  void add_edit(std::string address, Value set) {
    auto rule = rule_of(*sandbox::find_fault_kind("edit"));
    rule.address = std::move(address);
    rule.set = std::move(set);
    rule.rate = dice_.one_of(std::vector<double>{0.03, 0.1, 0.3});
    rule.times = dice_.one_of(std::vector<int>{1, 1, 2, 8});
    rule.is_late = dice_.chance(30);
    script_.rules.push_back(std::move(rule));
  }

  /// They edit what no manifest names.
  void add_colleagues() {
    for (int i = dice_.number(1, 3); i > 0; --i) {
      add_edit(any_address(), Map{{std::string(kColleaguesField) + std::to_string(i), dice_.number(1, 999)}});
    }
  }

  /// They edit, delete and create what manifests name.
  void add_meddlers() {
    if (dice_.chance(50)) add_edit("schedule/S1", Map{{"closed", dice_.chance(50)}, {"enabled", true}});
    if (dice_.chance(50)) add_edit("user/u1@x", Map{{"levels", List{level("A", dice_.number(1, 5))}}});
    if (dice_.chance(30)) add_edit("queue/Q1", Map{{"description", "theirs"}});
    if (dice_.chance(30)) add_presence("removal", "queue/Q" + std::to_string(dice_.number(1, 3)), Null{});
    if (dice_.chance(30)) add_presence("twin", "queue/Fresh", Map{{"skills", List{}}});
    if (dice_.chance(30)) add_presence("twin", "skill/New", Map{{"type", "custom"}, {"enabled", true}});
  }

  static Value level(const std::string& skill, int number) {
    return Map{{"skill", Map{{"id", "skill-" + skill}, {"name", skill}, {"type", "custom"}}}, {"level", number}};
  }

  void add_presence(std::string_view kind, std::string address, Value set) {
    auto rule = rule_of(*sandbox::find_fault_kind(kind));
    rule.address = std::move(address);
    rule.set = std::move(set);
    rule.rate = 0.05;
    rule.times = 1;
    script_.rules.push_back(std::move(rule));
  }

  /// So that something happens in a run that is short.
  void liven() {
    double sum = 0;
    for (const auto& rule : script_.rules) sum += rule.times == 0 ? rule.rate : 0;
    static const std::vector<std::string_view> kPlain{"lost_answer",   "lost_request", "trouble", "throttled",
                                                      "trouble_after", "cut_answer",   "twice",   "stale_read"};
    for (int tries = 0; sum < 0.3 && tries < 3; ++tries) {
      add(*sandbox::find_fault_kind(dice_.one_of(kPlain)));
      script_.rules.back().rate = 0.3;
      script_.rules.back().times = 0;
      sum += 0.3;
    }
  }

  Dice dice_;
  Api api_;
  const Value& document_;
  const Manifest& wanted_;
  FaultScript script_;
};

}  // namespace

FaultScript swarm(std::uint64_t seed, Api api, const Value& document, const Manifest& wanted) {
  return ScriptAuthor(seed, api, document, wanted).script();
}

}  // namespace interlock::simulation
