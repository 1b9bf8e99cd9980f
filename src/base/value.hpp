// The one tree that everything read or written passes through: YAML manifests, JSON bodies, plan files, resource
// fields. A value knows the place it was read from; places never take part in comparisons.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace interlock {

/// Where a value stands: the file as the user named it, line and column from 1, columns in code points (G1).
/// Line 0 means "the whole file"; an empty file means "nowhere in a file".
struct Place {
  std::shared_ptr<const std::string> file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  std::string_view file_name() const { return file ? std::string_view(*file) : std::string_view(); }
  explicit operator bool() const { return file != nullptr; }
};
bool operator==(const Place& a, const Place& b);
bool operator<(const Place& a, const Place& b);  // by file, line, column
std::string to_string(const Place& place);       // "file:line:column", as much of it as is known
Place whole_file(std::string name);              // line 0

struct Null {
  friend bool operator==(Null, Null) { return true; }
};

/// A number that is no 64-bit integer, kept as it was written so that a round trip changes no byte (B58).
/// Equal when the numbers are equal: 2.50 == 2.5.
struct Decimal {
  std::string text;
  double number() const;  // infinity where the text is out of range
  friend bool operator==(const Decimal& a, const Decimal& b);
};

class Value;
using List = std::vector<Value>;

struct Key {
  std::string name;
  Place at{};
};

/// Entries sorted by key, each key once. Keys and values stand in parallel vectors since clang rejects a vector of
/// entries that hold an incomplete Value.
class Map {
 public:
  Map() = default;
  Map(std::initializer_list<std::pair<std::string_view, Value>> entries);
  /// Sorts; of equal keys the first one stays. The vectors have the same length.
  static Map of(std::vector<Key> keys, std::vector<Value> values);

  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);
  const Key* find_key(std::string_view key) const;
  bool contains(std::string_view key) const { return find(key) != nullptr; }
  Value& set(std::string_view key, Value value, Place key_at = {});  // replaces or inserts
  bool erase(std::string_view key);                                  // whether it was there

  bool empty() const { return keys_.empty(); }
  std::size_t size() const { return keys_.size(); }

  struct Entry;
  class Iterator;
  Iterator begin() const;
  Iterator end() const;

  friend bool operator==(const Map& a, const Map& b);

 private:
  std::vector<Key> keys_;
  std::vector<Value> values_;
};

class Value {
 public:
  using Data = std::variant<Null, bool, std::int64_t, Decimal, std::string, List, Map>;

  Value() = default;
  Value(Null, Place place = {}) : at(std::move(place)) {}
  Value(bool flag, Place place = {}) : data(flag), at(std::move(place)) {}
  Value(int number, Place place = {}) : data(std::int64_t{number}), at(std::move(place)) {}
  Value(std::int64_t number, Place place = {}) : data(number), at(std::move(place)) {}
  Value(Decimal number, Place place = {}) : data(std::move(number)), at(std::move(place)) {}
  Value(std::string text, Place place = {}) : data(std::move(text)), at(std::move(place)) {}
  Value(std::string_view text, Place place = {}) : data(std::string(text)), at(std::move(place)) {}
  Value(const char* text, Place place = {}) : data(std::string(text)), at(std::move(place)) {}
  Value(List list, Place place = {}) : data(std::move(list)), at(std::move(place)) {}
  Value(Map map, Place place = {}) : data(std::move(map)), at(std::move(place)) {}

  Data data;
  Place at;

  template <class T>
  bool is() const {
    return std::holds_alternative<T>(data);
  }
  /// The alternative, or null where the value is another one.
  template <class T>
  const T* as() const {
    return std::get_if<T>(&data);
  }
  template <class T>
  T* as() {
    return std::get_if<T>(&data);
  }
  /// The member of a map, or null where there is none or the value is no map.
  const Value* find(std::string_view key) const {
    const auto* map = as<Map>();
    return map != nullptr ? map->find(key) : nullptr;
  }

  friend bool operator==(const Value& a, const Value& b) { return a.data == b.data; }
};

struct Map::Entry {
  const Key& key;
  const Value& value;
};

class Map::Iterator {
 public:
  using value_type = Entry;
  using difference_type = std::ptrdiff_t;
  Iterator() = default;
  Iterator(const Map* map, std::size_t index) : map_(map), index_(index) {}
  Entry operator*() const { return {map_->keys_[index_], map_->values_[index_]}; }
  Iterator& operator++() {
    ++index_;
    return *this;
  }
  Iterator operator++(int) {
    auto before = *this;
    ++index_;
    return before;
  }
  friend bool operator==(const Iterator&, const Iterator&) = default;

 private:
  const Map* map_ = nullptr;
  std::size_t index_ = 0;
};
inline Map::Iterator Map::begin() const { return {this, 0}; }
inline Map::Iterator Map::end() const { return {this, keys_.size()}; }

/// "text", "number", "true or false", "list", "map", "null": the word of messages.
std::string_view type_name(const Value& value);

/// The map under `key`; an empty one where there is none, or where `map` is null.
const Map& map_or_empty(const Map* map, std::string_view key);

/// The text, integer or flag under `key`, or the fallback where it is missing, of another type, or the value is no map.
/// A Map has overloads of its own: as a Value it would be copied.
std::string text_or(const Map& map, std::string_view key, std::string_view fallback = {});
std::string text_or(const Value& map, std::string_view key, std::string_view fallback = {});
std::int64_t integer_or(const Map& map, std::string_view key, std::int64_t fallback);
std::int64_t integer_or(const Value& map, std::string_view key, std::int64_t fallback);
bool flag_or(const Map& map, std::string_view key, bool fallback);
bool flag_or(const Value& map, std::string_view key, bool fallback);

}  // namespace interlock
