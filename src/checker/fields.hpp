// Fields of an untrusted document: what is not there or of another type is a problem that names the JSON pointer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace interlock::checker {

/// Where a reader stands in the document, and where it puts what is wrong.
class Reader {
 public:
  explicit Reader(Problems& problems, std::string at = {}) : problems_(problems), at_(std::move(at)) {}

  Reader into(std::string_view key) const;
  Reader into(std::size_t index) const { return into(std::to_string(index)); }
  void wrong(const std::string& what) const;  // "/steps/3/after: what"

  /// The value as the alternative T, or null and a problem.
  template <class T>
  const T* as(const Value& value, std::string_view what) const {
    const auto* found = value.as<T>();
    if (found == nullptr) expected(value, what);
    return found;
  }
  const Map* map(const Value& value) const { return as<Map>(value, "a map"); }
  const List* list(const Value& value) const { return as<List>(value, "a list"); }
  std::string_view text(const Value& value) const;  // empty beside the problem
  bool flag(const Value& value) const;
  int count(const Value& value) const;       // 0 to a billion
  int hundredths(const Value& value) const;  // a level: 2.5 is 250

  /// The member of a map, or null and a problem.
  const Value* member(const Map& map, std::string_view key) const;
  const Map* map_member(const Map& map, std::string_view key) const;
  const List* list_member(const Map& map, std::string_view key) const;

 private:
  void expected(const Value& value, std::string_view what) const;

  Problems& problems_;
  std::string at_;
};

}  // namespace interlock::checker
