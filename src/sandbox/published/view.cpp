#include "sandbox/published/view.hpp"

#include <algorithm>

#include "sandbox/published/shapes.hpp"

namespace interlock::sandbox::published {
namespace {

Value fallback_of(const Field& field) {
  switch (field.type) {
    case Type::flag:
      return *field.fallback == "true";
    case Type::count:
    case Type::integer:
    case Type::number:
      return field.fallback->find('.') == std::string_view::npos
                 ? Value(std::int64_t{std::stoll(std::string(*field.fallback))})
                 : Value(Decimal{std::string(*field.fallback)});
    case Type::map:
      return Map{};
    case Type::list:
    case Type::texts:
      return List{};
    default:
      return *field.fallback;
  }
}

Value dressed(const Store& store, const Value& value, const Field& field);

/// Adds the fields that the table names to what is there already.
void dress(const Store& store, const Value& record, std::span<const Field> fields, Map& into) {
  for (const auto& field : fields) {
    const auto* stored = record.find(field.name);
    if (stored != nullptr && !stored->is<Null>()) {
      into.set(field.name, dressed(store, *stored, field));
    } else if (field.fallback) {
      into.set(field.name, dressed(store, fallback_of(field), field));
    } else {
      into.erase(field.name);
    }
  }
}

Value without_nulls(const Value& value) {
  const auto* map = value.as<Map>();
  if (map == nullptr) return value;
  Map kept;
  for (const auto& [key, member] : *map) {
    if (!member.is<Null>()) kept.set(key.name, without_nulls(member));
  }
  return kept;
}

/// A record inside an object: its unknown fields are shown as well.
Value dressed_record(const Store& store, const Value& record, std::span<const Field> fields) {
  auto whole = without_nulls(record);
  auto* map = whole.as<Map>();
  if (map == nullptr) return whole;
  for (const auto& reference : references(fields.first(std::min<std::size_t>(fields.size(), 2)), record)) {
    if (reference.pointer != "/id") continue;
    for (const auto& [key, member] : reference_to(store, reference.target, reference.id)) map->set(key.name, member);
  }
  dress(store, record, fields, *map);
  return whole;
}

Value dressed(const Store& store, const Value& value, const Field& field) {
  if (field.type == Type::map) return dressed_record(store, value, field.fields);
  const auto* list = value.as<List>();
  if (list == nullptr) return value;
  List elements;
  for (const auto& element : *list) elements.push_back(dressed_record(store, element, field.fields));
  return elements;
}

}  // namespace

Map reference_to(const Store& store, Collection target, std::string_view id) {
  Map reference{{"id", id}};
  const auto* object = store.find(target, id);
  const auto* row = kind(target);
  if (object != nullptr) reference.set("name", name_of(*object));
  if (row != nullptr) reference.set("selfUri", uri_of(*row, id));
  return reference;
}

Map division_of(const Store& store, const Value& object) {
  const auto* own = object.find("division");
  const auto id = own != nullptr ? id_of(*own) : std::string_view();
  if (id.empty()) return reference_to(store, Collection::divisions, id_of(store.home_division()));
  auto reference = reference_to(store, Collection::divisions, id);
  // Documents may name divisions that they do not list.
  if (!reference.contains("name") && own->find("name") != nullptr) reference.set("name", *own->find("name"));
  return reference;
}

std::vector<std::string> words_of(const Call& call, std::string_view name) {
  std::vector<std::string> words;
  for (const auto& [key, value] : call.request.query) {
    if (key != name) continue;
    for (std::size_t start = 0; start <= value.size();) {
      const auto end = std::min(value.find(',', start), value.size());
      if (end > start) words.push_back(value.substr(start, end - start));
      start = end + 1;
    }
  }
  return words;
}

bool asks_for(const Call& call, std::string_view name, std::string_view word) {
  const auto words = words_of(call, name);
  return std::find(words.begin(), words.end(), word) != words.end();
}

Value view(const Call& call, const Kind& kind, const Value& object, Detail detail) {
  const auto& store = call.store;
  const auto known = fields(kind.collection);
  Map wire;
  dress(store, object, known, wire);
  const auto has_division =
      std::any_of(known.begin(), known.end(), [](const Field& f) { return f.name == "division"; });
  if (has_division) wire.set("division", division_of(store, object));
  if (kind.show != nullptr) kind.show(call, object, wire);
  wire.set("selfUri", uri_of(kind, id_of(object)));
  const bool is_gone = store.find(kind.collection, id_of(object)) == nullptr;
  if (is_gone && wire.contains("state")) wire.set("state", "deleted");
  const bool hides = kind.hides_by_id || detail == Detail::item;
  for (auto rest = hides ? kind.hidden : std::string_view(); !rest.empty();) {
    const auto word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (!asks_for(call, "expand", word)) wire.erase(word);
  }
  return wire;
}

}  // namespace interlock::sandbox::published
