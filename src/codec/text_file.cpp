#include "codec/text_file.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "base/text.hpp"

namespace interlock {
namespace {

using std::string_view_literals::operator""sv;

/// Files that are something else, by how they begin (B90).
struct Signature {
  std::string_view start;
  std::string_view what;
  std::string_view hint;
};
constexpr std::string_view kDecrypt = "decrypt it first; nothing of its content is shown";
constexpr std::string_view kNoText = "give the text itself";
constexpr std::array kSignatures{
    Signature{"version https://git-lfs.github.com/spec/", "a pointer of Git LFS, not the file", "run `git lfs pull`"},
    Signature{"$ANSIBLE_VAULT;", "a file encrypted by ansible-vault", kDecrypt},
    Signature{"age-encryption.org/", "a file encrypted by age", kDecrypt},
    Signature{"-----BEGIN AGE ENCRYPTED FILE-----", "a file encrypted by age", kDecrypt},
    Signature{"-----BEGIN PGP MESSAGE-----", "a file encrypted by PGP", kDecrypt},
    Signature{"\0GITCRYPT\0"sv, "a file encrypted by git-crypt", kDecrypt},
    Signature{"Salted__", "a file encrypted by OpenSSL", kDecrypt},
    Signature{"\x1f\x8b", "a binary file (gzip)", kNoText},
    Signature{"PK\x03\x04", "a binary file (zip)", kNoText},
    Signature{"\x7f"
              "ELF",
              "a binary file (ELF)", kNoText},
    Signature{"\x89PNG", "a binary file (PNG)", kNoText},
    Signature{"%PDF-", "a binary file (PDF)", kNoText},
    Signature{"SQLite format 3\0"sv, "a binary file (SQLite)", kNoText},
};

std::optional<Problem> over_the_limit(const Source& source, const TextFormat& format) {
  if (source.text.size() <= format.file_bytes) return std::nullopt;
  return Problem{.rule = "B16",
                 .where = whole_file(source.name),
                 .message = "the file has " + std::to_string(source.text.size()) + " bytes; the limit is " +
                            std::to_string(format.file_bytes),
                 .hint = "split it into several files"};
}

std::optional<Problem> other_format(std::string_view text, const std::string& name) {
  const auto found = std::find_if(kSignatures.begin(), kSignatures.end(),
                                  [&](const Signature& row) { return text.starts_with(row.start); });
  if (found == kSignatures.end()) return std::nullopt;
  return Problem{.rule = "B90",
                 .where = whole_file(name),
                 .message = "this looks like " + std::string(found->what),
                 .hint = std::string(found->hint)};
}

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    std::array<char, 4> digits{};
    std::snprintf(digits.data(), digits.size(), "%02x", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    text += (text.empty() ? "" : " ") + std::string(digits.data());
  }
  return text;
}

Problem wrong_bytes(std::string_view text, const std::string& name, std::size_t offset, std::string_view bytes,
                    std::string what, std::string hint) {
  return {.rule = "B14",
          .where = place_of(text, name, offset),
          .message = "byte " + std::to_string(offset) + " (" + hex(bytes) + "): " + std::move(what),
          .hint = std::move(hint)};
}

std::optional<Problem> wide_encoding(std::string_view text, const std::string& name) {
  static constexpr std::array kMarks{"\xFF\xFE"sv, "\xFE\xFF"sv, "\0\0\xFE\xFF"sv};
  const auto mark = std::find_if(kMarks.begin(), kMarks.end(), [&](auto m) { return text.starts_with(m); });
  // Without a mark, ASCII in UTF-16 has a NUL beside each of its first characters.
  const bool wide = mark != kMarks.end() || (text.size() >= 2 && (text[0] == '\0') != (text[1] == '\0'));
  if (!wide) return std::nullopt;
  return wrong_bytes(text, name, 0, text.substr(0, std::min<std::size_t>(text.size(), 4)),
                     "this is UTF-16 or UTF-32; manifests are UTF-8", "save the file as UTF-8");
}

std::optional<Problem> invalid_bytes(std::string_view text, const std::string& name) {
  const auto offset = invalid_utf8(text);
  if (!offset) return std::nullopt;
  return wrong_bytes(text, name, *offset, text.substr(*offset, 4), "not valid UTF-8", "save the file as UTF-8");
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

std::optional<Problem> control_character(std::string_view text, const std::string& name, const TextFormat& format) {
  const auto found = std::find_if(text.begin(), text.end(), is_control);
  if (found == text.end()) return std::nullopt;
  const auto offset = static_cast<std::size_t>(found - text.begin());
  const auto bytes = text.substr(offset, 1);
  return wrong_bytes(
      text, name, offset, bytes, "control characters are not part of " + std::string(format.name),
      format.has_escapes ? "if it is meant, write \"\\x" + hex(bytes) + "\" in double quotes" : "remove it");
}

/// The first line at or after `from` that begins with `mark` and has a blank or nothing behind it.
std::size_t find_marker(std::string_view text, std::string_view mark, std::size_t from) {
  for (auto at = text.find(mark, from); at != std::string_view::npos; at = text.find(mark, at + 1)) {
    const bool starts_line = at == 0 || text[at - 1] == '\n';
    const auto behind = at + mark.size();
    if (starts_line && (behind >= text.size() || text[behind] == ' ' || text[behind] == '\n')) return at;
  }
  return std::string_view::npos;
}

std::optional<Problem> merge_conflict(std::string_view text, const std::string& name) {
  const auto ours = find_marker(text, "<<<<<<<", 0);
  const auto theirs = find_marker(text, ">>>>>>>", ours == std::string_view::npos ? 0 : ours);
  const auto first = std::min(ours, theirs);
  if (first == std::string_view::npos) return std::nullopt;
  Problem problem{.rule = "B89",
                  .where = place_of(text, name, first),
                  .message = "unresolved merge conflict",
                  .hint = "choose a side and remove the lines of markers"};
  const auto middle = find_marker(text, "=======", first);
  if (middle < theirs) problem.related.push_back({place_of(text, name, middle), "the other side begins here"});
  if (theirs != first && theirs != std::string_view::npos) {
    problem.related.push_back({place_of(text, name, theirs), "the conflict ends here"});
  }
  return problem;
}

std::string with_plain_line_ends(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      plain += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      plain += '\n';
    }
  }
  return plain;
}

