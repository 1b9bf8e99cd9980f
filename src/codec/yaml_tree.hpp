// From the events of a YAML parser to a bounded tree. Two receivers of the same events: the meter only counts, the
// builder builds. A file with aliases is measured as a whole before anything of it is built, so that a bomb costs no
// memory (B8); any other file is measured while it is built.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "base/value.hpp"
#include "codec/yaml.hpp"

namespace interlock {

/// Thrown by the receivers to leave a document that cannot be read on. Stays inside codec.
struct Unreadable {
  Problem problem;
};

/// What a node has apart from its content. Anchors are numbered from 1; 0 is none.
struct NodeInfo {
  Place at;
  std::size_t anchor = 0;
  std::string_view tag{};  // "?" for plain and "!" for quoted scalars; empty or "?" for collections without one
};

/// Counts what a file would cost and stops at the caps.
class YamlMeter {
 public:
  explicit YamlMeter(const YamlLimits& limits) : limits_(limits) {}

  void begin_document();
  void missing(const NodeInfo& node, bool) { leaf(node, 0); }
  void scalar(const NodeInfo& node, std::string_view text) { leaf(node, text.size()); }
  void alias(const Place& at, std::size_t anchor);
  void open(const NodeInfo& node, bool is_map);
  void close();
  void end_document() {}

 private:
  struct Frame {
    NodeInfo node;
    bool is_map = false;
    std::size_t weight = 1;
    std::size_t children = 0;
  };

  void leaf(const NodeInfo& node, std::size_t bytes);
  void put(const Place& at, std::size_t weight);
  void spend(const Place& at, std::size_t weight, std::string_view rule, std::string_view what);

  YamlLimits limits_;
  std::size_t spent_ = 0;
  std::vector<Frame> open_;
  std::map<std::size_t, std::size_t> weights_;  // of finished anchored nodes
};

class YamlBuilder {
 public:
  YamlBuilder(const YamlLimits& limits, Problems& problems) : meter_(limits), problems_(problems) {}

  void begin_document();
  /// A value that is not written. One that is `bare`, without an anchor either, has no place of its own: that of a map
  /// stands at its key.
  void missing(const NodeInfo& node, bool bare);
  void scalar(const NodeInfo& node, std::string_view text);
  void alias(const Place& at, std::size_t anchor);
  void open(const NodeInfo& node, bool is_map);
  void close();
  void end_document();

  std::vector<Value> take_documents() { return std::move(documents_); }

 private:
  struct Frame {
    NodeInfo node;
    bool is_map = false;
    bool wants_key = false;
    std::vector<Key> keys{};
    List values{};
  };

  bool wants_key() const { return !open_.empty() && open_.back().wants_key; }
  void key(const NodeInfo& node, std::string text);
  void check_tag(const NodeInfo& node, bool is_core);
  void put(Value value, std::size_t anchor);
  Map finished_map(Frame frame);
  /// A problem that only counts if the parser itself finds nothing worse in the document: an unclosed flow collection
  /// may look like a list as a key until its end is missing. The first one stands for all.
  void hold_back(Problem problem);
  void report(Problem problem);  // and the document is broken
  void add(Problem problem);

  YamlMeter meter_;
  Problems& problems_;
  Problems held_;
  bool broken_ = false;  // a problem after which the values are not what was meant: nothing may be said about them
  std::vector<Frame> open_;
  std::map<std::size_t, Value> anchored_;
  Value root_;
  std::vector<Value> documents_;
};

}  // namespace interlock
