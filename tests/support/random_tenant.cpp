#include "support/random_tenant.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "support/object_dice.hpp"

namespace interlock::testing {
namespace {

const Words kComparators{"EqualTo",           "NotEqualTo",  "LessThan",
                         "LessThanOrEqualTo", "GreaterThan", "GreaterThanOrEqualTo"};
const Words kNames{"plain", "a b",  "yes",  "12",  "- x", "#5",  "Café",    "普通话",
                   "it's",  "x\"y", "a: b", "{x}", "~",   "A/B", "x\\y%20", "Ünïcode ok"};

const List& list_in(const Map& map, const std::string& key) { return *map.find(key)->as<List>(); }

class Author : ObjectDice {
 public:
  Author(unsigned seed, Edition edition) : ObjectDice(seed, edition) {
    tenant_ = Map{{"sandbox", 1}, {"organization", Map{{"id", "org"}, {"name", "Test Centre"}}}};
    write_names();
    write_people();
    write_queues();
    write_hours();
    write_tables();
  }

  Map tenant() && { return std::move(tenant_); }

 private:
  using Body = std::function<Map(int)>;

  const Value& any(const std::string& section) {
    // The objects of the second edition alone are there for nobody who is the same in both.
    const auto& list = list_in(tenant_, section);
    return list[below(says_otherwise() ? list.size() : counts_.at(section))];
  }
  std::string any_id(const std::string& section) { return text_or(any(section), "id"); }
  Value reference(const std::string& section) { return Map{{"id", any_id(section)}}; }
  List references(const std::string& section, int most = 3) {
    List found;
    for (int count = number(0, most); count > 0; --count) {
      auto one = reference(section);
      if (std::find(found.begin(), found.end(), one) == found.end()) found.push_back(std::move(one));
    }
    return found;
  }
  List ids(const std::string& section, int most = 3) {
    List found;
    for (const auto& one : references(section, most)) found.emplace_back(text_or(one, "id"));
    return found;
  }
  void describe(Map& map) {
    maybe(map, "description", [&] { return one_of({"", "What it is for", "Two\nlines", "ends in a blank "}); });
  }
  void own(Map& map) {
    maybe(map, "division", [&] { return reference("divisions"); });
  }
  static Map unknown() { return {{"deep", List{1, Null{}, Map{{"x", true}}}}}; }

  /// Objects of that section, one more in the second edition where it grows.
  void add(const std::string& section, int lowest, int highest, const Body& body, bool grows = false,
           bool can_change = true) {
    roll_for(section, false);
    auto names = kNames;
    shuffle(names);
    const auto count = number(lowest, highest);
    counts_[section] = static_cast<std::size_t>(count);
    tenant_.set(section, List{});
    for (int i = 0; i < count + (grows && edition() == Edition::second); ++i) {
      const auto id = section + "-" + std::to_string(i);
      roll_for(id, can_change);
      auto object = body(i);
      object.set("id", id);
      if (!object.contains("name")) object.set("name", names[static_cast<std::size_t>(i)]);
      object.set(kUnknownField, unknown());
      tenant_.find(section)->as<List>()->emplace_back(std::move(object));
    }
  }

  // What others refer to.

  void write_names() {
    const auto nothing = [](int) { return Map(); };
    add("divisions", 1, 3, [](int i) { return Map{{"description", ""}, {"homeDivision", i == 0}}; });
    add(
        "skills", 3, 5,
        [&](int) {
          Map skill{{"description", ""}, {"type", "custom"}, {"enabled", true}};
          own(skill);
          return skill;
        },
        true);
    add("languages", 1, 3, nothing, true);
    for (const auto* section : {"groups", "teams", "prompts", "scripts", "flows"}) add(section, 2, 3, nothing);
    add(
        "wrapup_codes", 1, 4,
        [&](int) {
          Map code;
          describe(code);
          own(code);
          return code;
        },
        true);
  }

  List levels() {
    List held;
    for (auto& skill : references("skills", 4)) held.emplace_back(Map{{"skill", skill}, {"level", number(1, 5)}});
    if (held.empty()) held.emplace_back(Map{{"skill", Map{{"id", "skills-0"}}}, {"level", 3}});
    return held;
  }

