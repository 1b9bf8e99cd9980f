#include "codec/yaml.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "codec/yaml_scanner.hpp"
#include "codec/yaml_text.hpp"
#include "codec/yaml_tree.hpp"

namespace interlock {
namespace {

constexpr std::size_t kProblemsPerFile = 20;
constexpr std::string_view kBlanks = " \t\n";

/// A text with the name of its file.
struct File {
  std::string_view text;
  std::shared_ptr<const std::string> name;

  Place place(const YamlMark& mark) const {
    return {name, static_cast<std::uint32_t>(mark.line + 1), static_cast<std::uint32_t>(mark.column + 1)};
  }
};

/// The part of a file that is read now: from the start, or from the document behind one that was given up.
struct Chunk {
  std::size_t offset = 0;
  std::size_t line = 0;
};

/// Passes the events of the scanner on to a receiver, with numbers instead of the names of anchors.
template <class Receiver>
class Events {
 public:
  Events(const File& file, Receiver& receiver) : file_(file), receiver_(receiver) {}

  /// False at the end.
  bool pass(const YamlEvent& event) {
    switch (event.kind) {
      case YamlEvent::Kind::end:
        return false;
      case YamlEvent::Kind::document_start:
        begin_document(event);
        break;
      case YamlEvent::Kind::document_end:
        receiver_.end_document();
        break;
      case YamlEvent::Kind::alias:
        receiver_.alias(file_.place(event.start), number_of_alias(event));
        break;
      case YamlEvent::Kind::scalar:
        scalar(event);
        break;
      case YamlEvent::Kind::list:
      case YamlEvent::Kind::map:
        open_.push_back(event.is_flow ? (event.kind == YamlEvent::Kind::map ? '{' : '[') : ' ');
        receiver_.open(node(event, event.tag), event.kind == YamlEvent::Kind::map);
        break;
      case YamlEvent::Kind::close:
        open_.pop_back();
        receiver_.close();
        break;
    }
    return true;
  }

  std::size_t document_line() const { return document_.start.line; }
  /// The bracket of the innermost collection that is open; a blank where it has none, or where none is open.
  char bracket() const { return open_.empty() ? ' ' : open_.back(); }

 private:
  void begin_document(const YamlEvent& event) {
    document_ = event;
    open_.clear();
    anchors_.clear();
    receiver_.begin_document();
  }
  void scalar(const YamlEvent& event) {
    const auto untagged = event.is_plain ? "?" : "!";
    const auto info = node(event, event.tag.empty() ? untagged : event.tag);
    const bool has_text = !event.text.empty() || !event.is_plain || !event.tag.empty();
    if (has_text) return receiver_.scalar(info, event.text);
    receiver_.missing(info, event.start == event.end);
  }
  /// Nothing stands at the place of a value that is missing: the place is that of what announced it.
  Place place(const YamlEvent& event) const {
    if (event.kind != YamlEvent::Kind::scalar || event.start != event.end) return file_.place(event.start);
    auto at = file_.place(open_.empty() ? document_.end : event.start);
    if (at.column > 1) --at.column;
    return at;
  }
  NodeInfo node(const YamlEvent& event, std::string_view tag) {
    std::size_t number = 0;
    if (!event.anchor.empty()) number = anchors_[std::string(event.anchor)] = ++last_anchor_;
    return {place(event), number, tag};
  }
  std::size_t number_of_alias(const YamlEvent& event) const {
    const auto found = anchors_.find(event.anchor);
    if (found != anchors_.end()) return found->second;
    throw Unreadable{{.rule = "B4",
                      .where = file_.place(event.start),
                      .message = "not valid YAML: an alias to an anchor that does not exist",
                      .hint = "a text that begins with * needs quotes"}};
  }

