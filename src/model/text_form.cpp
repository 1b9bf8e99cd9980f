#include "model/text_form.hpp"

#include <array>

#include "model/local_time.hpp"
#include "model/rrule.hpp"
#include "model/time_zone.hpp"

namespace interlock {
namespace {

using Canonical = std::optional<std::string>;

constexpr std::string_view kDigits = "0123456789";

Canonical plain(std::string_view text) { return std::string(text); }

/// "Asia/Singapore", "Etc/GMT+8", "UTC"; empty is none.
Canonical time_zone(std::string_view text) { return text.empty() || is_time_zone(text) ? plain(text) : std::nullopt; }

/// E.164: at most 15 digits; no country has numbers under 7.
Canonical phone_number(std::string_view text) {
  const bool is_number = text.size() >= 8 && text.size() <= 16 && text[0] == '+' && text[1] != '0' &&
                         text.find_first_not_of(kDigits, 1) == std::string_view::npos;
  return is_number ? plain(text) : std::nullopt;
}

// By TextForm.
constexpr std::array<Canonical (*)(std::string_view), 5> kForms{plain, canonical_local_time, canonical_rrule, time_zone,
                                                                phone_number};
static_assert(static_cast<std::size_t>(TextForm::phone_number) + 1 == kForms.size(), "a TextForm without a row");

}  // namespace

std::optional<std::string> canonical_text(TextForm form, std::string_view text) {
  return kForms[static_cast<std::size_t>(form)](text);
}

}  // namespace interlock