  void write_people() {
    add(
        "users", 2, 5,
        [&](int i) {
          const auto number = std::to_string(i);
          return Map{{"name", "U" + number},
                     {"email", "josé+" + number + "@example.com"},
                     {"state", i > 0 && chance(10) ? "inactive" : "active"}};
        },
        false, false);
    List profiles;
    Map languages;
    for (const auto& user : list_in(tenant_, "users")) {
      const auto id = text_or(user, "id");
      roll_for(id + "/levels");
      profiles.emplace_back(
          Map{{"id", id}, {"name", text_or(user, "name")}, {"levels", levels()}, {kUnknownField, unknown()}});
      List spoken;
      for (const auto& one : references("languages")) {
        spoken.emplace_back(Map{{"id", text_or(one, "id")}, {"proficiency", number(0, 5)}});
      }
      languages.set(id, std::move(spoken));
    }
    tenant_.set("personal_profiles", std::move(profiles));
    tenant_.set("user_languages", std::move(languages));
    add(
        "skill_groups", 1, 3,
        [&](int) {
          Map group{{"memberDivisions", List{"*"}}, {"skillConditions", List{block(2)}}};
          describe(group);
          return group;
        },
        true);
  }

  Map condition(const char* key, const char* section, int depth) {
    Map condition{{key, text_or(any(section), "name")}, {"comparator", one_of(kComparators)}};
    condition.set("proficiency", number(0, 5));
    condition.set("childConditions", depth > 0 && chance(30) ? List{block(depth - 1)} : List{});
    return condition;
  }
  Value block(int depth) {
    List skills, languages;
    for (int i = number(1, 2); i > 0; --i) skills.emplace_back(condition("routingSkill", "skills", depth));
    for (int i = number(0, 1); i > 0; --i) languages.emplace_back(condition("languageSkill", "languages", depth));
    return Map{{"operation", one_of({"And", "Or", "Not"})},
               {"routingSkillConditions", std::move(skills)},
               {"languageSkillConditions", std::move(languages)}};
  }

  // Queues.

  List member_groups(unsigned skill_groups) {
    List groups;
    const auto attach = [&](const char* section, const char* type) {
      groups.emplace_back(Map{{"id", any_id(section)}, {"type", type}});
    };
    if (chance(30)) attach("groups", "GROUP");
    if (chance(30)) attach("teams", "TEAM");
    if (chance(skill_groups)) attach("skill_groups", "SKILLGROUP");
    return groups;
  }
  Value medium() {
    Map medium{{kUnknownField, unknown()}};
    maybe(medium, "alertingTimeoutSeconds", [&] { return number(7, 60); });
    maybe(medium, "enableAutoAnswer", [&] { return chance(50); });
    maybe(medium, "serviceLevel", [&] {
      return Map{{"percentage", chance(50) ? Value(1) : Value(Decimal{"0.75"})}, {"durationMs", number(1000, 90000)}};
    });
    return medium;
  }
  Value ring() {
    return Map{{"expansionCriteria", List{Map{{"type", "TIMEOUT_SECONDS"}, {"threshold", number(1, 90)}}}},
               {"actions", Map{{"skillsToRemove", references("skills")}}},
               {"memberGroups", member_groups(30)}};
  }
  void settle(Map& queue) {
    maybe(queue, "mediaSettings", [&] {
      Map media;
      for (const auto* name : {"call", "chat", "email", "message"}) maybe(media, name, [&] { return medium(); });
      return media;
    });
    maybe(queue, "acwSettings", [&] { return Map{{"wrapupPrompt", "OPTIONAL"}, {kUnknownField, unknown()}}; });
    maybe(queue, "skillEvaluationMethod", [&] { return one_of({"NONE", "BEST", "ALL"}); });
    maybe(queue, "scoringMethod", [&] { return one_of({"TimestampAndPriority", "PriorityOnly"}); });
    maybe(queue, "bullseye", [&] {
      List rings;
      for (int i = number(1, 3); i > 0; --i) rings.push_back(ring());
      return Map{{"rings", std::move(rings)}};
    });
    maybe(queue, "routingRules", [&] {
      return List{Map{{"operator", "ANY"}, {"threshold", number(0, 9)}, {"waitSeconds", Decimal{"3.5"}}}};
    });
    maybe(queue, "queueFlow", [&] { return reference("flows"); });
    maybe(queue, "whisperPrompt", [&] { return reference("prompts"); });
    maybe(queue, "defaultScripts", [&] { return Map{{"CALL", reference("scripts")}}; });
    maybe(queue, "callingPartyName", [&] { return one_of({"", "Centre"}); });
    for (const auto* flag : {"autoAnswerOnly", "enableTranscription", "suppressInQueueCallRecording"}) {
      maybe(queue, flag, [&] { return chance(50); });
    }
  }

