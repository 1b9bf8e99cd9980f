#include "simulation/centre.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/address.hpp"
#include "simulation/dice.hpp"

namespace interlock::simulation {
namespace {

using Levels = std::map<std::string, int>;

struct Need {
  std::string skill;
  int level = 1;
  int max = 0;  // 0: none
};

struct Person {
  std::string email;
  Levels levels;
  bool has_profile = false;
};
struct Desk {
  std::string name;
  std::vector<Need> needs;
  std::string member;  // the user who serves it directly, or empty
};

std::string id_of(const char* kind, const std::string& name) { return std::string(kind) + "-" + name; }

class Author {
 public:
  Author(std::uint64_t seed, Api api) : dice_(seed, "centre"), wish_(seed, "wanted"), api_(api) {}

  Centre centre() {
    imagine();
    wish();
    return {document(), manifest()};
  }

 private:
  bool is_guide() const { return api_ == Api::guide; }

  // What there is.

  void imagine() {
    skills_ = {"Old", "A", "B"};
    if (dice_.chance(50)) skills_.emplace_back("C");
    has_profile_ = is_guide() && dice_.chance(60);
    if (has_profile_) profile_ = levels(2);
    for (int i = dice_.number(2, 4); i > 0; --i) {
      people_.push_back({"u" + std::to_string(i) + "@x", levels(3), has_profile_ && dice_.chance(40)});
    }
    for (int i = dice_.number(1, 3); i > 0; --i) desks_.push_back(desk("Q" + std::to_string(i)));
    for (int i = dice_.number(1, 2); i > 0; --i) schedules_["S" + std::to_string(i)] = dice_.chance(40);
  }

  Levels levels(int most) {
    Levels held;
    for (int i = dice_.number(1, most); i > 0; --i) held[dice_.one_of(skills_)] = dice_.number(1, 5);
    return held;
  }

  /// Somebody meets what it asks for.
  Desk desk(const std::string& name) {
    const auto& somebody = dice_.one_of(people_);
    Desk desk{name, {}, {}};
    for (const auto& [skill, level] : somebody.levels) {
      if (!desk.needs.empty() && dice_.chance(50)) continue;
      desk.needs.push_back({skill, dice_.number(1, level), dice_.chance(10) ? dice_.number(level, 5) : 0});
    }
    if (dice_.chance(20)) desk.member = somebody.email;
    return desk;
  }

  // What is wanted.

  void wish() {
    if (wish_.chance(60)) {
      auto skill = is_guide() ? Map{{"description", "d"}} : Map{{"division", "Home"}};
      if (wish_.chance(60)) skill.set("replaces", "Old");
      want("skill/New", std::move(skill));
    }
    for (const auto& person : people_) wish_levels("user/" + person.email, person.levels);
    if (has_profile_ && wish_.chance(50)) wish_levels("profile/P", profile_);
    for (const auto& desk : desks_) wish_desk(desk);
    if (wish_.chance(40)) {
      const auto& somebody = wish_.one_of(people_);
      want("queue/Fresh", Map{{"requires", Map{{somebody.levels.begin()->first, Map{{"level", 1}}}}}});
    }
    for (const auto& [name, is_closed] : schedules_) {
      if (wish_.chance(60)) want("schedule/" + name, Map{{"state", is_closed && is_guide() ? "open" : "closed"}});
    }
    if (!is_guide()) wish_more();
  }

  void wish_more() {
    if (wish_.chance(40)) want("wrapup_code/Fresh code", Map{{"description", "new"}, {"division", "Home"}});
    if (wish_.chance(30)) want("wrapup_code/Done", Map{{"description", "over"}});
    if (wish_.chance(20)) want("wrapup_code/Later", Map{{"absent", true}});
    if (wish_.chance(40)) want("row/Sites/SIN", Map{{"columns", Map{{"closed", true}, {"tries", wish_.number(3, 9)}}}});
    if (wish_.chance(30)) want("row/Sites/NEW", Map{{"columns", Map{{"closed", false}, {"tries", 1}}}});
  }

  void wish_levels(const std::string& address, const Levels& held) {
    if (!wish_.chance(50)) return;
    Map levels;
    for (const auto& [skill, level] : held) {
      if (skill == "Old") continue;
      if (wish_.chance(15)) levels.set(skill, Null{});
      if (wish_.chance(30) && level < 5) levels.set(skill, level + 1);
    }
    const auto& other = wish_.one_of(skills_);
    if (other != "Old" && !held.contains(other)) levels.set(other, wish_.number(1, 5));
    if (!levels.empty()) want(address, Map{{"levels", std::move(levels)}});
  }