/// What is wrong with the bytes as they were read.
std::optional<Problem> wrong_file(const Source& source, const TextFormat& format) {
  static constexpr std::array<TextCheck, 3> kChecks{other_format, wide_encoding, invalid_bytes};
  if (auto problem = over_the_limit(source, format)) return problem;
  for (const auto check : kChecks) {
    if (auto problem = check(source.text, source.name)) return problem;
  }
  return control_character(source.text, source.name, format);
}

/// What is wrong with the text as the reader would see it.
std::optional<Problem> wrong_text(std::string_view text, const std::string& name, const TextFormat& format) {
  if (auto problem = merge_conflict(text, name)) return problem;
  for (const auto check : format.checks) {
    if (auto problem = check(text, name)) return problem;
  }
  return std::nullopt;
}

}  // namespace

Place place_of(std::string_view text, const std::string& name, std::size_t offset) {
  return Places(text, name).of_offset(offset);
}

std::optional<std::string> plain_text(const Source& source, const TextFormat& format, Problems& problems) {
  auto problem = wrong_file(source, format);
  std::string text;
  if (!problem) {
    std::string_view bytes = source.text;
    if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
    text = with_plain_line_ends(bytes);
    problem = wrong_text(text, source.name, format);
  }
  if (!problem) return text;
  problems.push_back(*std::move(problem));
  return std::nullopt;
}

Places::Places(std::string_view text, std::string name)
    : text_(text), file_(std::make_shared<const std::string>(std::move(name))) {}

Place Places::at(std::size_t offset, std::size_t line, std::size_t column) {
  offset = std::min(offset, text_.size());
  const auto start = offset - std::min(column, offset);
  if (start != line_start_ || offset < counted_to_) {
    line_start_ = counted_to_ = start;
    column_ = 1;
  }
  column_ += static_cast<std::uint32_t>(code_points(text_.substr(counted_to_, offset - counted_to_)));
  counted_to_ = offset;
  return {file_, static_cast<std::uint32_t>(line + 1), column_};
}

Place Places::of_offset(std::size_t offset) {
  const auto before = text_.substr(0, offset);
  // A lone CR ends a line too; positions in the bytes as they were read know it only from the next byte.
  std::size_t line = 0, start = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] != '\n' && (before[i] != '\r' || text_.substr(i + 1, 1) == "\n")) continue;
    ++line;
    start = i + 1;
  }
  return at(offset, line, offset - start);
}

}  // namespace interlock
