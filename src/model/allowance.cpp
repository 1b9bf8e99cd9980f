#include "model/allowance.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "base/text.hpp"

namespace interlock {
namespace {

enum class Takes : std::uint8_t { number, name, queue, nothing };

struct PermitInfo {
  std::string_view name;
  Takes takes;
};
/// By Permit.
constexpr std::array<PermitInfo, 8> kPermits{{{"deletes", Takes::number},
                                              {"updates", Takes::number},
                                              {"level_removals", Takes::number},
                                              {"rename", Takes::name},
                                              {"levels-reversed", Takes::nothing},
                                              {"starving", Takes::queue},
                                              {"imprecise", Takes::queue},
                                              {"unproven", Takes::nothing}}};
static_assert(static_cast<std::size_t>(Permit::unproven) + 1 == kPermits.size(), "a Permit without a row");

const PermitInfo& row_of(Permit permit) { return kPermits[static_cast<std::size_t>(permit)]; }

/// "deletes=N", "rename=NAME", "starving=QUEUE", "levels-reversed"
std::string form(const PermitInfo& row) {
  constexpr std::array<std::string_view, 4> kValues{"=N", "=NAME", "=QUEUE", ""};
  return std::string(row.name) + std::string(kValues[static_cast<std::size_t>(row.takes)]);
}

Problem unknown(std::string_view name) {
  std::vector<std::string> forms;
  std::vector<std::string_view> names;
  for (const auto& row : kPermits) {
    forms.push_back(form(row));
    names.push_back(row.name);
  }
  return {.rule = "B91",
          .message = "--allow knows no " + quoted(name) + ": it takes " + join(forms, ", "),
          .hint = did_you_mean(name, names)};
}

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc{} && end == text.data() + text.size() && number >= 0;
  return is_whole ? std::optional(number) : std::nullopt;
}

Problem ill_formed(const PermitInfo& row, std::string_view text) {
  return {.rule = "B91",
          .message = "--allow " + quoted(text) + " is not of the form " + form(row),
          .hint = row.takes == Takes::number ? "the number is the one that the refused plan names" : ""};
}

}  // namespace

bool is_of_proof(Permit permit) {
  return permit == Permit::starving || permit == Permit::imprecise || permit == Permit::unproven;
}

Result<Allowance> parse_allowance(std::string_view text) {
  const auto equals = text.find('=');
  const auto name = text.substr(0, equals);
  const auto value = equals != std::string_view::npos ? text.substr(equals + 1) : std::string_view();
  const auto row = std::find_if(kPermits.begin(), kPermits.end(), [&](const auto& r) { return r.name == name; });
  if (row == kPermits.end()) return unknown(name);
  Allowance allowance{.permit = static_cast<Permit>(row - kPermits.begin())};
  const auto number = whole_number(value);
  const bool is_formed = row->takes == Takes::number    ? number.has_value()
                         : row->takes == Takes::nothing ? equals == std::string_view::npos
                                                        : !value.empty();
  if (!is_formed) return ill_formed(*row, text);
  if (row->takes == Takes::number) allowance.number = *number;
  if (row->takes == Takes::name || row->takes == Takes::queue) allowance.name = value;
  return allowance;
}

std::string to_string(const Allowance& allowance) {
  const auto& row = row_of(allowance.permit);
  if (row.takes == Takes::nothing) return std::string(row.name);
  return std::string(row.name) + "=" + (row.takes == Takes::number ? std::to_string(allowance.number) : allowance.name);
}

}  // namespace interlock
