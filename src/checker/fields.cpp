#include "checker/fields.hpp"

#include <cmath>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "checker/document.hpp"

namespace interlock::checker {
namespace {

constexpr std::int64_t kMost = 1'000'000'000;
constexpr double kHighestLevel = 1'000'000;

std::optional<double> number_of(const Value& value) {
  if (const auto* whole = value.as<std::int64_t>()) return static_cast<double>(*whole);
  if (const auto* decimal = value.as<Decimal>()) return decimal->number();
  return std::nullopt;
}

}  // namespace

Reader Reader::into(std::string_view key) const { return Reader(problems_, at_ + pointer({key})); }

void Reader::wrong(const std::string& what) const { problems_.push_back(malformed(quoted(at_) + ": " + what)); }

void Reader::expected(const Value& value, std::string_view what) const {
  wrong(std::string(what) + " must stand there, not " + std::string(type_name(value)));
}

std::string_view Reader::text(const Value& value) const {
  const auto* found = as<std::string>(value, "text");
  return found != nullptr ? std::string_view(*found) : std::string_view();
}

bool Reader::flag(const Value& value) const {
  const auto* found = as<bool>(value, "true or false");
  return found != nullptr && *found;
}

int Reader::count(const Value& value) const {
  const auto* found = value.as<std::int64_t>();
  if (found != nullptr && *found >= 0 && *found <= kMost) return static_cast<int>(*found);
  wrong("a whole number from 0 must stand there");
  return 0;
}

int Reader::hundredths(const Value& value) const {
  const auto number = number_of(value);
  if (number && *number >= 0 && *number <= kHighestLevel) {
    const double scaled = *number * 100;
    if (std::abs(scaled - std::round(scaled)) < 1e-6) return static_cast<int>(std::lround(scaled));
  }
  wrong("a level with at most two decimals must stand there");
  return 0;
}

const Value* Reader::member(const Map& map, std::string_view key) const {
  const auto* found = map.find(key);
  if (found == nullptr) wrong("has no " + quoted(key));
  return found;
}

const Map* Reader::map_member(const Map& map, std::string_view key) const {
  const auto* found = member(map, key);
  return found != nullptr ? into(key).map(*found) : nullptr;
}

const List* Reader::list_member(const Map& map, std::string_view key) const {
  const auto* found = member(map, key);
  return found != nullptr ? into(key).list(*found) : nullptr;
}

}  // namespace interlock::checker
