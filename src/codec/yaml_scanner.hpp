// The one door to libyaml: a text as the events of YAML 1.2, for the reader, or as its tokens, for the formatter.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace interlock {

/// Both from 0; columns in code points.
struct YamlMark {
  std::size_t line = 0;
  std::size_t column = 0;
  friend bool operator==(const YamlMark&, const YamlMark&) = default;
};

/// Why the text is no YAML, in the words of libyaml. Thrown; stays inside codec.
struct YamlFault {
  std::string_view context{};  // "while parsing a block mapping"; may be empty
  std::string_view problem{};
  YamlMark context_at{};
  YamlMark at{};
};

/// The views live until the next event.
struct YamlEvent {
  enum class Kind { end, document_start, document_end, alias, scalar, list, map, close };
  Kind kind = Kind::end;
  YamlMark start{}, end{};
  std::string_view anchor{};  // without its sign; of an alias the anchor it names
  std::string_view tag{};     // in full; "!" where a scalar is marked as text, empty where there is none
  std::string_view text{};
  bool is_plain = false;  // a scalar without quotes that is no block
  bool is_flow = false;   // a list or map in brackets
};

struct YamlToken {
  enum class Kind {
    document_start,
    document_end,
    block_list,  // the beginning of one, without text of its own
    block_map,
    block_end,  // of either
    flow_start,
    flow_end,
    entry,  // "-"
    comma,
    key,    // "?", or without text where it is implied
    value,  // ":"
    anchor,
    tag,
    directive,
    alias,
    plain,
    quoted,
    block_scalar,
  };
  Kind kind{};
  std::size_t start = 0, end = 0;  // offsets of bytes
  YamlMark at{};
};

/// The tokens of the whole text; throws YamlFault.
std::vector<YamlToken> yaml_tokens(std::string_view text);

class YamlScanner {
 public:
  /// `text` has LF line ends, is valid UTF-8 and outlives the scanner; its first line counts as `first_line`.
  explicit YamlScanner(std::string_view text, std::size_t first_line = 0);
  YamlScanner(const YamlScanner&) = delete;
  YamlScanner& operator=(const YamlScanner&) = delete;
  ~YamlScanner();

  /// The next event, at last `end`; throws YamlFault and gives no event after it.
  YamlEvent next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace interlock