  void write_queues() {
    Map members, codes;
    add(
        "queues", 1, 4,
        [&](int i) {
          Map queue{{"skills", List{}}, {"memberGroups", member_groups(10)}};
          settle(queue);
          describe(queue);
          own(queue);
          const auto id = "queues-" + std::to_string(i);
          if (chance(30)) members.set(id, ids("users"));
          codes.set(id, ids("wrapup_codes"));
          return queue;
        },
        true);
    for (auto& queue : *tenant_.find("queues")->as<List>()) state_requirements(*queue.as<Map>());
    tenant_.set("members", std::move(members));
    tenant_.set("queue_wrapup_codes", std::move(codes));
  }

  /// As the tool realises the requirements of a queue: by a skill group of its name. Somebody meets them.
  void state_requirements(Map& queue) {
    const auto name = text_or(queue, "name");
    auto& groups = *tenant_.find("skill_groups")->as<List>();
    const bool is_taken =
        std::any_of(groups.begin(), groups.end(), [&](const Value& group) { return text_or(group, "name") == name; });
    roll_for("requirements of " + name);
    if (is_taken || chance(40)) return;
    const auto& profiles = list_in(tenant_, "personal_profiles");
    const auto& someone = *profiles[text_or(any("users"), "state") == "active" ? below(profiles.size()) : 0].as<Map>();
    List conditions;
    for (const auto& held : list_in(someone, "levels")) {
      if (!conditions.empty() && chance(50)) continue;
      const auto level = integer_or(held, "level", 0);
      const auto add_end = [&](const char* comparator, std::int64_t end) {
        conditions.emplace_back(
            Map{{"routingSkill", name_of_skill(held)}, {"comparator", comparator}, {"proficiency", end}});
      };
      add_end("GreaterThanOrEqualTo", number(1, static_cast<int>(level)));
      if (chance(20)) add_end("LessThanOrEqualTo", number(static_cast<int>(level), 5));
    }
    const Map block{
        {"operation", "And"}, {"routingSkillConditions", std::move(conditions)}, {"languageSkillConditions", List{}}};
    const auto id = "of-" + text_or(queue, "id");
    groups.emplace_back(Map{{"id", id},
                            {"name", name},
                            {"memberDivisions", List{"*"}},
                            {"skillConditions", List{Value(block)}},
                            {kUnknownField, unknown()}});
    queue.find("memberGroups")->as<List>()->emplace_back(Map{{"id", id}, {"type", "SKILLGROUP"}});
  }
  std::string name_of_skill(const Value& held) {
    const auto id = text_or(*held.find("skill"), "id");
    const auto& skills = list_in(tenant_, "skills");
    const auto found =
        std::find_if(skills.begin(), skills.end(), [&](const Value& one) { return text_or(one, "id") == id; });
    return text_or(*found, "name");
  }

  // Opening hours, tables and trunks.

