// The characters of a file that nobody sees, with their places: a scalar that was read no longer tells whether one
// stood in it as it is or as an escape that whoever wrote it meant.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "codec/source.hpp"

namespace interlock {

/// The characters of the text that nobody sees.
std::u32string hidden_in(std::string_view text);

/// Whether the text has a character that changes the order in which it is shown; quicker than to look at each.
bool has_reordering(std::string_view text);

struct HiddenCharacter {
  std::size_t offset = 0;
  std::uint32_t line = 0, column = 0;  // as Place has them
  char32_t code_point = 0;
};

class HiddenText {
 public:
  /// The source outlives it. Line ends, and a byte order mark in front, are none of its characters; tabs are.
  explicit HiddenText(const Source& source);

  std::span<const HiddenCharacter> all() const { return characters_; }
  /// Those of the given ones that the scalar of YAML at the place has not by an escape: in double quotes those that the
  /// text holds, elsewhere all.
  std::vector<HiddenCharacter> in_scalar(const Place& at, std::u32string_view hidden) const;
  /// The given ones as they follow the place; one that does not (a line end of a block) stands at the place.
  std::vector<HiddenCharacter> behind(const Place& at, std::u32string_view hidden) const;

 private:
  std::vector<HiddenCharacter> behind(std::size_t start, const Place& at, std::u32string_view hidden) const;
  std::span<const HiddenCharacter> between(std::size_t start, std::size_t end) const;
  std::size_t offset_of(const Place& at) const;
  std::size_t start_of_scalar(std::size_t at) const;
  std::size_t end_of_token(std::size_t at) const;
  std::size_t closing_quote(std::size_t at) const;

  std::string_view text_;
  std::vector<std::size_t> lines_;  // where each starts
  std::vector<HiddenCharacter> characters_;
};

}  // namespace interlock
