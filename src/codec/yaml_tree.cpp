#include "codec/yaml_tree.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "base/text.hpp"
#include "codec/complaints.hpp"
#include "codec/yaml_scalar.hpp"

namespace interlock {
namespace {

constexpr std::string_view kCoreTags = "tag:yaml.org,2002:";

/// The word of a core tag ("str" of `!!str`), or nothing.
std::string_view core_word(std::string_view tag) {
  return tag.starts_with(kCoreTags) ? tag.substr(kCoreTags.size()) : std::string_view();
}

struct CoreType {
  std::string_view tag;
  std::array<std::size_t, 2> alternatives;  // of Value::Data that the scalar may resolve to
};
constexpr std::array kScalarTags{CoreType{"null", {0, 0}}, CoreType{"bool", {1, 1}}, CoreType{"int", {2, 3}},
                                 CoreType{"float", {2, 3}}};

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The content of a scalar; nothing where its tag is none of the core ones or does not fit.
std::optional<Value::Data> scalar_data(std::string_view tag, std::string_view text) {
  if (tag == "?") return plain_scalar(std::string(text));
  const auto word = core_word(tag);
  if (tag == "!" || word == "str") return std::string(text);
  const auto type = std::find_if(kScalarTags.begin(), kScalarTags.end(), [&](auto& row) { return row.tag == word; });
  if (type == kScalarTags.end()) return std::nullopt;
  auto data = plain_scalar(std::string(text));
  const auto [low, high] = type->alternatives;
  if (data.index() != low && data.index() != high) return std::nullopt;
  return data;
}

}  // namespace

void YamlBuilder::begin_document() {
  meter_.begin_document();
  held_.clear();
  broken_ = false;
  open_.clear();
  anchored_.clear();
  root_ = {};
}

void YamlBuilder::missing(const NodeInfo& node, bool bare) {
  meter_.missing(node, bare);
  if (wants_key()) return key(node, "null");
  const bool at_key = bare && !open_.empty() && open_.back().is_map;
  put(Value(Null{}, at_key ? open_.back().keys.back().at : node.at), node.anchor);
}

void YamlBuilder::scalar(const NodeInfo& node, std::string_view text) {
  meter_.scalar(node, text);
  if (wants_key()) return key(node, std::string(text));
  auto data = scalar_data(node.tag, text);
  check_tag(node, data.has_value());
  Value value(Null{}, node.at);
  value.data = data ? *std::move(data) : std::string(text);
  put(std::move(value), node.anchor);
}

void YamlBuilder::key(const NodeInfo& node, std::string text) {
  auto& frame = open_.back();
  frame.wants_key = false;
  if (node.anchor != 0) anchored_[node.anchor] = Value(text, node.at);
  if (node.tag == "?" && text == "<<") {
    report({.rule = "B11",
            .where = node.at,
            .message = "merge key '<<' is not part of YAML 1.2",
            .hint = "write the keys out"});
  }
  auto data = scalar_data(node.tag, text);
  check_tag(node, data.has_value());
  Value read(text);
  if (data) read.data = *std::move(data);
  if (!read.is<std::string>()) {
    // The key stands as the text that was certainly meant, so that nothing else is said about it.
    problems_.push_back(
        {.rule = "B5",
         .where = node.at,
         .message = "key " + quoted(text) + " is read as " + std::string(type_name(read)) + "; keys are text",
         .hint = "quote it: \"" + visible(text) + "\""});
  }
  frame.keys.push_back({std::move(text), node.at});
}

void YamlBuilder::alias(const Place& at, std::size_t anchor) {
  meter_.alias(at, anchor);
  if (wants_key()) {
    open_.back().wants_key = false;
    open_.back().keys.push_back({{}, at});
    return hold_back(
        {.rule = "B5", .where = at, .message = "an alias as a key; keys are text", .hint = "write it out"});
  }
  auto value = anchored_[anchor];
  value.at = at;
  put(std::move(value), 0);
}

void YamlBuilder::open(const NodeInfo& node, bool is_map) {
  meter_.open(node, is_map);
  const auto word = core_word(node.tag);
  check_tag(node, node.tag.empty() || node.tag == "?" || node.tag == "!" || word == (is_map ? "map" : "seq"));
  if (wants_key()) {
    const std::string what = is_map ? "map" : "list";
    hold_back({.rule = "B5",
               .where = node.at,
               .message = "a " + what + " as a key; keys are text",
               .hint = "a text that begins with { or [ needs quotes"});
  }
  open_.push_back({{node.at, node.anchor, {}}, is_map, is_map});
}

void YamlBuilder::close() {
  meter_.close();
  auto frame = std::move(open_.back());
  open_.pop_back();
  const auto node = frame.node;
  if (wants_key()) {
    open_.back().wants_key = false;
    open_.back().keys.push_back({{}, node.at});
    return;
  }
  if (frame.is_map) return put(Value(finished_map(std::move(frame)), node.at), node.anchor);
  put(Value(std::move(frame.values), node.at), node.anchor);
}

void YamlBuilder::end_document() {
  for (auto& problem : held_) report(std::move(problem));
  if (!broken_) documents_.push_back(std::move(root_));
}

void YamlBuilder::check_tag(const NodeInfo& node, bool is_core) {
  if (is_core) return;
  const auto word = core_word(node.tag);
  const auto shown = word.empty() ? std::string(node.tag) : "!!" + std::string(word);
  report({.rule = "B12",
          .where = node.at,
          .message = "tag " + quoted(shown) + " is not supported here",
          .hint = "remove it; includes and types of other programs do not exist in manifests"});
}

void YamlBuilder::put(Value value, std::size_t anchor) {
  if (anchor != 0) anchored_[anchor] = value;
  if (open_.empty()) {
    root_ = std::move(value);
    return;
  }
  auto& frame = open_.back();
  if (frame.is_map) frame.wants_key = true;
  frame.values.push_back(std::move(value));
}

/// Keys that are equal after Unicode normalisation are one key: nobody can tell them apart (B3).
Map YamlBuilder::finished_map(Frame frame) {
  // A key that is no text has no name: the document is refused for it, and nothing else is said.
  if (!held_.empty()) return {};
  std::vector<std::string> names;
  names.reserve(frame.keys.size());
  for (const auto& key : frame.keys) names.push_back(is_ascii(key.name) ? key.name : nfc(key.name));
  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return names[a] < names[b]; });
  for (std::size_t i = 1, first = 0; i < order.size(); ++i) {
    if (names[order[i]] != names[order[first]]) {
      first = i;
      continue;
    }
    const auto& key = frame.keys[order[i]];
    add({.rule = "B3",
         .where = key.at,
         .message = "key " + quoted(key.name) + " appears twice in one map",
         .hint = "remove one of the two",
         .related = {{frame.keys[order[first]].at, "first defined here"}}});
  }
  return Map::of(std::move(frame.keys), std::move(frame.values));
}

void YamlBuilder::hold_back(Problem problem) {
  if (held_.empty()) held_.push_back(std::move(problem));
}

void YamlBuilder::report(Problem problem) {
  broken_ = true;
  add(std::move(problem));
}

void YamlBuilder::add(Problem problem) {
  if (are_enough(problems_)) throw Unreadable{std::move(problem)};
  problems_.push_back(std::move(problem));
}

}  // namespace interlock
