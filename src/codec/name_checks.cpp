#include "codec/name_checks.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/alike.hpp"
#include "base/characters.hpp"
#include "base/text.hpp"
#include "codec/complaints.hpp"
#include "codec/hidden_text.hpp"
#include "codec/yaml_scalar.hpp"
#include "model/references.hpp"

namespace interlock {
namespace {

std::string shown(Kind kind, std::string_view name) { return std::string(kind_name(kind)) + " " + quoted(name); }

using Spot = std::tuple<std::string_view, std::uint32_t, std::uint32_t>;  // file, line, column
Spot spot(const Place& at) { return {at.file_name(), at.line, at.column}; }

/// The part of the name that is written at its place: of a row its key, behind the table's name and a slash.
std::string_view written_name(const NamedObject& object) {
  return object.kind == Kind::row ? object.name.substr(object.name.find('/') + 1) : object.name;
}

class Scan {
 public:
  Scan(std::span<const Source> sources, Escapes escapes, Problems& problems) : escapes_(escapes), problems_(problems) {
    for (const auto& source : sources) sources_.emplace(source.name, &source);
  }

  void check(const NamedObject& object) {
    const auto hidden = hidden_in(written_name(object));
    const auto source = hidden.empty() ? sources_.end() : sources_.find(object.at.file_name());
    if (source == sources_.end()) return;
    const auto& text = text_of(*source->second);
    const auto found = escapes_ == Escapes::yaml ? text.in_scalar(object.at, hidden) : text.behind(object.at, hidden);
    for (const auto& character : found) {
      const bool is_new = told_.emplace(source->first, character.line, character.column).second;
      if (is_new && !are_enough(problems_)) problems_.push_back(problem(object, character));
    }
  }

  /// What may show a reviewer another text than the one that is read, wherever it stands: the first of each line.
  void warn_of_reordering() {
    for (const auto& [name, source] : sources_) {
      if (!has_reordering(source->text) || invalid_utf8(source->text)) continue;
      const auto file = std::make_shared<const std::string>(name);
      std::uint32_t line = 0;
      for (const auto& character : text_of(*source).all()) {
        const bool is_told = told_.contains(Spot(name, character.line, character.column));
        if (!is_reordering(character.code_point) || is_told || character.line == line) continue;
        line = character.line;
        problems_.push_back(warning({file, character.line, character.column}, character.code_point));
      }
    }
  }

 private:
  const HiddenText& text_of(const Source& source) { return texts_.try_emplace(source.name, source).first->second; }

  Problem problem(const NamedObject& object, const HiddenCharacter& character) const {
    const auto escape =
        "; if it is meant, write it as an escape in double quotes: " + quoted_scalar(written_name(object));
    return {.rule = "B17",
            .where = {object.at.file, character.line, character.column},
            .message = "the name of " + shown(object.kind, object.name) + " contains " +
                       code_point_name(character.code_point) + ", " + std::string(hidden_kind(character.code_point)),
            .hint = "remove it" + (escapes_ == Escapes::yaml ? escape : "; only YAML has escapes for what is meant")};
  }

  static Problem warning(Place at, char32_t c) {
    return {
        .rule = "B17",
        .severity = Severity::warning,
        .where = std::move(at),
        .message = code_point_name(c) + ", " + std::string(hidden_kind(c)) + ": what is shown here is not what is read",
        .hint = "remove it, or write it as an escape in double quotes"};
  }

  Escapes escapes_;
  Problems& problems_;
  std::map<std::string_view, const Source*> sources_;
  std::map<std::string_view, HiddenText> texts_;  // of the files where something is hidden
  std::set<Spot> told_;
};

/// What something is said about already.
class Told {
 public:
  explicit Told(const Problems& problems) {
    for (const auto& problem : problems) {
      spots_.insert(spot(problem.where));
      has_hidden_ = has_hidden_ || (problem.rule == "B17" && problem.severity == Severity::error);
    }
  }
  bool contains(const NamedObject& object) const {
    if (spots_.empty()) return false;
    return spots_.contains(spot(object.at)) || (has_hidden_ && !hidden_in(object.name).empty());
  }

 private:
  std::set<Spot> spots_;
  bool has_hidden_ = false;  // in names, at places of their own
};

/// The first place of each name that shall exist.
using Names = std::map<std::string_view, const Place*>;

struct Pair {
  Kind kind;
  std::string_view name, first;
  const Place& at;
  const Place& first_at;
};

Problem same_name(const Pair& pair) {
  return {.rule = "B18",
          .where = pair.at,
          .message = shown(pair.kind, pair.name) + " differs from " + quoted(pair.first) + " by " +
                     fold_difference(pair.name, pair.first) + " alone",
          .hint = "write one name in all places",
          .related = {{pair.first_at, "the other one, " + quoted(pair.first)}}};
}

Problem lookalike_name(const Pair& pair) {
  return {.rule = "B19",
          .severity = Severity::warning,
          .where = pair.at,
          .message = shown(pair.kind, pair.name) + " looks like " + quoted(pair.first) + ": " +
                     difference(pair.name, pair.first),
          .hint = "if one object is meant, write one name in both places",
          .related = {{pair.first_at, "the other one, " + quoted(pair.first)}}};
}

/// A name that is told for the first reason is not told for the second.
void compare(Kind kind, const Names& places, Problems& problems) {
  std::vector<std::string_view> names;
  for (const auto& [name, at] : places) names.push_back(name);
  const auto each_pair = [&](Form form, const auto& found) {
    for (auto group : alike(names, form)) {
      const auto earlier = [&](std::size_t a, std::size_t b) { return *places.at(names[a]) < *places.at(names[b]); };
      std::stable_sort(group.begin(), group.end(), earlier);
      const auto first = names[group.front()];
      for (const auto other : std::span(group).subspan(1)) {
        if (are_enough(problems)) return;
        found({kind, names[other], first, *places.at(names[other]), *places.at(first)});
      }
    }
  };
  each_pair(folded, [&](const Pair& pair) { problems.push_back(same_name(pair)); });
  each_pair(skeleton, [&](const Pair& pair) {
    if (folded(pair.name) != folded(pair.first)) problems.push_back(lookalike_name(pair));
  });
}

}  // namespace

void check_hidden(std::span<const Resource> resources, std::span<const Source> sources, Escapes escapes,
                  Problems& problems) {
  Scan scan(sources, escapes, problems);
  for (const auto& resource : resources) {
    for_each_name(resource, [&](const NamedObject& object) { scan.check(object); });
  }
  scan.warn_of_reordering();
}

void check_alike(const Manifest& manifest, Problems& problems) {
  const Told told(problems);
  std::vector<Names> names(kinds().size());
  for (const auto& resource : manifest.resources) {
    for_each_name(resource, [&](const NamedObject& object) {
      // Keys of rows are data, which may differ by as little as it likes.
      if (!object.stays || object.kind == Kind::row || told.contains(object)) return;
      const auto [first, is_new] = names[static_cast<std::size_t>(object.kind)].try_emplace(object.name, &object.at);
      if (!is_new && object.at < *first->second) first->second = &object.at;
    });
  }
  for (const auto& kind : kinds()) compare(kind.kind, names[static_cast<std::size_t>(kind.kind)], problems);
}

}  // namespace interlock
