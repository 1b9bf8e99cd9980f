#include "base/value.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <limits>
#include <numeric>
#include <tuple>

namespace interlock {

bool operator==(const Place& a, const Place& b) {
  return a.line == b.line && a.column == b.column && a.file_name() == b.file_name();
}

bool operator<(const Place& a, const Place& b) {
  return std::tuple(a.file_name(), a.line, a.column) < std::tuple(b.file_name(), b.line, b.column);
}

std::string to_string(const Place& place) {
  std::string text(place.file_name());
  if (place.line > 0) text += ":" + std::to_string(place.line);
  if (place.line > 0 && place.column > 0) text += ":" + std::to_string(place.column);
  return text;
}

Place whole_file(std::string name) { return {std::make_shared<const std::string>(std::move(name)), 0, 0}; }

double Decimal::number() const {
  double result = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
  if (error == std::errc::result_out_of_range) return std::numeric_limits<double>::infinity();
  return result;
}

bool operator==(const Decimal& a, const Decimal& b) { return a.text == b.text || a.number() == b.number(); }

Map::Map(std::initializer_list<std::pair<std::string_view, Value>> entries) {
  for (const auto& [key, value] : entries) set(key, value);
}

Map Map::of(std::vector<Key> keys, std::vector<Value> values) {
  std::vector<std::size_t> order(keys.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return keys[a].name < keys[b].name; });
  Map map;
  map.keys_.reserve(keys.size());
  map.values_.reserve(values.size());
  for (const auto index : order) {
    if (!map.keys_.empty() && map.keys_.back().name == keys[index].name) continue;
    map.keys_.push_back(std::move(keys[index]));
    map.values_.push_back(std::move(values[index]));
  }
  return map;
}

namespace {

auto lower_bound(const std::vector<Key>& keys, std::string_view name) {
  return std::lower_bound(keys.begin(), keys.end(), name,
                          [](const Key& key, std::string_view wanted) { return key.name < wanted; });
}

/// The index of `name`, or the size where it is missing.
std::size_t index_of(const std::vector<Key>& keys, std::string_view name) {
  const auto found = lower_bound(keys, name);
  if (found == keys.end() || found->name != name) return keys.size();
  return static_cast<std::size_t>(found - keys.begin());
}

}  // namespace

const Value* Map::find(std::string_view key) const {
  const auto index = index_of(keys_, key);
  return index < keys_.size() ? &values_[index] : nullptr;
}

Value* Map::find(std::string_view key) {
  const auto index = index_of(keys_, key);
  return index < keys_.size() ? &values_[index] : nullptr;
}

const Key* Map::find_key(std::string_view key) const {
  const auto index = index_of(keys_, key);
  return index < keys_.size() ? &keys_[index] : nullptr;
}

Value& Map::set(std::string_view key, Value value, Place key_at) {
  const auto found = lower_bound(keys_, key);
  const auto offset = found - keys_.begin();
  if (found != keys_.end() && found->name == key) {
    values_[static_cast<std::size_t>(offset)] = std::move(value);
    return values_[static_cast<std::size_t>(offset)];
  }
  keys_.insert(found, Key{std::string(key), std::move(key_at)});
  return *values_.insert(values_.begin() + offset, std::move(value));
}

bool Map::erase(std::string_view key) {
  const auto index = index_of(keys_, key);
  if (index == keys_.size()) return false;
  keys_.erase(keys_.begin() + static_cast<std::ptrdiff_t>(index));
  values_.erase(values_.begin() + static_cast<std::ptrdiff_t>(index));
  return true;
}

bool operator==(const Map& a, const Map& b) {
  return std::equal(a.keys_.begin(), a.keys_.end(), b.keys_.begin(), b.keys_.end(),
                    [](const Key& x, const Key& y) { return x.name == y.name; }) &&
         a.values_ == b.values_;
}

std::string_view type_name(const Value& value) {
  static constexpr std::array<std::string_view, 7> kNames{"null", "true or false", "number", "number",
                                                          "text", "list",          "map"};
  static_assert(kNames.size() == std::variant_size_v<Value::Data>);
  return kNames[value.data.index()];
}

namespace {

/// The T under `key` of a map, or of a value that may be one.
template <class T, class Node, class Fallback>
T member_or(const Node& map, std::string_view key, const Fallback& fallback) {
  const Value* member = map.find(key);
  const auto* found = member != nullptr ? member->as<T>() : nullptr;
  return found != nullptr ? *found : T(fallback);
}

}  // namespace

const Map& map_or_empty(const Map* map, std::string_view key) {
  static const Map kEmpty;
  const Value* member = map != nullptr ? map->find(key) : nullptr;
  const auto* found = member != nullptr ? member->as<Map>() : nullptr;
  return found != nullptr ? *found : kEmpty;
}

std::string text_or(const Map& map, std::string_view key, std::string_view fallback) {
  return member_or<std::string>(map, key, fallback);
}

std::string text_or(const Value& map, std::string_view key, std::string_view fallback) {
  return member_or<std::string>(map, key, fallback);
}

std::int64_t integer_or(const Map& map, std::string_view key, std::int64_t fallback) {
  return member_or<std::int64_t>(map, key, fallback);
}

std::int64_t integer_or(const Value& map, std::string_view key, std::int64_t fallback) {
  return member_or<std::int64_t>(map, key, fallback);
}

bool flag_or(const Map& map, std::string_view key, bool fallback) { return member_or<bool>(map, key, fallback); }

bool flag_or(const Value& map, std::string_view key, bool fallback) { return member_or<bool>(map, key, fallback); }

}  // namespace interlock