  const File& file_;
  Receiver& receiver_;
  std::map<std::string, std::size_t, std::less<>> anchors_;
  std::size_t last_anchor_ = 0;
  std::string open_;
  YamlEvent document_;  // where it started
};

struct Words {
  std::string_view of_libyaml;
  std::string_view message;
  std::string_view hint;
};
constexpr Words kTab{"", "a tab in the indentation", "indent with spaces"};
constexpr Words kOpenMap{"", "the '{' of a map has no '}', or a comma is missing", ""};
constexpr Words kOpenList{"", "the '[' of a list has no ']', or a comma is missing", ""};
constexpr std::array kWords{
    Words{"found a tab character that violates indentation", kTab.message, kTab.hint},
    Words{"found a tab character where an indentation space is expected", kTab.message, kTab.hint},
    Words{"did not find expected ',' or '}'", kOpenMap.message, kOpenMap.hint},
    Words{"did not find expected ',' or ']'", kOpenList.message, kOpenList.hint},
    Words{"did not find expected key", "this line does not align with the map above it",
          "give keys of one map the same indentation; a text with ': ' or ' #' needs quotes"},
    Words{"did not find expected '-' indicator", "this line does not align with the list above it",
          "give the entries of one list the same indentation"},
    Words{"could not find expected ':'", "a key without its ':'",
          "write `key: value`, and indent what belongs to the line above"},
    Words{"found unexpected ':'", "a ':' without a blank behind it", "write `key: value`"},
    Words{"mapping values are not allowed in this context", "a ':' where no value can stand",
          "a text with ': ' in it needs quotes"},
    Words{"mapping keys are not allowed in this context", "a key where none can stand",
          "give keys of one map the same indentation"},
    Words{"block sequence entries are not allowed in this context", "a '-' where no list entry can stand",
          "give the entries of one list the same indentation"},
    Words{"found character that cannot start any token", "a character that cannot begin a value", "quote the text"},
    Words{"did not find expected node content", "a character that cannot begin a value", "quote the text"},
    Words{"did not find expected <document start>", "something behind the end of the document",
          "give keys of one map the same indentation; the next document begins with `---`"},
    Words{"found unexpected document indicator", "a quote that is not closed before this line", ""},
    Words{"found unexpected end of stream", "a quote that is not closed", ""},
    Words{"did not find expected alphabetic or numeric character",
          "the name of an anchor or alias is not of letters, digits, '-' and '_'",
          "a text that begins with & or * needs quotes"},
};

std::size_t line_offset(std::string_view text, std::size_t line) {
  std::size_t offset = 0;
  for (; line > 0 && offset < text.size(); --line) offset = std::min(text.find('\n', offset), text.size() - 1) + 1;
  return offset;
}

std::string_view rest_from(std::string_view text, const YamlMark& mark) {
  auto rest = text.substr(line_offset(text, mark.line));
  for (std::size_t i = 0; i < mark.column && !rest.empty(); ++i) take_code_point(rest);
  return rest;
}

/// What the scanner found, in words of ours where we have some.
Problem syntax_problem(const YamlFault& fault, const File& file, char bracket) {
  // A key that never gets its ':' is noticed lines below.
  const auto& at = fault.problem == "could not find expected ':'" ? fault.context_at : fault.at;
  const auto rest = rest_from(file.text, at);
  const bool is_over = rest.empty() || (at.column == 0 && (rest.starts_with("---") || rest.starts_with("...")));
  const auto* words =
      std::find_if(kWords.begin(), kWords.end(), [&](const Words& row) { return row.of_libyaml == fault.problem; });
  if (words == kWords.end()) words = nullptr;
  if (rest.starts_with('\t')) words = &kTab;
  if (is_over && fault.problem == "did not find expected node content" && bracket != ' ') {
    words = bracket == '{' ? &kOpenMap : &kOpenList;
  }
  Problem problem{.rule = "B4", .where = file.place(at), .message = "not valid YAML: "};
  problem.message += words != nullptr ? words->message : fault.problem;
  if (words != nullptr) problem.hint = words->hint;
  return problem;
}

/// Reads a chunk to its end, or to the first document that is unreadable: then the line where that one starts.
template <class Receiver>
std::optional<std::size_t> read_chunk(const File& file, const Chunk& chunk, Receiver& receiver, Problems& problems) {
  Events<Receiver> events(file, receiver);
  try {
    YamlScanner scanner(file.text.substr(chunk.offset), chunk.line);
    while (events.pass(scanner.next())) {
    }
    return std::nullopt;
  } catch (Unreadable& unreadable) {
    problems.push_back(std::move(unreadable.problem));
  } catch (const YamlFault& fault) {
    problems.push_back(syntax_problem(fault, file, events.bracket()));
  }
  return std::max(events.document_line(), chunk.line);
}

/// The next document behind the one that starts in `line`: nothing but `---` at the start of a line begins one.
std::optional<Chunk> next_document(std::string_view text, const Chunk& chunk, std::size_t line) {
  auto offset = chunk.offset + line_offset(text.substr(chunk.offset), line - chunk.line);
  for (auto at = text.find("\n---", offset); at != std::string_view::npos; at = text.find("\n---", at + 1)) {
    const auto passed = text.substr(offset, at + 1 - offset);
    line += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
    offset = at + 1;
    const auto behind = at + 4;
    if (behind >= text.size() || kBlanks.find(text[behind]) != std::string_view::npos) return Chunk{offset, line};
  }
  return std::nullopt;
}

template <class Receiver>
void read_chunks(const File& file, Receiver& receiver, Problems& problems) {
  const auto before = problems.size();
  std::optional<Chunk> chunk = Chunk{};
  while (chunk && problems.size() - before < kProblemsPerFile) {
    const auto given_up = read_chunk(file, *chunk, receiver, problems);
    chunk = given_up ? next_document(file.text, *chunk, *given_up) : std::nullopt;
  }
}

/// Whether aliases keep the file within the limits, found without building anything.
bool is_affordable(const File& file, const YamlLimits& limits, Problems& problems) {
  if (file.text.find('&') == std::string_view::npos || file.text.find('*') == std::string_view::npos) return true;
  YamlMeter meter(limits);
  Problems found;
  read_chunks(file, meter, found);
  const auto bomb = std::find_if(found.begin(), found.end(), [](const Problem& p) { return p.rule == "B8"; });
  if (bomb == found.end()) return true;
  problems.push_back(*bomb);
  return false;
}

}  // namespace

std::vector<Value> read_yaml(const Source& source, Problems& problems, const YamlLimits& limits) {
  const auto text = readable_text(source, limits, problems);
  if (!text) return {};
  const File file{*text, std::make_shared<const std::string>(source.name)};
  if (!is_affordable(file, limits, problems)) return {};
  YamlBuilder builder(limits, problems);
  read_chunks(file, builder, problems);
  return builder.take_documents();
}

}  // namespace interlock
