#include "model/number.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

namespace interlock {
namespace {

/// The number of the whole text: not of what stands before the x of 0x1F.
std::optional<double> finite(std::string_view text) {
  double number = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || rest != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::string without_needless_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text == "-0" ? "0" : text;
}

/// Without an exponent; `digits` after the point, or as many as it takes to tell it from every other number.
std::string written(double number, std::optional<int> digits) {
  std::array<char, 1536> text{};  // the smallest number has 1,074 digits after the point
  auto* const begin = text.data();
  auto* const end = begin + text.size();
  const auto result = digits ? std::to_chars(begin, end, number, std::chars_format::fixed, *digits)
                             : std::to_chars(begin, end, number, std::chars_format::fixed);
  return without_needless_zeros({begin, result.ptr});
}

std::optional<Value> canonical(const Value& value, std::optional<int> digits) {
  if (value.is<std::int64_t>()) return value;
  const auto* decimal = value.as<Decimal>();
  const auto number = decimal != nullptr ? finite(decimal->text) : std::nullopt;
  if (!number) return std::nullopt;
  auto text = written(*number, digits);
  std::int64_t whole = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, whole);
  if (error == std::errc{} && rest == end) return Value(whole, value.at);
  return Value(Decimal{std::move(text)}, value.at);
}

}  // namespace

std::optional<Value> canonical_number(const Value& value) { return canonical(value, 4); }

std::optional<Value> canonical_scalar(const Value& value) {
  if (value.is<std::string>() || value.is<bool>()) return value;
  return canonical(value, std::nullopt);
}

}  // namespace interlock
