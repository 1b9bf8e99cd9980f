// What the texts for people share: colours, names, and field edits as lines.
#pragma once

#include "render/render.hpp"

namespace interlock::render {

enum class Color { red, green, yellow, bold };
std::string paint(const Style& style, Color color, const std::string& text);

/// The address as it may be seen, not yet made visible: SEC19, unless --show-names.
std::string shown(const Step& step, const Style& style);
std::string shown(const StepReport& step, const Style& style);
std::string shown(const Change& change, const Style& style);

/// A value on one line, safe to show: text in quotes, everything else as JSON; "none" where there is none.
std::string shown(const std::optional<Value>& value);

/// One line an edit, "      /enabled: false -> true", or a line diff where a text of several lines changes.
std::string edit_lines(const std::vector<FieldEdit>& edits, const Style& style);

}  // namespace interlock::render