  void wish_desk(const Desk& desk) {
    if (wish_.chance(10)) return want("queue/" + desk.name, Map{{"absent", true}});
    if (!wish_.chance(40) || desk.needs.empty()) return;
    Map needs;
    for (const auto& need : desk.needs) {
      if (need.skill == "Old") return;
      needs.set(need.skill, Map{{"level", wish_.number(1, need.level)}});
    }
    want("queue/" + desk.name, Map{{"requires", std::move(needs)}});
  }

  void want(const std::string& address, Map fields) { wanted_.insert_or_assign(address, std::move(fields)); }

  Manifest manifest() const {
    Manifest manifest;
    for (const auto& [address, fields] : wanted_) {
      manifest.resources.push_back({.address = *parse_address(address), .fields = fields});
    }
    std::sort(manifest.resources.begin(), manifest.resources.end(),
              [](const Resource& a, const Resource& b) { return a.address < b.address; });
    return manifest;
  }

  // As a document.

  Map skill_reference(const std::string& name) const {
    return {{"id", id_of("skill", name)}, {"name", name}, {"type", "custom"}};
  }

  Value document() {
    Map document{{"sandbox", 1}, {"organization", Map{{"id", "org"}, {"name", "Centre"}}}};
    document.set("token_lifetime_s", dice_.one_of(std::vector<int>{45, 120, 86'400, 86'400}));
    document.set("list_lag_ms", dice_.one_of(std::vector<int>{0, 0, 400, 1'500}));
    document.set("get_lag_ms", dice_.one_of(std::vector<int>{0, 0, 0, 700}));
    document.set("retry_after_dates", dice_.chance(30));
    write_skills(document);
    write_people(document);
    write_desks(document);
    write_hours(document);
    if (!is_guide()) write_more(document);
    if (!is_guide()) write_divisions(document);
    return document;
  }

  /// Every object has a field that nobody knows.
  static Map object(std::string id, const std::string& name) {
    return {{"id", std::move(id)}, {"name", name}, {"x_unknown", List{1, Map{{"deep", true}}}}};
  }

  void write_skills(Map& document) {
    List skills;
    for (const auto& name : skills_) {
      auto skill = object(id_of("skill", name), name);
      skill.set("description", "");
      skill.set("type", "custom");
      skill.set("enabled", true);
      skills.emplace_back(std::move(skill));
    }
    document.set("skills", std::move(skills));
  }

  void write_people(Map& document) {
    List users, profiles, shared;
    for (const auto& person : people_) {
      auto user = object(id_of("user", person.email), person.email);
      user.set("email", person.email);
      user.set("state", "active");
      if (person.has_profile) user.set("routingProfile", Map{{"id", "profile-P"}});
      users.emplace_back(std::move(user));
      auto profile = object(id_of("user", person.email), person.email);
      List held;
      for (const auto& [skill, level] : person.levels) {
        held.emplace_back(Map{{"skill", skill_reference(skill)}, {"level", level}});
      }
      profile.set("levels", std::move(held));
      profiles.emplace_back(std::move(profile));
    }
    if (has_profile_) shared.emplace_back(shared_profile());
    document.set("users", std::move(users));
    document.set("personal_profiles", std::move(profiles));
    document.set("shared_profiles", std::move(shared));
  }

  Map shared_profile() const {
    auto profile = object("profile-P", "P");
    List held;
    for (const auto& [skill, level] : profile_) {
      held.emplace_back(Map{{"skill_id", id_of("skill", skill)}, {"proficiency_level", level}});
    }
    profile.set("description", "");
    profile.set("skills", std::move(held));
    for (const auto* field :
         {"default_acd_queue", "default_outbound_queue", "default_wrap_up_code", "default_after_call_work",
          "default_post_call_work", "default_outbound_wrap_up_code", "default_outbound_after_call_work"}) {
      profile.set(field, std::string("kept-") + field);
    }
    return profile;
  }

  void write_desks(Map& document) {
    List queues, groups;
    Map members;
    for (const auto& desk : desks_) {
      const auto id = id_of("queue", desk.name);
      auto queue = object(id, desk.name);
      List needs;
      for (const auto& need : desk.needs) {
        Map one{{"skill", skill_reference(need.skill)}, {"requiredLevel", need.level}};
        if (need.max != 0) one.set("maxLevel", need.max);
        needs.emplace_back(std::move(one));
      }
      queue.set("skills", is_guide() ? std::move(needs) : List{});
      if (!is_guide() && !desk.needs.empty()) {
        groups.emplace_back(group_of(desk));
        queue.set("memberGroups", List{Map{{"id", id_of("group", desk.name)}, {"type", "SKILLGROUP"}}});
      }
      if (!desk.member.empty()) members.set(id, List{Value(id_of("user", desk.member))});
      queues.emplace_back(std::move(queue));
    }
    document.set("queues", std::move(queues));
    document.set("members", std::move(members));
    if (!is_guide()) document.set("skill_groups", std::move(groups));
  }

  static Map group_of(const Desk& desk) {
    List conditions;
    const auto add = [&](const std::string& skill, const char* comparator, int level) {
      conditions.emplace_back(Map{{"routingSkill", skill}, {"comparator", comparator}, {"proficiency", level}});
    };
    for (const auto& need : desk.needs) {
      add(need.skill, "GreaterThanOrEqualTo", need.level);
      if (need.max != 0) add(need.skill, "LessThanOrEqualTo", need.max);
    }
    auto group = object(id_of("group", desk.name), desk.name);
    group.set("memberDivisions", List{"*"});
    group.set("skillConditions", List{Map{{"operation", "And"},
                                          {"routingSkillConditions", std::move(conditions)},
                                          {"languageSkillConditions", List{}}}});
    return group;
  }

  void write_hours(Map& document) const {
    List schedules;
    for (const auto& [name, is_closed] : schedules_) {
      auto schedule = object(id_of("schedule", name), name);
      schedule.set("enabled", true);
      schedule.set("closed", is_closed);
      schedule.set("schedule", Map{{"type", "regular"}, {"entries", List{}}});
      schedule.set("version", 1);
      schedules.emplace_back(std::move(schedule));
    }
    if (!is_guide()) document.set("schedule_groups", List{group_of_hours(schedules)});
    document.set("schedules", std::move(schedules));
  }

  /// A schedule of the published API is open or closed by the group that has it.
  static Map group_of_hours(const List& schedules) {
    List open;
    for (const auto& schedule : schedules) open.emplace_back(Map{{"id", text_or(schedule, "id")}});
    auto group = object("hours-Main", "Main");
    group.set("timeZone", "Asia/Singapore");
    group.set("openSchedules", std::move(open));
    group.set("version", 1);
    return group;
  }

  static void write_divisions(Map& document) {
    for (const auto* section : {"skills", "queues", "schedules", "schedule_groups", "wrapup_codes"}) {
      for (auto& object : *document.find(section)->as<List>()) object.as<Map>()->set("division", Map{{"id", "home"}});
    }
  }

  static void write_more(Map& document) {
    document.set("divisions", List{Map{{"id", "home"}, {"name", "Home"}, {"description", ""}, {"homeDivision", true}}});
    auto done = object("code-Done", "Done"), later = object("code-Later", "Later");
    document.set("wrapup_codes", List{std::move(done), std::move(later)});
    auto table = object("table-Sites", "Sites");
    table.set("schema", Map{{"type", "object"},
                            {"properties", Map{{"key", Map{{"type", "string"}}},
                                               {"closed", Map{{"type", "boolean"}, {"default", true}}},
                                               {"tries", Map{{"type", "integer"}}}}}});
    document.set("data_tables", List{std::move(table)});
    document.set("data_table_rows", Map{{"table-Sites", List{Map{{"key", "SIN"}, {"closed", false}, {"tries", 2}},
                                                             Map{{"key", "SYD"}, {"closed", false}, {"tries", 1}}}}});
  }

  Dice dice_, wish_;
  Api api_;
  std::vector<std::string> skills_;
  std::vector<Person> people_;
  std::vector<Desk> desks_;
  std::map<std::string, bool> schedules_;  // whether closed
  bool has_profile_ = false;
  Levels profile_;
  std::map<std::string, Map> wanted_;  // by address
};

}  // namespace

Centre small_centre(std::uint64_t seed, Api api) { return Author(seed, api).centre(); }

}  // namespace interlock::simulation
