#include "render/paint.hpp"

#include <array>

#include "base/text.hpp"
#include "codec/json.hpp"
#include "diff/line_diff.hpp"

namespace interlock::render {
namespace {

constexpr std::array<std::string_view, 4> kCodes{"31", "32", "33", "1"};
constexpr std::string_view kIndent = "      ";

const std::string* lines_of(const std::optional<Value>& value) {
  const auto* text = value ? value->as<std::string>() : nullptr;
  return text != nullptr && text->find('\n') != std::string::npos ? text : nullptr;
}

std::string text_of(const std::optional<Value>& value) {
  const auto* text = value ? value->as<std::string>() : nullptr;
  return text != nullptr ? *text : std::string();
}

std::string drift_mark(const FieldEdit& edit) { return edit.is_drift ? "  (changed in the tenant since)" : ""; }

std::string line_diff_text(const FieldEdit& edit, const Style& style) {
  std::string text = std::string(kIndent) + visible(edit.path) + ":" + drift_mark(edit) + "\n";
  for (const auto& [fate, line] : line_diff(text_of(edit.before), text_of(edit.after))) {
    const auto* sign = fate == LineFate::kept ? "    " : fate == LineFate::added ? "  + " : "  - ";
    const auto content = std::string(kIndent) + sign + visible(line);
    const auto color = fate == LineFate::added ? Color::green : Color::red;
    text += (fate == LineFate::kept ? content : paint(style, color, content)) + "\n";
  }
  return text;
}

}  // namespace

std::string paint(const Style& style, Color color, const std::string& text) {
  if (!style.color) return text;
  return "\x1b[" + std::string(kCodes[static_cast<std::size_t>(color)]) + "m" + text + "\x1b[0m";
}

std::string shown(const Step& step, const Style& style) {
  return style.show_names ? to_string(step.address) : discreet(step);
}

std::string shown(const StepReport& step, const Style& style) {
  return style.show_names ? to_string(step.address) : discreet(step.address, step.object_id, step.is_consequence);
}

std::string shown(const Change& change, const Style& style) {
  const auto* update = std::get_if<Update>(&change);
  if (update == nullptr || style.show_names) return to_string(address_of(change));
  return discreet(update->address, update->id, update->is_consequence);
}

std::string shown(const std::optional<Value>& value) {
  if (!value) return "none";
  if (const auto* text = value->as<std::string>()) return quoted(*text, std::string::npos);
  return visible(write_json(*value));
}

std::string edit_lines(const std::vector<FieldEdit>& edits, const Style& style) {
  std::string text;
  for (const auto& edit : edits) {
    if (lines_of(edit.before) != nullptr || lines_of(edit.after) != nullptr) {
      text += line_diff_text(edit, style);
      continue;
    }
    text += std::string(kIndent) + visible(edit.path) + ": " + paint(style, Color::red, shown(edit.before)) + " -> " +
            paint(style, Color::green, shown(edit.after)) + drift_mark(edit) + "\n";
  }
  return text;
}

}  // namespace interlock::render
