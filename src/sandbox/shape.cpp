#include "sandbox/shape.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "base/text.hpp"

namespace interlock::sandbox {
namespace {

enum class Type : std::uint8_t { text, name, choice, flag, level, count, map, list };

struct Field {
  std::string_view name;
  Type type = Type::text;
  bool required = false;
  std::optional<Collection> target{};
  std::span<const std::string_view> choices{};
  std::span<const Field> fields{};  // of a map, or of each element of a list; the first identifies the element
};

constexpr std::array<std::string_view, 2> kSkillTypes{"standard", "custom"};
constexpr std::array<std::string_view, 2> kStates{"active", "inactive"};
constexpr std::array<std::string_view, 3> kScheduleTypes{"regular", "holiday", "emergency"};

constexpr Field kId{.name = "id", .type = Type::name, .required = true};
constexpr Field kName{.name = "name", .type = Type::name, .required = true};
constexpr Field kDescription{.name = "description"};

constexpr std::array kSkill{
    kId,
    kName,
    kDescription,
    Field{.name = "type", .type = Type::choice, .choices = kSkillTypes},
    Field{.name = "enabled", .type = Type::flag},
    Field{.name = "parentSkillId", .target = Collection::skills},
};

constexpr std::array kProficiency{
    Field{.name = "skill_id", .type = Type::name, .required = true, .target = Collection::skills},
    Field{.name = "proficiency_level", .type = Type::level, .required = true},
};
constexpr std::array kSharedProfile{
    kId,
    kName,
    kDescription,
    Field{.name = "skills", .type = Type::list, .required = true, .fields = kProficiency},
};

constexpr std::array kProfileReference{
    Field{.name = "id", .type = Type::name, .required = true, .target = Collection::shared_profiles}};
constexpr std::array kDivisionReference{kId};
constexpr Field kDivision{.name = "division", .type = Type::map, .fields = kDivisionReference};
constexpr std::array kUser{
    kId,
    kName,
    Field{.name = "email", .type = Type::name, .required = true},
    Field{.name = "state", .type = Type::choice, .required = true, .choices = kStates},
    Field{.name = "routingProfile", .type = Type::map, .fields = kProfileReference},
    kDivision,
};

constexpr std::array kSkillReference{
    Field{.name = "id", .type = Type::name, .required = true, .target = Collection::skills}};
constexpr std::array kLevel{
    Field{.name = "skill", .type = Type::map, .required = true, .fields = kSkillReference},
    Field{.name = "level", .type = Type::level, .required = true},
};
constexpr std::array kPersonalProfile{
    kId,
    kName,
    Field{.name = "levels", .type = Type::list, .required = true, .fields = kLevel},
};

constexpr std::array kRequirement{
    Field{.name = "skill", .type = Type::map, .required = true, .fields = kSkillReference},
    Field{.name = "requiredLevel", .type = Type::level, .required = true},
    Field{.name = "maxLevel", .type = Type::level},
};
constexpr std::array kQueue{
    kId,
    kName,
    kDivision,
    Field{.name = "skills", .type = Type::list, .required = true, .fields = kRequirement},
};

constexpr std::array kTimes{
    Field{.name = "type", .type = Type::choice, .required = true, .choices = kScheduleTypes},
    Field{.name = "entries", .type = Type::list},
};
constexpr std::array kSchedule{
    kId,
    kName,
    Field{.name = "enabled", .type = Type::flag, .required = true},
    Field{.name = "closed", .type = Type::flag, .required = true},
    Field{.name = "schedule", .type = Type::map, .fields = kTimes},
    Field{.name = "version", .type = Type::count, .required = true},
};

constexpr std::array<std::span<const Field>, kCollectionCount> kShapes{kSkill,           kSharedProfile, kUser,
                                                                       kPersonalProfile, kQueue,         kSchedule};

std::span<const Field> shape(Collection collection) { return kShapes[static_cast<std::size_t>(collection)]; }

class Checker {
 public:
  void record(const Value& value, std::span<const Field> fields, const std::string& at) {
    if (!value.is<Map>()) return add(at, "bad.request", "is " + std::string(type_name(value)) + ", not a map");
    for (const auto& field : fields) {
      const auto* member = value.find(field.name);
      const auto where = at + "/" + std::string(field.name);
      if (member != nullptr && !member->is<Null>()) {
        this->field(*member, field, where);
      } else if (field.required) {
        add(where, "bad.request", "is missing");
      }
    }
    range(value, at);
  }

