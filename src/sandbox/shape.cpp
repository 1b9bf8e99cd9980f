#include "sandbox/shape.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "base/time.hpp"
#include "sandbox/published/shapes.hpp"

namespace interlock::sandbox {
namespace {

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
    Field{.name = "skills", .type = Type::list, .required = true, .fields = kProficiency, .distinct = true},
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
    Field{.name = "level", .type = Type::proficiency, .required = true},
};
constexpr std::array kPersonalProfile{
    kId,
    kName,
    Field{.name = "levels", .type = Type::list, .required = true, .fields = kLevel, .distinct = true},
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
    Field{.name = "skills", .type = Type::list, .required = true, .fields = kRequirement, .distinct = true},
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

constexpr std::array<std::span<const Field>, kGuideCollectionCount> kShapes{
    kSkill, kSharedProfile, kUser, kPersonalProfile, kQueue, kSchedule};

class Checker {
 public:
  explicit Checker(Strictness strictness) : strictness_(strictness) {}

  void record(const Value& value, std::span<const Field> fields, const std::string& at) {
    if (!value.is<Map>()) return add(at, "bad.request", "is " + std::string(type_name(value)) + ", not a map");
    for (const auto& field : fields) {
      const auto* member = value.find(field.name);
      const auto where = at + "/" + std::string(field.name);
      if (member != nullptr && !member->is<Null>()) {
        this->field(*member, field, where);
      } else if (field.required && !may_lack(field)) {
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

  Strictness strictness_;

  bool may_lack(const Field& field) const {
    return strictness_ == Strictness::partial || (strictness_ == Strictness::document && field.fallback);
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
        return number(value, {1, 5}, at);
      case Type::proficiency:
        return strictness_ == Strictness::write ? number(value, {1, 5}, at) : fraction(value, {0, 5}, at);
      case Type::count:
        return number(value, {1, std::int64_t{1} << 53}, at);
      case Type::integer:
        return number(value, field.range, at);
      case Type::number:
        return fraction(value, field.range, at);
      case Type::local_time:
        return local_time(value, at);
      case Type::map:
        return record(value, field.fields, at);
      case Type::list:
        return list(value, field, at);
      case Type::texts:
        return texts(value, at);
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

  void number(const Value& value, Range range, const std::string& at) {
    const auto* number = value.as<std::int64_t>();
    if (number != nullptr && *number >= range.lowest && *number <= range.highest) return;
    out_of_range(value, "a whole number", range, at);
  }

  void fraction(const Value& value, Range range, const std::string& at) {
    const auto number = number_of(value);
    if (number && *number >= static_cast<double>(range.lowest) && *number <= static_cast<double>(range.highest)) return;
    out_of_range(value, "a number", range, at);
  }

  void out_of_range(const Value& value, std::string_view wanted, Range range, const std::string& at) {
    const auto* number = value.as<std::int64_t>();
    if (number == nullptr && !value.is<Decimal>()) return expect(false, value, wanted, at);
    const auto text = number != nullptr ? std::to_string(*number) : quoted(value.as<Decimal>()->text);
    add(at, "invalid.value",
        "is " + text + ", not " + std::string(wanted) + " from " + std::to_string(range.lowest) + " to " +
            std::to_string(range.highest));
  }

  void local_time(const Value& value, const std::string& at) {
    const auto* text = value.as<std::string>();
    if (text == nullptr) return expect(false, value, "text", at);
    const auto whole = text->substr(0, text->find('.'));
    const auto fraction = std::string_view(*text).substr(whole.size());
    if (parse_wall(whole + "Z") && fraction.size() != 1 &&
        fraction.find_first_not_of("0123456789", 1) == std::string_view::npos) {
      return;
    }
    add(at, "invalid.date", "is " + quoted(*text) + ", not a local time like 2026-01-05T08:00:00.000");
  }

  void texts(const Value& value, const std::string& at) {
    const auto* elements = value.as<List>();
    if (elements == nullptr) return expect(false, value, "a list", at);
    for (std::size_t i = 0; i < elements->size(); ++i) name((*elements)[i], at + "/" + std::to_string(i));
  }

  void list(const Value& value, const Field& field, const std::string& at) {
    const auto* elements = value.as<List>();
    if (elements == nullptr) return expect(false, value, "a list", at);
    if (field.fields.empty()) return;
    for (std::size_t i = 0; i < elements->size(); ++i)
      record((*elements)[i], field.fields, at + "/" + std::to_string(i));
    if (field.distinct) tell_apart(*elements, field.fields.front().name, at);
  }

  void tell_apart(const List& elements, std::string_view by, const std::string& at) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const auto* key = elements[i].find(by);
      if (key == nullptr) continue;
      const auto id = key->is<Map>() ? std::string(id_of(*key)) : text_or(elements[i], by);
      if (id.empty() || seen.insert(id).second) continue;
      add(at + "/" + std::to_string(i), "bad.request", "names " + quoted(id) + " again");
    }
  }

  void range(const Value& value, const std::string& at) {
    if (integer_or(value, "requiredLevel", 0) <= integer_or(value, "maxLevel", 5)) return;
    add(at + "/maxLevel", "invalid.value", "is below requiredLevel");
  }
};

/// What an id refers to: its target, or that of the type beside it.
std::optional<Collection> target_of(const Value& record, std::span<const Field> fields, const Field& id) {
  if (id.targets.empty()) return id.target;
  const auto type = text_or(record, "type");
  for (const auto& field : fields) {
    if (field.name != "type") continue;
    const auto found = std::find(field.choices.begin(), field.choices.end(), type);
    if (found != field.choices.end()) return id.targets[static_cast<std::size_t>(found - field.choices.begin())];
  }
  return std::nullopt;
}

/// The way to a value, written down only where it leads to something: most ways do not.
struct Way {
  const Way* above = nullptr;
  std::string_view name{};
  std::size_t index = 0;  // of an element, where there is no name
};

std::string written(const Way& way) {
  if (way.above == nullptr) return {};
  return written(*way.above) + "/" + (way.name.empty() ? std::to_string(way.index) : std::string(way.name));
}

void collect(const Value& value, std::span<const Field> fields, const Way& at, std::vector<Reference>& found) {
  for (const auto& field : fields) {
    const auto* member = value.find(field.name);
    if (member == nullptr) continue;
    const Way where{&at, field.name};
    if (field.type == Type::map) collect(*member, field.fields, where, found);
    if (const auto* list = member->as<List>(); list != nullptr && !field.fields.empty()) {
      for (std::size_t i = 0; i < list->size(); ++i) collect((*list)[i], field.fields, {&where, {}, i}, found);
    }
    const auto target = target_of(value, fields, field);
    const auto* id = member->as<std::string>();
    if (id != nullptr && target) found.push_back({written(where), *target, *id});
  }
}

bool refers_to(const Value& value, std::span<const Field> fields, Collection target, std::string_view id) {
  std::vector<Reference> found;
  collect(value, fields, {}, found);
  return std::any_of(found.begin(), found.end(),
                     [&](const auto& reference) { return reference.target == target && reference.id == id; });
}

/// Whether the element is made for its reference alone: {id}, {skill: {id}}, {skill_id}.
bool stands_for(const Value& element, std::span<const Field> fields, Collection target, std::string_view id) {
  if (fields.empty()) return false;
  const auto& first = fields.front();
  if (first.type == Type::map) return refers_to(element, fields.first(1), target, id);
  return target_of(element, fields, first) == target && text_or(element, first.name) == id;
}

}  // namespace

bool strip_references(Value& object, std::span<const Field> fields, Collection target, std::string_view id) {
  auto* map = object.as<Map>();
  if (map == nullptr || !refers_to(object, fields, target, id)) return false;
  for (const auto& field : fields) {
    auto* member = map->find(field.name);
    if (member == nullptr || !refers_to(object, {&field, 1}, target, id)) continue;
    if (auto* list = member->as<List>()) {
      std::erase_if(*list, [&](const Value& element) { return stands_for(element, field.fields, target, id); });
      for (auto& element : *list) strip_references(element, field.fields, target, id);
    } else if (member->is<std::string>() || stands_for(*member, field.fields, target, id)) {
      map->erase(field.name);
    } else {
      strip_references(*member, field.fields, target, id);
    }
  }
  return true;
}

std::span<const Field> guide_fields(Collection collection) {
  const auto number = static_cast<std::size_t>(collection);
  return number < kShapes.size() ? kShapes[number] : std::span<const Field>();
}

std::vector<Violation> violations(std::span<const Field> fields, const Value& object, Strictness strictness) {
  Checker checker(strictness);
  checker.record(object, fields, "");
  return std::move(checker.found);
}

std::vector<Reference> references(std::span<const Field> fields, const Value& object) {
  std::vector<Reference> found;
  collect(object, fields, {}, found);
  return found;
}

std::vector<Violation> violations(Collection collection, const Value& object) {
  return violations(guide_fields(collection), object, Strictness::write);
}

std::vector<Reference> references(Collection collection, const Value& object) {
  return references(guide_fields(collection), object);
}

std::vector<Violation> document_violations(Collection collection, const Value& object) {
  const auto of_guide = guide_fields(collection);
  const auto published = published::fields(collection);
  if (of_guide.empty()) return violations(published, object, Strictness::document);
  auto found = violations(of_guide, object, Strictness::document);
  if (found.empty()) found = violations(published, object, Strictness::partial);
  return found;
}

std::vector<Reference> document_references(Collection collection, const Value& object) {
  auto found = references(guide_fields(collection), object);
  for (auto& reference : references(published::fields(collection), object)) found.push_back(std::move(reference));
  return found;
}

}  // namespace interlock::sandbox
