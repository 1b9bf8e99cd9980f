// Markdown in which text from outside stays text (SEC14, SEC34): code spans and fences that it cannot end, table cells
// that it cannot split, and a comment that is shortened to what a forge takes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/render.hpp"

namespace interlock::render {

constexpr std::size_t kNameLimit = 80;     // code points of a name
constexpr std::size_t kValueLimit = 200;   // of a value
constexpr std::size_t kProseLimit = 1000;  // of a message or a hint

/// A code span; "(empty)" for no text. Never put two of them side by side without something between.
std::string code(std::string_view text, std::size_t limit = kNameLimit);
/// The same for a cell of a table, where `|` would end the cell.
std::string cell(std::string_view text, std::size_t limit = kNameLimit);
/// `code` for texts in a sentence: "`a`, `b` and 12 more".
std::string code_list(const std::vector<std::string>& texts, std::size_t limit);

/// What `code` shows between its backticks, for lines inside a fence.
std::string plain(std::string_view text, std::size_t limit = kNameLimit);
/// The edits as lines of a diff block, each with its sign in front: "- /levels/Billing: 2".
std::string diff_lines(const std::vector<FieldEdit>& edits);

/// A part of a comment that can be shortened by dropping items from its end.
struct Block {
  enum class Shape : std::uint8_t { list, table, diff };
  Shape shape = Shape::list;
  std::string head{};                // what stands before the items; a diff gets its fence after it
  std::vector<std::string> items{};  // whole lines; a block without items is not shown
  std::string noun{};                // of an item: "step"
  std::string tail{};
};

/// The comment: the marker by which a pipeline finds its own comment again, `verdict`, as much of the blocks as fits
/// into 65,536 bytes, what was left out, and `footer`. Verdict and footer are always whole: they must be short.
std::string comment(std::string_view marker, const std::string& verdict, const std::vector<Block>& blocks,
                    const std::string& footer);

/// "<!-- interlock:plan:3f2a9c41d2e0b7a6 -->": the same for every plan for the tenant, another for each tenant.
std::string marker(std::string_view kind, std::string_view organization, std::string_view tenant);

/// The problems as the list of a comment, errors first.
Block problem_block(const std::string& head, const Problems& problems);

}  // namespace interlock::render
