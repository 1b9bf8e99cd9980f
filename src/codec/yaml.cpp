#include "codec/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <istream>
#include <optional>
#include <streambuf>
#include <utility>

#include "base/text.hpp"
#include "codec/yaml_text.hpp"
#include "codec/yaml_tree.hpp"

namespace interlock {
namespace {

constexpr std::size_t kProblemsPerFile = 20;
constexpr std::string_view kBlanks = " \t\n";

/// Feeds the parser in slices. Its scanner keeps every token of a flow collection until the collection ends, a hundred
/// times the bytes of the file: a slice is held back once more than `limit` indicators came without an event.
class Feed final : public std::streambuf {
 public:
  Feed(std::string_view text, std::size_t limit) : rest_(text), limit_(limit) {}

  void progress() { indicators_ = 0; }
  bool is_starved() const { return starved_; }

 protected:
  int_type underflow() override {
    static constexpr std::size_t kSlice = 16'384;
    static constexpr std::string_view kIndicators = "[]{},:?-&*!";
    starved_ = starved_ || (indicators_ > limit_ && !rest_.empty());
    if (rest_.empty() || starved_) return traits_type::eof();
    const auto slice = rest_.substr(0, kSlice);
    rest_.remove_prefix(slice.size());
    indicators_ += static_cast<std::size_t>(std::count_if(
        slice.begin(), slice.end(), [](char c) { return kIndicators.find(c) != std::string_view::npos; }));
    // The get area is only read; streambuf has no type for that.
    auto* begin = const_cast<char*>(slice.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    setg(begin, begin, begin + slice.size());
    return traits_type::to_int_type(*begin);
  }

 private:
  std::string_view rest_;
  std::size_t limit_;
  std::size_t indicators_ = 0;
  bool starved_ = false;
};

/// A text and the part of it that is read now: from the start, or from the document behind one that was given up.
struct Chunk {
  std::string_view text;
  std::size_t offset = 0;
  std::size_t line = 0;
};

/// Passes the events of yaml-cpp on to a receiver, with places instead of marks.
template <class Receiver>
class Events final : public YAML::EventHandler {
 public:
  Events(const Chunk& chunk, Places& places, Receiver& receiver, Feed& feed)
      : chunk_(chunk), places_(places), receiver_(receiver), feed_(feed) {}

  std::size_t document_start() const { return document_start_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    // yaml-cpp 0.7 never gets past a stray ',' and starts documents there for ever.
    if (mark.pos <= last_start_) {
      throw Unreadable{{.rule = "B4", .where = place(mark), .message = "unexpected character"}};
    }
    last_start_ = mark.pos;
    document_start_ = offset(mark);
    feed_.progress();
    receiver_.begin_document();
  }
  void OnDocumentEnd() override { receiver_.end_document(); }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const bool written = is_written_null(offset(mark));
    receiver_.null(node(written ? place(mark) : place_before(mark), "?", anchor), written);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    feed_.progress();
    receiver_.alias(place(mark), anchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    receiver_.scalar(node(place(mark), tag, anchor), text);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    receiver_.open(node(place(mark), tag, anchor), false);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    receiver_.open(node(place(mark), tag, anchor), true);
  }
  void OnSequenceEnd() override { receiver_.close(); }
  void OnMapEnd() override { receiver_.close(); }

 private:
  Place place(const YAML::Mark& mark) {
    return places_.at(offset(mark), chunk_.line + static_cast<std::size_t>(mark.line),
                      static_cast<std::size_t>(mark.column));
  }
  NodeInfo node(Place at, std::string_view tag, YAML::anchor_t anchor) {
    feed_.progress();
    return {std::move(at), anchor, tag};
  }
  std::size_t offset(const YAML::Mark& mark) const { return chunk_.offset + static_cast<std::size_t>(mark.pos); }

  bool is_written_null(std::size_t at) const {
    static constexpr std::array<std::string_view, 6> kStarts{"~", "null", "Null", "NULL", "&", "!"};
    const auto rest = chunk_.text.substr(std::min(at, chunk_.text.size()));
    return std::any_of(kStarts.begin(), kStarts.end(), [&](auto start) { return rest.starts_with(start); });
  }
  /// The mark of a value that is not written is that of whatever comes next, maybe lines below.
  Place place_before(const YAML::Mark& mark) {
    const auto line_start = offset(mark) - static_cast<std::size_t>(mark.column);
    const auto last = chunk_.text.substr(0, offset(mark)).find_last_not_of(kBlanks);
    if (last == std::string_view::npos || last >= line_start) return place(mark);
    const auto gap = chunk_.text.substr(last, line_start - last);
    const auto lines = static_cast<std::size_t>(std::count(gap.begin(), gap.end(), '\n'));
    const auto start = chunk_.text.rfind('\n', last) + 1;  // npos + 1 is 0
    return places_.at(last, chunk_.line + static_cast<std::size_t>(mark.line) - lines, last - start);
  }

