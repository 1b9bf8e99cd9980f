// How far each line of a YAML text is indented in the one style.
#pragma once

#include <cstddef>
#include <vector>

#include "codec/yaml_scanner.hpp"

namespace interlock {

/// Follows the tokens of a text and knows the lists and maps that are open.
class YamlLayout {
 public:
  struct Level {
    enum class Shape { list, map, brackets } shape{};
    std::size_t column = 0;   // where it stands in the text
    std::size_t indent = 0;   // where it will stand; of brackets, where the closing one will
    bool is_implied = false;  // a list in the column of its key: no token begins or ends it
  };

  /// Takes the next token; gives its indentation, should it begin a line.
  std::size_t take(const YamlToken& token);
  /// Of what stands below the innermost level: a value on a line of its own, or the rest of one.
  std::size_t inner() const { return levels_.empty() ? 0 : levels_.back().indent + kStep; }
  /// The innermost list or map; null outside of all.
  const Level* innermost() const { return levels_.empty() ? nullptr : &levels_.back(); }
  /// Of a comment on a line of its own, in `column` now, behind the last token and before one that gets `next`.
  std::size_t of_comment(std::size_t column, std::size_t next) const;

 private:
  static constexpr std::size_t kStep = 2;

  bool is_in(Level::Shape shape) const { return !levels_.empty() && levels_.back().shape == shape; }
  void open(Level::Shape shape, const YamlToken& token, bool is_implied = false);
  void close();
  void close_implied();

  std::vector<Level> levels_;
  bool is_key_ = false;      // the next token begins a key
  bool is_awaited_ = false;  // the value that the last token announced has not come yet
};

}  // namespace interlock
