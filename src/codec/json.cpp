#include "codec/json.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <limits>
#include <stdexcept>
#include <utility>

#include "base/text.hpp"

namespace interlock {
namespace {

using Json = nlohmann::json;

/// Builds Values from the events of nlohmann's parser: its own tree would lose the text of numbers and keep the last of
/// duplicate keys, and deep trees of it cannot be freed safely.
class Builder final : public Json::json_sax_t {
 public:
  explicit Builder(int depth) : depth_(depth) {}

  bool null() override { return put(Value(Null{})); }
  bool boolean(bool flag) override { return put(Value(flag)); }
  bool number_integer(std::int64_t number) override { return put(Value(number)); }
  bool number_unsigned(std::uint64_t number) override {
    if (number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return put(Value(static_cast<std::int64_t>(number)));
    }
    return put(Value(Decimal{std::to_string(number)}));
  }
  bool number_float(double, const std::string& text) override { return put(Value(Decimal{text})); }
  bool string(std::string& text) override { return put(Value(std::move(text))); }
  bool binary(Json::binary_t&) override { return false; }  // no JSON text has any
  bool start_object(std::size_t) override { return open(true); }
  bool start_array(std::size_t) override { return open(false); }
  bool key(std::string& name) override {
    stack_.back().keys.push_back({std::move(name)});
    return true;
  }
  bool end_object() override {
    auto frame = std::move(stack_.back());
    stack_.pop_back();
    const auto count = frame.keys.size();
    auto map = Map::of(std::move(frame.keys), std::move(frame.values));
    if (map.size() != count) return fail("an object has a key twice");
    return put(Value(std::move(map)));
  }
  bool end_array() override {
    auto frame = std::move(stack_.back());
    stack_.pop_back();
    return put(Value(List(std::move(frame.values))));
  }
  bool parse_error(std::size_t position, const std::string&, const Json::exception& error) override {
    if (failure.empty()) failure = "byte " + std::to_string(position) + ": " + reason(error.what());
    return false;
  }

  Value root;
  std::string failure;

 private:
  struct Frame {
    bool is_map;
    std::vector<Key> keys{};
    std::vector<Value> values{};
  };

  bool fail(std::string why) {
    failure = std::move(why);
    return false;
  }
  bool open(bool is_map) {
    if (static_cast<int>(stack_.size()) >= depth_) return fail("nested deeper than " + std::to_string(depth_));
    stack_.push_back({is_map});
    return true;
  }
  bool put(Value value) {
    if (stack_.empty()) {
      root = std::move(value);
    } else {
      stack_.back().values.push_back(std::move(value));
    }
    return true;
  }
  /// The library's words without its own prefix, "[json.exception.parse_error.101] parse error at ...: " or
  /// "[json.exception.out_of_range.406] ".
  static std::string reason(std::string_view what) {
    for (const std::string_view end : {"] ", ": "}) {
      if (const auto at = what.find(end); at != std::string_view::npos) what.remove_prefix(at + 2);
    }
    return std::string(what);
  }

  int depth_;
  std::vector<Frame> stack_;
};

Problem broken(const std::string& name, Exit exit, std::string why) {
  return {.rule = "B59", .exit = exit, .where = whole_file(name), .message = "not valid JSON: " + std::move(why)};
}

/// Commands of CI logs, which runners find anywhere in a line (SEC13).
bool begins_log_command(std::string_view text) { return text.starts_with("##[") || text.starts_with("##vso["); }

void write_text(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const auto rest = text;
    const char32_t c = take_code_point(text);
    if (c == '"' || c == '\\') {
      out += {'\\', static_cast<char>(c)};
    } else if (begins_log_command(rest)) {
      out += "\\u0023";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0x2028 || c == 0x2029) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
      out += escape.data();
    } else if (c == 0xFFFD) {
      out += "\xEF\xBF\xBD";  // also what an invalid byte becomes
    } else {
      out += rest.substr(0, rest.size() - text.size());
    }
  }
  out += '"';
}

/// `level` is the indentation so far, or -1 for one line.
void write(std::string& out, const Value& value, int level);

void line_break(std::string& out, int level) {
  if (level >= 0) out += "\n" + std::string(static_cast<std::size_t>(level) * 2, ' ');
}

template <class Items, class WriteItem>
void write_items(std::string& out, const Items& items, std::string_view brackets, int level, const WriteItem& item) {
  out += brackets[0];
  const int inner = level < 0 ? -1 : level + 1;
  bool first = true;
  for (const auto& element : items) {
    if (!first) out += ',';
    first = false;
    line_break(out, inner);
    item(element, inner);
  }
  if (!first) line_break(out, level);
  out += brackets[1];
}

void write(std::string& out, const Value& value, int level) {
  if (value.is<Null>()) {
    out += "null";
  } else if (const auto* flag = value.as<bool>()) {
    out += *flag ? "true" : "false";
  } else if (const auto* number = value.as<std::int64_t>()) {
    out += std::to_string(*number);
  } else if (const auto* decimal = value.as<Decimal>()) {
    out += decimal->text;
  } else if (const auto* text = value.as<std::string>()) {
    write_text(out, *text);
  } else if (const auto* list = value.as<List>()) {
    write_items(out, *list, "[]", level, [&](const Value& element, int inner) { write(out, element, inner); });
  } else if (const auto* map = value.as<Map>()) {
    write_items(out, *map, "{}", level, [&](const Map::Entry& entry, int inner) {
      write_text(out, entry.key.name);
      out += inner < 0 ? ":" : ": ";
      write(out, entry.value, inner);
    });
  }
}

}  // namespace

Result<Value> parse_json(std::string_view text, const std::string& name, Exit exit, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return broken(name, exit, std::to_string(text.size()) + " bytes; the limit is " + std::to_string(limits.bytes));
  }
  if (const auto offset = invalid_utf8(text)) {
    return broken(name, exit, "byte " + std::to_string(*offset) + ": invalid UTF-8");
  }
  if (text.starts_with("\xEF\xBB\xBF")) return broken(name, exit, "byte 0: a byte order mark");
  Builder builder(limits.depth);
  if (!Json::sax_parse(text.begin(), text.end(), &builder)) return broken(name, exit, builder.failure);
  return std::move(builder.root);
}

std::string write_json(const Value& value) {
  std::string text;
  write(text, value, -1);
  return text;
}

std::string write_json_pretty(const Value& value) {
  std::string text;
  write(text, value, 0);
  return text + "\n";
}

}  // namespace interlock