  std::vector<Violation> found;

 private:
  void add(std::string pointer, std::string code, std::string message) {
    found.push_back({std::move(pointer), std::move(code), std::move(message)});
  }

  void field(const Value& value, const Field& field, const std::string& at) {
    switch (field.type) {
      case Type::text:
        return expect(value.is<std::string>(), value, "text", at);
      case Type::name:
        return name(value, at);
      case Type::choice:
        return choice(value, field, at);
      case Type::flag:
        return expect(value.is<bool>(), value, "true or false", at);
      case Type::level:
        return number(value, 1, 5, at);
      case Type::count:
        return number(value, 1, std::int64_t{1} << 53, at);
      case Type::map:
        return record(value, field.fields, at);
      case Type::list:
        return list(value, field.fields, at);
    }
  }

  void expect(bool fits, const Value& value, std::string_view wanted, const std::string& at) {
    if (!fits) add(at, "bad.request", "is " + std::string(type_name(value)) + ", not " + std::string(wanted));
  }

  void name(const Value& value, const std::string& at) {
    expect(value.is<std::string>(), value, "text", at);
    if (const auto* text = value.as<std::string>(); text != nullptr && text->empty()) {
      add(at, "bad.request", "is empty");
    }
  }

  void choice(const Value& value, const Field& field, const std::string& at) {
    const auto* text = value.as<std::string>();
    if (text == nullptr) return expect(false, value, "text", at);
    for (const auto known : field.choices) {
      if (*text == known) return;
    }
    add(at, "invalid.value", "is " + quoted(*text) + ", not one of " + join(field.choices, ", "));
  }

  void number(const Value& value, std::int64_t lowest, std::int64_t highest, const std::string& at) {
    const auto* number = value.as<std::int64_t>();
    if (number != nullptr && *number >= lowest && *number <= highest) return;
    if (number == nullptr && !value.is<Decimal>()) return expect(false, value, "a whole number", at);
    const auto text = number != nullptr ? std::to_string(*number) : quoted(value.as<Decimal>()->text);
    add(at, "invalid.value",
        "is " + text + ", not a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest));
  }

  void list(const Value& value, std::span<const Field> fields, const std::string& at) {
    const auto* elements = value.as<List>();
    if (elements == nullptr) return expect(false, value, "a list", at);
    if (fields.empty()) return;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < elements->size(); ++i) {
      const auto& element = (*elements)[i];
      const auto where = at + "/" + std::to_string(i);
      record(element, fields, where);
      const auto* key = element.find(fields.front().name);
      if (key == nullptr) continue;
      const auto id = key->is<Map>() ? std::string(id_of(*key)) : text_or(element, fields.front().name);
      if (!id.empty() && !seen.insert(id).second) add(where, "bad.request", "names " + quoted(id) + " again");
    }
  }

  void range(const Value& value, const std::string& at) {
    if (integer_or(value, "requiredLevel", 0) <= integer_or(value, "maxLevel", 5)) return;
    add(at + "/maxLevel", "invalid.value", "is below requiredLevel");
  }
};

void collect(const Value& value, std::span<const Field> fields, const std::string& at, std::vector<Reference>& found);

void collect_each(const List& list, std::span<const Field> fields, const std::string& at,
                  std::vector<Reference>& found) {
  for (std::size_t i = 0; i < list.size(); ++i) collect(list[i], fields, at + "/" + std::to_string(i), found);
}

void collect(const Value& value, std::span<const Field> fields, const std::string& at, std::vector<Reference>& found) {
  for (const auto& field : fields) {
    const auto* member = value.find(field.name);
    if (member == nullptr) continue;
    const auto where = at + "/" + std::string(field.name);
    if (field.type == Type::map) collect(*member, field.fields, where, found);
    if (const auto* list = member->as<List>()) collect_each(*list, field.fields, where, found);
    if (const auto* id = member->as<std::string>(); id != nullptr && field.target) {
      found.push_back({where, *field.target, *id});
    }
  }
}

}  // namespace

std::vector<Violation> violations(Collection collection, const Value& object) {
  Checker checker;
  checker.record(object, shape(collection), "");
  return std::move(checker.found);
}

std::vector<Reference> references(Collection collection, const Value& object) {
  std::vector<Reference> found;
  collect(object, shape(collection), "", found);
  return found;
}

}  // namespace interlock::sandbox
