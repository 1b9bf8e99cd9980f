#include "sandbox/losses.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "sandbox/invariants.hpp"

namespace interlock::sandbox {
namespace {

const List& list_of(const Value* value) {
  static const List kNone;
  const auto* list = value != nullptr ? value->as<List>() : nullptr;
  return list != nullptr ? *list : kNone;
}

const Map& map_of(const Value& value) {
  static const Map kNone;
  const auto* map = value.as<Map>();
  return map != nullptr ? *map : kNone;
}

/// What tells an element of a list from the others: the id that it is or refers to, or the key that it has.
std::string name_of_element(const Value& element) {
  if (const auto* text = element.as<std::string>()) return *text;
  for (const auto* key : {"id", "skill_id", "key"}) {
    if (auto name = text_or(element, key); !name.empty()) return name;
  }
  const auto* skill = element.find("skill");
  return skill != nullptr ? std::string(id_of(*skill)) : std::string();
}

/// What manifests call the members of a document, where their words are not the same.
struct Word {
  Kind kind;
  std::string_view member, field;
};
constexpr std::array kWords{
    Word{Kind::skill, "parentSkillId", "parent"},
    Word{Kind::profile, "skills", "levels"},
    Word{Kind::queue, "skills", "requires"},
    Word{Kind::schedule_group, "openSchedules", "open"},
    Word{Kind::schedule_group, "closedSchedules", "closed"},
    Word{Kind::schedule_group, "holidaySchedules", "holiday"},
    Word{Kind::ivr, "openHoursFlow", "open_flow"},
    Word{Kind::ivr, "closedHoursFlow", "closed_flow"},
    Word{Kind::ivr, "holidayHoursFlow", "holiday_flow"},
    Word{Kind::emergency_group, "emergencyCallFlows", "call_flows"},
    Word{Kind::data_table, "schema", "columns"},
    Word{Kind::utilization, "utilization", "media"},
};

/// "conditionalGroupRouting" -> "conditional_group_routing"
std::string snake_case(std::string_view camel) {
  std::string text;
  for (const char c : camel) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    if (is_capital) text += '_';
    text += is_capital ? lower_case(c) : c;
  }
  return text;
}

std::string field_of(Kind kind, std::string_view member) {
  const auto word = std::find_if(kWords.begin(), kWords.end(),
                                 [&](const Word& row) { return row.kind == kind && row.member == member; });
  if (word != kWords.end()) return std::string(word->field);
  auto snake = snake_case(member);
  return find_field(info(kind).fields, snake) != nullptr ? snake : std::string(member);
}

bool is_there(const Value* value) { return value != nullptr && !value->is<Null>(); }

class Comparison {
 public:
  Comparison(int write, std::vector<Loss>& found) : write_(write), found_(found) {}

  void compare(Kind kind, const std::string& id, const Value& before, const Value* after) {
    loss_ = {.write = write_, .kind = kind, .id = id, .field = {}, .element = {}};
    if (!is_there(after)) return found_.push_back(loss_);
    if (before == *after || !before.is<Map>()) return;
    for (const auto& [key, value] : *before.as<Map>()) {
      loss_.field = field_of(kind, key.name);
      part(value, after->find(key.name));
    }
  }
  /// Of a list that the document keeps outside its object.
  void compare_field(Kind kind, const std::string& id, std::string_view field, const Value& before,
                     const Value* after) {
    loss_ = {.write = write_, .kind = kind, .id = id, .field = std::string(field), .element = {}};
    static const Value kEmpty{List{}};
    part(before, after != nullptr ? after : &kEmpty);
  }

  void compare_cells(const std::string& row, const Value& before, const Value* after) {
    if (after == nullptr) return compare(Kind::row, row, before, after);
    compare_field(Kind::row, row, "columns", before, after);
  }

 private:
  void part(const Value& before, const Value* after) {
    if (!is_there(&before)) return;
    if (!is_there(after)) return found_.push_back(loss_);
    if (before == *after) return;
    if (before.is<List>() && after->is<List>()) elements(*before.as<List>(), *after->as<List>());
    members(before, *after, {});
  }

