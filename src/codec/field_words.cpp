// Fields of one word: texts, numbers, flags, names.
#include <array>
#include <utility>

#include "base/text.hpp"
#include "codec/complaints.hpp"
#include "codec/decoding.hpp"
#include "model/number.hpp"
#include "model/rrule.hpp"
#include "model/text_form.hpp"

namespace interlock {
namespace {

using namespace decoding;

bool is_percentage(std::string_view text) {
  if (!text.ends_with('%') || text.size() < 2 || text.size() > 4 || text.front() == '0') return false;
  text.remove_suffix(1);
  return text.find_first_not_of("0123456789") == std::string_view::npos && (text.size() < 3 || text == "100");
}

double number_in(const Value& canonical) {
  const auto* whole = canonical.as<std::int64_t>();
  return whole != nullptr ? static_cast<double>(*whole) : std::get<Decimal>(canonical.data).number();
}

std::size_t digits_after_the_point(const Value& canonical) {
  const auto* decimal = canonical.as<Decimal>();
  return decimal != nullptr ? decimal->text.size() - 1 - decimal->text.find('.') : 0;
}

/// The limits of the table are whole numbers.
std::string range_words(const NumberRange& range) {
  const auto written = [](double limit) { return std::to_string(static_cast<std::int64_t>(limit)); };
  return (range.decimals ? "numbers " : "whole numbers ") + written(range.lowest) + " to " + written(range.highest);
}

/// What is wrong with a text of that form, and what to write.
struct FormWords {
  std::string_view rule, wanted, hint;
};
// By TextForm.
constexpr std::array<FormWords, 5> kFormWords{
    FormWords{},
    FormWords{
        "B30", "a local time like 2026-01-05T08:00",
        "a day and a time of day that exist, in the years 1 to 9998, without a zone: that is the schedule group's"},
    FormWords{"B30", "a recurrence rule like FREQ=WEEKLY;BYDAY=MO,TU",
              "write it as iCalendar does (RFC 5545); \"\" is no recurrence"},
    FormWords{"B30", "a time zone like Asia/Singapore", "write it as the tz database names it"},
    FormWords{"B82", "a number of E.164 like +6531234567",
              "a plus sign, the country and the number, 7 to 15 digits, without blanks"},
};

/// The part of a rule that is wrong; nothing more can be said of other forms.
std::string fault_of(TextForm form, const std::string& text) {
  return form == TextForm::rrule ? "; " + read_rrule(text).fault : "";
}

}  // namespace

namespace decoding {

std::size_t Field::longest_target() const {
  static constexpr std::size_t kWithoutTarget = 100;
  return info.target ? interlock::info(*info.target).longest_name : kWithoutTarget;
}

std::optional<std::string> decode_form(const std::string& what, const Value& value, const Field& field) {
  const auto* text = text_of(what, value, field.problems());
  if (text == nullptr) return std::nullopt;
  auto canonical = canonical_text(field.info.form, *text);
  if (canonical) return canonical;
  const auto& words = kFormWords[static_cast<std::size_t>(field.info.form)];
  auto problem = wrong_type(what, value, std::string(words.wanted), std::string(words.hint));
  problem.rule = words.rule;
  problem.message += fault_of(field.info.form, *text);
  field.problems().push_back(std::move(problem));
  return std::nullopt;
}

Decoded decode_text(const Field& field) {
  auto text = decode_form(field.what(), field.value, field);
  if (!text) return std::nullopt;
  // An empty `id` would pin nothing.
  if (field.info.access == Access::directive && text->empty()) {
    field.problems().push_back(missing_value(field.what(), field.value.at));
    return std::nullopt;
  }
  return Value(*std::move(text), field.value.at);
}

Decoded decode_flag(const Field& field) {
  return flag_of(field.what(), field.value, field.problems()) ? Decoded(field.value) : std::nullopt;
}

Decoded decode_choice(const Field& field) {
  const auto* text = choice_of(field.what(), field.value, field.info.choices, field.problems());
  return text != nullptr ? Decoded(field.value) : std::nullopt;
}

Decoded decode_reference(const Field& field) {
  const auto* name = decode_name(field.what(), field.value, field.longest_target(), field.problems());
  return name != nullptr ? Decoded(field.value) : std::nullopt;
}

Decoded decode_share(const Field& field) {
  const auto* number = field.value.as<std::int64_t>();
  const auto* text = field.value.as<std::string>();
  if ((number != nullptr && *number >= 1) || (text != nullptr && is_percentage(*text))) return field.value;
  field.problems().push_back(
      field.value.is<Null>()
          ? missing_value(field.what(), field.value.at)
          : wrong_type(field.what(), field.value, "a whole number from 1 or a share like 80% (1% to 100%)"));
  return std::nullopt;
}

Decoded decode_number(const Field& field) {
  const auto& range = field.info.range;
  auto number = canonical_number(field.value);
  if (number && number_in(*number) >= range.lowest && number_in(*number) <= range.highest &&
      (range.decimals || number->is<std::int64_t>())) {
    return number;
  }
  field.problems().push_back(
      field.value.is<Null>()
          ? missing_value(field.what(), field.value.at)
          : Problem{.rule = "B22",
                    .where = field.value.at,
                    .message = field.what() + " is " + shown(field.value) + "; " + range_words(range) + " are allowed",
                    .hint = field.value.is<std::string>() ? "write a number, without quotes" : ""});
  return std::nullopt;
}

Decoded decode_whole_level(const Field& field) {
  const auto range = level_range(field.info, field.context.api);
  auto level = level_of(field.value, range);
  if (!level) field.problems().push_back(wrong_level(field.what(), field.value, range));
  return level;
}

}  // namespace decoding

std::optional<Value> level_of(const Value& value, const LevelRange& range) {
  static constexpr std::size_t kDigits = 2;
  if (!range.decimals && !value.is<std::int64_t>()) return std::nullopt;
  auto level = canonical_number(value);
  if (!level || number_in(*level) < range.lowest || number_in(*level) > range.highest) return std::nullopt;
  // What normal form rounds has more digits than are allowed.
  const auto* decimal = value.as<Decimal>();
  if (decimal != nullptr && decimal->number() != number_in(*level)) return std::nullopt;
  return digits_after_the_point(*level) <= kDigits ? level : std::nullopt;
}

Problem wrong_level(const std::string& what, const Value& value, const LevelRange& range) {
  if (value.is<Null>()) return missing_value(what, value.at);
  const auto limits = std::to_string(range.lowest) + " to " + std::to_string(range.highest);
  return {.rule = "B22",
          .where = value.at,
          .message = what + " is " + shown(value) + "; " +
                     (range.decimals ? "numbers " + limits + " with at most two decimals" : "whole numbers " + limits) +
                     " are allowed, " + std::to_string(range.highest) + " is the best",
          .hint = value.is<std::string>() ? "write a number, without quotes" : ""};
}

}  // namespace interlock
