// Text for people: what may be hostile is made visible, wrong names get their nearest, Unicode is taken as it is.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interlock {

/// Control, bidirectional, zero-width and tag characters, line separators and invalid bytes as visible escapes
/// (\x1b, \u202e); commands of CI logs broken (SEC11, SEC13). The result is one line.
std::string visible(std::string_view text);

/// `visible`, cut to `limit` code points with an ellipsis, in single quotes: the value as found of G2.
std::string quoted(std::string_view text, std::size_t limit = 80);

/// At most three of `known`, nearest first, that a typing error away from `wrong` may have meant (G3).
std::vector<std::string> nearest(std::string_view wrong, std::span<const std::string> known);
std::vector<std::string> nearest(std::string_view wrong, std::span<const std::string_view> known);

/// "did you mean 'a' or 'b'?", or nothing where no name is near.
std::string did_you_mean(std::string_view wrong, std::span<const std::string> known);
std::string did_you_mean(std::string_view wrong, std::span<const std::string_view> known);

/// How alike two names are, from 0 to 100: the share of characters that no edit touches, letter case aside.
int likeness(std::string_view a, std::string_view b);

std::string join(std::span<const std::string> parts, std::string_view separator);
std::string join(std::span<const std::string_view> parts, std::string_view separator);
/// Only A to Z change, in every locale (B50): for host names, header names and words of our own.
char lower_case(char c);
std::string lower_case(std::string_view text);
std::string plural(std::size_t count, std::string_view noun);  // "1 agent", "2 agents"

/// The offset of the first byte that is no valid UTF-8 (overlong forms and surrogates are invalid), or nothing.
std::optional<std::size_t> invalid_utf8(std::string_view text);

/// The next code point of valid UTF-8; removes it from the front. Invalid bytes come as U+FFFD, one each.
char32_t take_code_point(std::string_view& text);
std::size_t code_points(std::string_view text);
std::string utf8(char32_t code_point);

/// Unicode normal form C; text that is no valid UTF-8 comes back as it is.
std::string nfc(std::string_view text);

}  // namespace interlock