  void write_hours() {
    add(
        "schedules", 1, 4,
        [&](int) {
          Map schedule{{"enabled", true}, {"closed", chance(30)}, {"version", number(1, 9)}};
          schedule.set("start", "2026-01-05T08:00:00.000");
          schedule.set("end", one_of({"2026-01-05T18:30:00.000", "2026-01-05T20:00:00.000"}));
          schedule.set("rrule",
                       one_of({"FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE", "byday=MO;freq=weekly;interval=1", ""}));
          describe(schedule);
          own(schedule);
          return schedule;
        },
        true);
    add("schedule_groups", 1, 3, [&](int) {
      Map group{{"version", number(1, 9)}};
      for (const auto* list : {"openSchedules", "closedSchedules", "holidaySchedules"}) {
        maybe(group, list, [&] { return references("schedules"); });
      }
      maybe(group, "timeZone", [&] { return one_of({"Asia/Singapore", "Europe/Dublin"}); });
      describe(group);
      return group;
    });
    add("ivrs", 1, 3, [&](int i) {
      Map ivr{{"version", 1}, {"openHoursFlow", reference("flows")}, {"closedHoursFlow", reference("flows")}};
      List numbers;
      for (int digit = 0; digit < 5; ++digit) {
        if (chance(40)) numbers.emplace_back("+6531234" + std::to_string(i) + std::to_string(digit) + "0");
      }
      ivr.set("dnis", std::move(numbers));
      maybe(ivr, "scheduleGroup", [&] { return reference("schedule_groups"); });
      describe(ivr);
      return ivr;
    });
    add("emergency_groups", 0, 2, [&](int) {
      Map group{{"version", 2}};
      maybe(group, "enabled", [&] { return chance(50); });
      maybe(group, "emergencyCallFlows", [&] {
        return List{Map{{"emergencyFlow", reference("flows")}, {"ivrs", references("ivrs")}}};
      });
      return group;
    });
  }

  Value cell(const std::string& type) {
    if (type == "boolean") return chance(50);
    if (type == "integer") return number(-5, 5);
    return one_of(kNames);
  }
  Value column() {
    const auto type = one_of({"string", "boolean", "integer"});
    Map column{{"type", type}};
    maybe(column, "default", [&] { return cell(type); });
    return column;
  }
  List rows_of(const Map& columns) {
    List rows;
    for (const auto* key : {"SIN", "A/B", "普通话", "x y"}) {
      if (chance(40)) continue;
      Map row{{"key", key}};
      for (const auto [name, column] : columns) {
        if (name.name != "key") row.set(name.name, cell(text_or(column, "type")));
      }
      rows.emplace_back(std::move(row));
    }
    return rows;
  }

  void write_tables() {
    add(
        "data_tables", 1, 2,
        [&](int) {
          Map columns{{"key", Map{{"type", "string"}}}};
          for (const auto* name : {"closed", "note", "To x"}) maybe(columns, name, [&] { return column(); });
          return Map{{"schema", Map{{"type", "object"}, {"properties", std::move(columns)}}}};
        },
        false, false);
    Map rows;
    for (const auto& table : list_in(tenant_, "data_tables")) {
      const auto id = text_or(table, "id");
      roll_for(id + "/rows");
      rows.set(id, rows_of(*table.find("schema")->find("properties")->as<Map>()));
    }
    tenant_.set("data_table_rows", std::move(rows));
    add("trunk_bases", 0, 2, [&](int) {
      Map properties;
      for (const auto* name : {"trunk_a", "trunk_b"}) {
        properties.set(name, Map{{"value", Map{{"instance", chance(50) ? Value(number(0, 9)) : Value("x")}}}});
      }
      return Map{{"version", 1},
                 {"trunkType", "EXTERNAL"},
                 {"trunkMetabase", Map{{"id", "external_sip.json"}}},
                 {"properties", std::move(properties)}};
    });
    roll_for("utilization");
    Map media;
    for (const auto* name : {"call", "chat", "email"}) {
      maybe(media, name, [&] { return Map{{"maximumCapacity", number(0, 5)}}; });
    }
    tenant_.set("utilization", Map{{"utilization", std::move(media)}});
  }

  Map tenant_;
  std::map<std::string, std::size_t> counts_;  // of the first edition
};

}  // namespace

Value random_tenant(unsigned seed, Edition edition) { return Author(seed, edition).tenant(); }

}  // namespace interlock::testing
