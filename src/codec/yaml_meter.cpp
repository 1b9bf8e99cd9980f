#include <algorithm>

#include "codec/yaml_tree.hpp"

namespace interlock {
namespace {

constexpr std::size_t kBytesPerNode = 32;  // long text weighs more, so that copies of it are paid for too

Unreadable over(std::string rule, const Place& at, std::string message, std::string hint = {}) {
  return {{.rule = std::move(rule), .where = at, .message = std::move(message), .hint = std::move(hint)}};
}

}  // namespace

void YamlMeter::begin_document() {
  open_.clear();
  weights_.clear();
}

void YamlMeter::leaf(const NodeInfo& node, std::size_t bytes) {
  if (bytes > limits_.scalar_bytes) {
    throw over("B16", node.at,
               "a text of " + std::to_string(bytes) + " bytes; the limit is " + std::to_string(limits_.scalar_bytes));
  }
  const auto weight = 1 + bytes / kBytesPerNode;
  if (node.anchor != 0) weights_[node.anchor] = weight;
  spend(node.at, node.anchor != 0 ? 2 * weight : weight, "B16", "the file has");
  put(node.at, weight);
}

void YamlMeter::alias(const Place& at, std::size_t anchor) {
  const auto found = weights_.find(anchor);
  if (found == weights_.end()) {
    const auto parent = std::find_if(open_.begin(), open_.end(), [&](auto& f) { return f.node.anchor == anchor; });
    auto problem = over("B9", at, "the alias refers to a node that contains it", "write the values out");
    if (parent != open_.end()) problem.problem.related.push_back({parent->node.at, "the node begins here"});
    throw Unreadable(std::move(problem));
  }
  spend(at, found->second, "B8", "aliases expand the file to");
  put(at, found->second);
}

void YamlMeter::open(const NodeInfo& node, bool is_map) {
  if (open_.size() >= static_cast<std::size_t>(limits_.depth)) {
    throw over("B10", node.at, "nested deeper than " + std::to_string(limits_.depth) + " levels");
  }
  spend(node.at, 1, "B16", "the file has");
  open_.push_back({{node.at, node.anchor, {}}, is_map});
}

void YamlMeter::close() {
  const auto frame = open_.back();
  open_.pop_back();
  if (frame.node.anchor != 0) {
    // The kept copy is paid for too: nested anchors would otherwise cost depth times size.
    spend(frame.node.at, frame.weight, "B8", "anchors expand the file to");
    weights_[frame.node.anchor] = frame.weight;
  }
  put(frame.node.at, frame.weight);
}

void YamlMeter::put(const Place& at, std::size_t weight) {
  if (open_.empty()) return;
  auto& frame = open_.back();
  frame.weight += weight;
  ++frame.children;
  if (frame.is_map && frame.children > 2 * limits_.keys) {
    throw over("B16", at, "a map of more than " + std::to_string(limits_.keys) + " keys");
  }
}

void YamlMeter::spend(const Place& at, std::size_t weight, std::string_view rule, std::string_view what) {
  spent_ += weight;
  if (spent_ <= limits_.nodes) return;
  throw over(std::string(rule), at,
             std::string(what) + " more than " + std::to_string(limits_.nodes) + " values, which is the limit",
             rule == "B8" ? "write the values out" : "split it into several files");
}

}  // namespace interlock