  Chunk chunk_;
  Places& places_;
  Receiver& receiver_;
  Feed& feed_;
  int last_start_ = -1;
  std::size_t document_start_ = 0;
};

struct Words {
  std::string_view of_parser;
  std::string_view message;
  std::string_view hint;
};
constexpr std::string_view kTab = "illegal tab when looking for indentation";
/// By the messages of yaml-cpp: its exceptions have no other mark of what went wrong.
constexpr std::array kWords{
    Words{kTab, "a tab in the indentation", "indent with spaces"},
    Words{"end of map flow not found", "the '{' of a map has no '}', or a comma is missing", ""},
    Words{"end of sequence flow not found", "the '[' of a list has no ']', or a comma is missing", ""},
    Words{"end of map not found", "this line does not align with the map above it",
          "give keys of one map the same indentation; a text with ': ' or ' #' needs quotes"},
    Words{"end of sequence not found", "this line does not align with the list above it",
          "give the entries of one list the same indentation"},
    Words{"illegal map value", "a ':' where no value can stand", "a text with ': ' in it needs quotes"},
    Words{"illegal map key", "a key where none can stand", "give keys of one map the same indentation"},
    Words{"illegal block entry", "a '-' where no list entry can stand",
          "give the entries of one list the same indentation"},
    Words{"unknown token", "a character that cannot begin a value", "quote the text"},
    Words{"illegal document indicator in scalar", "a quote that is not closed before this line", ""},
    Words{"illegal EOF in scalar", "a quote that is not closed", ""},
    Words{"the referenced anchor is not defined", "an alias to an anchor that does not exist",
          "a text that begins with * needs quotes"},
};

/// What the parser found, in words of ours where we have some. yaml-cpp often takes a tab in the indentation for text
/// and stumbles over what follows.
Problem syntax_problem(const YAML::Exception& error, const Chunk& chunk, Places& places) {
  const auto column = static_cast<std::size_t>(std::max(error.mark.column, 0));
  const auto line = chunk.line + static_cast<std::size_t>(std::max(error.mark.line, 0));
  const auto line_start = chunk.offset + static_cast<std::size_t>(std::max(error.mark.pos, 0)) - column;
  const auto first = std::min(chunk.text.find_first_not_of(' ', line_start), chunk.text.size());
  const bool has_tab = chunk.text.substr(first).starts_with('\t');
  const auto found = has_tab ? kTab : std::string_view(error.msg);
  const auto words =
      std::find_if(kWords.begin(), kWords.end(), [&](const Words& row) { return row.of_parser == found; });
  const auto offset = has_tab ? first : line_start + column;
  Problem problem{.rule = "B4", .where = places.at(offset, line, offset - line_start), .message = "not valid YAML: "};
  problem.message += words != kWords.end() ? words->message : found;
  if (words != kWords.end()) problem.hint = words->hint;
  return problem;
}

/// Reads a chunk to its end, or to the first document that is unreadable: then the offset where that one starts.
template <class Receiver>
std::optional<std::size_t> read_chunk(const Chunk& chunk, Places& places, Receiver& receiver, const YamlLimits& limits,
                                      Problems& problems) {
  Feed feed(chunk.text.substr(chunk.offset), limits.scalar_bytes);
  Events<Receiver> events(chunk, places, receiver, feed);
  std::optional<Problem> problem;
  try {
    std::istream in(&feed);
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(events)) {
    }
  } catch (Unreadable& unreadable) {
    problem = std::move(unreadable.problem);
  } catch (const YAML::Exception& error) {
    problem = syntax_problem(error, chunk, places);
  }
  const bool is_cap = problem && problem->rule != "B4";
  if (feed.is_starved() && !is_cap) {
    problem = Problem{
        .rule = "B16",
        .where = places.of_offset(events.document_start()),
        .message = "more than " + std::to_string(limits.scalar_bytes) + " punctuation marks before a value is complete",
        .hint = "write it in block style, with shorter comments, or split the file"};
  }
  if (!problem) return std::nullopt;
  problems.push_back(*std::move(problem));
  return std::max(events.document_start(), chunk.offset);
}

/// The next document behind the one that starts at `start`: nothing but `---` at the start of a line begins one.
std::optional<Chunk> next_document(const Chunk& chunk, std::size_t start) {
  for (auto at = chunk.text.find("\n---", start); at != std::string_view::npos; at = chunk.text.find("\n---", at + 1)) {
    const auto behind = at + 4;
    if (behind < chunk.text.size() && kBlanks.find(chunk.text[behind]) == std::string_view::npos) continue;
    const auto passed = chunk.text.substr(chunk.offset, at + 1 - chunk.offset);
    const auto lines = static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
    return Chunk{chunk.text, at + 1, chunk.line + lines};
  }
  return std::nullopt;
}

template <class Receiver>
void read_chunks(std::string_view text, Places& places, Receiver& receiver, const YamlLimits& limits,
                 Problems& problems) {
  const auto before = problems.size();
  std::optional<Chunk> chunk = Chunk{text};
  while (chunk && problems.size() - before < kProblemsPerFile) {
    const auto given_up = read_chunk(*chunk, places, receiver, limits, problems);
    chunk = given_up ? next_document(*chunk, *given_up) : std::nullopt;
  }
}

/// Whether aliases keep the file within the limits, found without building anything.
bool is_affordable(std::string_view text, Places& places, const YamlLimits& limits, Problems& problems) {
  if (text.find('&') == std::string_view::npos || text.find('*') == std::string_view::npos) return true;
  YamlMeter meter(limits);
  Problems found;
  read_chunks(text, places, meter, limits, found);
  const auto bomb = std::find_if(found.begin(), found.end(), [](const Problem& p) { return p.rule == "B8"; });
  if (bomb == found.end()) return true;
  problems.push_back(*bomb);
  return false;
}

}  // namespace

std::vector<Value> read_yaml(const Source& source, Problems& problems, const YamlLimits& limits) {
  const auto text = readable_text(source, limits, problems);
  if (!text) return {};
  Places places(*text, source.name);
  if (!is_affordable(*text, places, limits, problems)) return {};
  YamlBuilder builder(limits, problems);
  read_chunks(*text, places, builder, limits, problems);
  return builder.take_documents();
}

}  // namespace interlock
