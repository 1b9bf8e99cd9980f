#include "codec/yaml_text.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace interlock {
namespace {

/// sops leaves YAML whose values are encrypted and adds a key of its own.
std::optional<Problem> sops_file(std::string_view text, const std::string& name) {
  const bool has_key = text.starts_with("sops:") || text.find("\nsops:") != std::string_view::npos;
  if (!has_key || text.find("ENC[AES256_GCM,") == std::string_view::npos) return std::nullopt;
  return Problem{.rule = "B90",
                 .where = whole_file(name),
                 .message = "this looks like a file encrypted by sops",
                 .hint = "decrypt it first; nothing of its content is shown"};
}

std::string_view line_from(std::string_view text, std::size_t start) {
  return text.substr(start, std::min(text.find('\n', start), text.size()) - start);
}

std::optional<Problem> directive(std::string_view text, const std::string& name) {
  for (auto at = text.starts_with('%') ? 0 : text.find("\n%"); at != std::string_view::npos;
       at = text.find("\n%", at + 1)) {
    const auto start = text[at] == '\n' ? at + 1 : at;
    auto line = line_from(text, start);
    line = line.substr(0, std::min(line.find(" #"), line.size()));
    while (line.ends_with(' ')) line.remove_suffix(1);
    if (line == "%YAML 1.2") continue;
    return Problem{.rule = "B88",
                   .where = place_of(text, name, start),
                   .message = "directive " + quoted(line) + " is not supported: manifests are read as YAML 1.2",
                   .hint = "remove the line; in YAML 1.1 `no`, `012` and `12:30` mean something else than here"};
  }
  return std::nullopt;
}

/// The end of the part of a line that is no comment, as far as that can be told without parsing.
std::string_view without_comment(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  if (first != std::string_view::npos && line[first] == '#') return {};
  return line.substr(0, std::min(line.find(" #"), line.size()));
}

std::optional<Problem> template_text(std::string_view text, const std::string& name) {
  for (std::size_t start = 0; start < text.size(); start += line_from(text, start).size() + 1) {
    const auto line = without_comment(line_from(text, start));
    const auto open = line.find("{{");
    const auto close = open == std::string_view::npos ? open : line.find("}}", open);
    if (close == std::string_view::npos) continue;
    const auto from = open > 0 && line[open - 1] == '$' ? open - 1 : open;
    return Problem{
        .rule = "B90",
        .where = place_of(text, name, start + from),
        .message = "this looks like a template that was not rendered: " + quoted(line.substr(from, close + 2 - from)),
        .hint = "render the template first; manifests have no variables"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> readable_text(const Source& source, const YamlLimits& limits, Problems& problems) {
  static constexpr std::array<TextCheck, 3> kChecks{sops_file, directive, template_text};
  auto text = plain_text(
      source, {.name = "YAML", .file_bytes = limits.file_bytes, .has_escapes = true, .checks = kChecks}, problems);
  if (text && !text->empty() && !text->ends_with('\n')) *text += '\n';
  return text;
}

}  // namespace interlock