  void elements(const List& before, const List& after) {
    std::set<std::string> kept;
    for (const auto& element : after) kept.insert(name_of_element(element));
    for (const auto& element : before) {
      auto name = name_of_element(element);
      if (!name.empty() && !kept.contains(name)) lose(std::move(name));
    }
  }
  /// What lies deeper counts as lost from the member of the field that it lies in.
  void members(const Value& before, const Value& after, const std::string& above) {
    if (!before.is<Map>() || !after.is<Map>()) return;
    for (const auto& [key, value] : *before.as<Map>()) {
      const auto* kept = after.find(key.name);
      const auto& element = above.empty() ? key.name : above;
      if (is_there(&value) && !is_there(kept)) {
        lose(element);
      } else if (kept != nullptr) {
        members(value, *kept, element);
      }
    }
  }
  void lose(std::string element) {
    loss_.element = std::move(element);
    found_.push_back(loss_);
    loss_.element.clear();
  }

  int write_;
  std::vector<Loss>& found_;
  Loss loss_{};
};

/// The object of that name, which stands mostly at the same place; null where it is gone.
template <class NameOf>
const Value* same_object(const List& list, std::size_t place, std::string_view name, const NameOf& name_of) {
  if (place < list.size() && name_of(list[place]) == name) return &list[place];
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const Value& object) { return name_of(object) == name; });
  return found != list.end() ? &*found : nullptr;
}

/// What the document keeps by ids, outside the objects.
struct Keyed {
  std::string_view key;
  Kind kind;
  std::string_view field;  // empty: records of their own
};
constexpr std::array kKeyed{
    Keyed{"members", Kind::queue, "members"}, Keyed{"queue_wrapup_codes", Kind::queue, "wrapup_codes"},
    Keyed{"user_languages", Kind::user, "languages"}, Keyed{"user_utilization", Kind::utilization, ""}};

void compare_objects(Comparison& comparison, Collection collection, const List& before, const List& after) {
  for (std::size_t place = 0; place < before.size(); ++place) {
    const auto id = id_of(before[place]);
    comparison.compare(kind_of(collection), std::string(id), before[place], same_object(after, place, id, id_of));
  }
}

void compare_keyed(Comparison& comparison, const Keyed& keyed, const Map& before, const Map& after) {
  for (const auto& [id, value] : before) {
    if (keyed.field.empty()) {
      comparison.compare(keyed.kind, id.name, value, after.find(id.name));
    } else {
      comparison.compare_field(keyed.kind, id.name, keyed.field, value, after.find(id.name));
    }
  }
}

void compare_rows(Comparison& comparison, const Map& before, const Map& after) {
  const auto key_of = [](const Value& row) { return text_or(row, "key"); };
  for (const auto& [table, value] : before) {
    const auto& rows = list_of(&value);
    const auto& now = list_of(after.find(table.name));
    for (std::size_t place = 0; place < rows.size() && rows != now; ++place) {
      const auto key = key_of(rows[place]);
      const auto* row = same_object(now, place, key, key_of);
      comparison.compare_cells(table.name + "/" + key, rows[place], row);
    }
  }
}

/// Makes the old value the new one and copies only the elements that differ: a write changes few of many.
void follow(Value& old, const Value& now) {
  auto* list = old.as<List>();
  const auto* next = now.as<List>();
  if (list == nullptr || next == nullptr || list->size() != next->size()) {
    old = now;
    return;
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (!((*list)[i] == (*next)[i])) (*list)[i] = (*next)[i];
  }
}

}  // namespace

std::vector<Loss> losses(Map& before, const Map& after, int write) {
  std::vector<Loss> found;
  Comparison comparison(write, found);
  const auto each = [&](std::string_view key, const auto& compare) {
    static const Value kNothing;
    const auto* old = before.find(key);
    const auto* now = after.find(key);
    if (old != nullptr && now != nullptr && *old == *now) return;
    if (old != nullptr) compare(*old, now != nullptr ? *now : kNothing);
    if (now != nullptr) follow(before.find(key) != nullptr ? *before.find(key) : before.set(key, Null{}), *now);
  };
  for (std::size_t i = 0; i < kCollectionCount; ++i) {
    const auto collection = static_cast<Collection>(i);
    each(collection_name(collection), [&](const Value& old, const Value& now) {
      compare_objects(comparison, collection, list_of(&old), list_of(&now));
    });
  }
  for (const auto& keyed : kKeyed) {
    each(keyed.key,
         [&](const Value& old, const Value& now) { compare_keyed(comparison, keyed, map_of(old), map_of(now)); });
  }
  each("data_table_rows",
       [&](const Value& old, const Value& now) { compare_rows(comparison, map_of(old), map_of(now)); });
  return found;
}

}  // namespace interlock::sandbox
