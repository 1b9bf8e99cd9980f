// Takes secrets out of whatever is about to be shown or written (SEC2). Pure: it knows texts, not sinks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/secret.hpp"

namespace interlock {

/// Finds a secret as it is, in base64 (three phases, both alphabets) and in hexadecimal, each of them also with any of
/// its characters percent-, JSON- or HTML-escaped. What it finds becomes kRedacted. Secrets of fewer than four bytes
/// are not looked for: they would match everywhere.
class Redactor {
 public:
  void hide(const Secret& secret);

  /// A whole text at once.
  std::string redact(std::string_view text) const;

  /// A text that comes in pieces: what of `pending` + `chunk` can be shown already. The rest, which may be the
  /// beginning of a secret, stays in `pending`; at the end of the text `redact(pending)` is what remains.
  std::string feed(std::string& pending, std::string_view chunk) const;

 private:
  struct Pattern {
    std::string text;
    bool any_case = false;
  };
  struct Match {
    std::size_t length = 0;  // of the longest pattern found; 0 for none
    bool open = false;       // the text ended inside a pattern
  };
  /// Removes from the front of the text what it returns, made safe.
  std::string take(std::string_view& text, bool ended) const;
  Match match_at(std::string_view text) const;
  static Match match(std::string_view text, const Pattern& pattern);
  void add(std::string text, bool any_case = false);

  std::vector<Pattern> patterns_;
};

inline constexpr std::string_view kRedacted = "[redacted]";

}  // namespace interlock
