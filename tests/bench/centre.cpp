#include "centre.hpp"

#include <algorithm>
#include <random>
#include <string>

namespace interlock::bench {
namespace {

constexpr int kLevels = 8;         // of one agent
constexpr int kTeamObjects = 500;  // one team a so many objects: 450 agents, 40 queues
constexpr int kTeamSkills = 20;    // those that a team works with; its neighbours share some of them
constexpr int kTeamDistance = 5;   // from the first skill of a team to that of the next
constexpr int kChangedEach = 100;  // one of so many objects of a kind

class Dice {
 public:
  int below(int limit) { return static_cast<int>(engine_() % static_cast<unsigned>(limit)); }

 private:
  std::mt19937 engine_{7};
};

std::string numbered(const char* stem, int number) {
  auto digits = std::to_string(number);
  return stem + std::string(6 - std::min<std::size_t>(6, digits.size()), '0') + digits;
}

std::string skill_name(int number) { return numbered("Skill_", number); }

class Builder {
 public:
  explicit Builder(int objects)
      : users_(objects / 100 * 90),
        queues_(objects / 100 * 8),
        skills_(objects / 100),
        teams_(std::max(1, objects / kTeamObjects)) {}

  Centre build() {
    for (const auto& kind : kinds()) centre_.live.complete.insert(kind.kind);
    for (int i = 0; i < skills_; ++i) add_skill(i);
    for (int i = 0; i < users_; ++i) add_user(i);
    for (int i = 0; i < queues_; ++i) add_queue(i);
    for (int i = 0; i < skills_; ++i) add_schedule(i);
    return std::move(centre_);
  }

 private:
  static bool is_changed(int number) { return number % kChangedEach == kChangedEach / 2; }

  /// Neighbours by name are of different teams, and no team consists of those alone who change.
  int team_of(int number) const { return (number + number / kChangedEach) % teams_; }

  /// Names come in order, so the manifest is sorted as it must be.
  void add(Kind kind, const std::string& name, const Map& live, const Map& desired) {
    const Address address{kind, name};
    auto& objects = centre_.live.objects;
    objects.emplace_hint(objects.end(), address,
                         LiveObject{address, {"00000000-0000-4000-8000-" + numbered("0000", ++ids_)}, live, {}});
    centre_.desired.resources.push_back({address, placed(desired), next_place()});
  }

  /// As read from a file: each key and value knows its line.
  Map placed(const Map& fields) {
    std::vector<Key> keys;
    std::vector<Value> values;
    for (const auto& [key, value] : fields) {
      const auto* map = value.as<Map>();
      keys.push_back({key.name, next_place()});
      values.push_back(map != nullptr ? Value(placed(*map)) : value);
      values.back().at = keys.back().at;
    }
    return Map::of(std::move(keys), std::move(values));
  }

  Place next_place() { return {file_, ++line_, 5}; }

  void add_skill(int number) {
    const Map live{{"description", "Calls about " + skill_name(number)}, {"type", "custom"}, {"enabled", true}};
    auto desired = live;
    if (is_changed(number)) desired.set("description", "All about " + skill_name(number));
    add(Kind::skill, skill_name(number), live, desired);
  }

  /// One of a team's skills, by its place among them.
  int skill_of(int team, int place) const { return (team * kTeamDistance + place) % skills_; }

  Map random_levels(int team) {
    Map levels;
    const int known = std::min(kTeamSkills, skills_);
    while (levels.size() < kLevels) levels.set(skill_name(skill_of(team, dice_.below(known))), 1 + dice_.below(5));
    return levels;
  }

  void add_user(int number) {
    const auto name = numbered("agent", number) + "@example.com";
    const int team = team_of(number);
    const auto levels = random_levels(team);
    add(Kind::user, name, Map{{"active", true}, {"levels", Value(levels)}},
        Map{{"levels", Value(is_changed(number) ? changed_levels(number, team, levels) : levels)}});
    if (!is_changed(number))
      samples_[team].push_back(std::prev(centre_.live.objects.end())->second.fields.find("levels"));
  }

  /// In turn: another level, a skill granted, a skill exchanged for another.
  Map changed_levels(int number, int team, Map levels) {
    const auto first = (*levels.begin()).key.name;
    const int turn = number / kChangedEach % 3;
    if (turn == 0) levels.set(first, 1 + (std::get<std::int64_t>(levels.find(first)->data) % 5));
    if (turn == 2) levels.set(first, Value(Null{}));
    const int known = std::min(kTeamSkills, skills_);
    for (int place = 0; turn != 0 && place < known; ++place) {
      const auto skill = skill_name(skill_of(team, place));
      if (levels.contains(skill)) continue;
      levels.set(skill, 3);
      break;
    }
    return levels;
  }

  /// Requirements that one agent of the team meets, so that no queue is without one in the end.
  Map requirements(int team) {
    const auto& samples = samples_[team];
    const auto* levels = samples[static_cast<std::size_t>(dice_.below(static_cast<int>(samples.size())))]->as<Map>();
    const int wanted = 1 + dice_.below(3);
    Map required;
    for (const auto& [skill, level] : *levels) {
      const auto held = std::get<std::int64_t>(level.data);
      if (static_cast<int>(required.size()) == wanted) break;
      if (dice_.below(2) == 0)
        required.set(skill.name,
                     Map{{"level", std::int64_t{1 + dice_.below(static_cast<int>(std::min<std::int64_t>(4, held)))}}});
    }
    return required;
  }

  void add_queue(int number) {
    const int team = team_of(number);
    auto required = requirements(team);
    while (required.empty()) required = requirements(team);
    auto before = required;
    if (is_changed(number)) {
      const auto first = (*before.begin()).key.name;
      const auto level = integer_or(*before.find(first), "level", 1);
      before.set(first, Map{{"level", level == 1 ? 2 : level - 1}});
    }
    add(Kind::queue, numbered("Queue_", number), Map{{"requires", Value(before)}}, Map{{"requires", Value(required)}});
  }

  void add_schedule(int number) {
    const Map live{{"state", "open"}};
    add(Kind::schedule, numbered("Schedule_", number), live, Map{{"state", is_changed(number) ? "closed" : "open"}});
  }

  int users_, queues_, skills_, teams_;
  int ids_ = 0;
  std::uint32_t line_ = 0;
  std::shared_ptr<const std::string> file_ = std::make_shared<const std::string>("centre.yaml");
  Dice dice_;
  std::map<int, std::vector<const Value*>> samples_;  // live levels of agents who stay as they are, by team
  Centre centre_;
};

}  // namespace

Centre centre_of(int objects) { return Builder(objects).build(); }

}  // namespace interlock::bench
