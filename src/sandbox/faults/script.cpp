#include "sandbox/faults/script.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "codec/complaints.hpp"
#include "codec/json.hpp"
#include "codec/yaml.hpp"
#include "sandbox/faults/kinds.hpp"

namespace interlock::sandbox {
namespace {

constexpr std::int64_t kMost = 1'000'000;

// One decoder a shape: whether the value was taken.

bool take(const Value& value, std::string& text) {
  const auto* found = value.as<std::string>();
  if (found == nullptr || found->empty()) return false;
  text = *found;
  return true;
}

bool take_number(const Value& value, std::int64_t lowest, std::int64_t highest, int& number) {
  const auto* found = value.as<std::int64_t>();
  if (found == nullptr || *found < lowest || *found > highest) return false;
  number = static_cast<int>(*found);
  return true;
}

bool take(const Value& value, Millis& duration) {
  const auto* text = value.as<std::string>();
  const auto found = text != nullptr ? parse_duration(*text) : std::nullopt;
  if (found) duration = *found;
  return found.has_value();
}

bool take_share(const Value& value, double& share) {
  const auto* whole = value.as<std::int64_t>();
  const auto* part = value.as<Decimal>();
  if (whole == nullptr && part == nullptr) return false;
  const auto found = whole != nullptr ? static_cast<double>(*whole) : part->number();
  if (!(found >= 0 && found <= 1)) return false;
  share = found;
  return true;
}

std::optional<Method> method_of(const Value& value) {
  const auto* text = value.as<std::string>();
  return text != nullptr ? parse_method(*text) : std::nullopt;
}

bool take_methods(const Value& value, std::vector<Method>& methods) {
  const auto words = value.is<List>() ? *value.as<List>() : List{value};
  for (const auto& word : words) {
    const auto method = method_of(word);
    if (!method) return false;
    methods.push_back(*method);
  }
  return !words.empty();
}

/// A key of a script: how it is read, and how it is written again (Null: as it is without).
template <class Owner>
struct ScriptKey {
  std::string_view name;
  bool (*read)(const Value&, Owner&);
  Value (*write)(const Owner&);
  std::string_view wanted;
};

Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }
Value number_or_null(int number) { return number == 0 ? Value() : Value(number); }

Value decimal(double number) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return Decimal{std::string(text.data(), end)};
}

Value methods_written(const FaultTarget& on) {
  List methods;
  for (const auto method : on.methods) methods.emplace_back(method_name(method));
  return methods.empty() ? Value() : Value(std::move(methods));
}

std::string rate_written(const Rate& rate) {
  return std::to_string(rate.requests) + (rate.window == std::chrono::seconds(1) ? "/s" : "/min");
}

constexpr std::array kTargetKeys{
    ScriptKey<FaultTarget>{"method",
                           [](const Value& value, FaultTarget& on) { return take_methods(value, on.methods); },
                           methods_written, "GET, POST, PUT, PATCH or DELETE, or a list of them"},
    ScriptKey<FaultTarget>{"path", [](const Value& value, FaultTarget& on) { return take(value, on.path); },
                           [](const FaultTarget& on) { return text_or_null(on.path); },
                           "a glob like /api/v2/routing/*"},
    ScriptKey<FaultTarget>{"nth",
                           [](const Value& value, FaultTarget& on) { return take_number(value, 1, kMost, on.nth); },
                           [](const FaultTarget& on) { return number_or_null(on.nth); }, "a whole number from 1"},
    ScriptKey<FaultTarget>{
        "after", [](const Value& value, FaultTarget& on) { return take(value, on.after); },
        [](const FaultTarget& on) { return on.after == Millis(0) ? Value() : Value(format_duration(on.after)); },
        "a duration like 5s"},
};

constexpr std::string_view kDuration = "a duration like 500ms, 2s or 5m";

// What every rule takes, then what the kinds' rows name.
constexpr std::size_t kCommon = 3;
constexpr std::array kRuleKeys{
    ScriptKey<FaultRule>{"rate", [](const Value& value, FaultRule& rule) { return take_share(value, rule.rate); },
                         [](const FaultRule& rule) { return rule.rate >= 1 ? Value() : decimal(rule.rate); },
                         "a number from 0 to 1"},
    ScriptKey<FaultRule>{"times",
                         [](const Value& value, FaultRule& rule) { return take_number(value, 1, kMost, rule.times); },
                         [](const FaultRule& rule) { return number_or_null(rule.times); }, "a whole number from 1"},
    ScriptKey<FaultRule>{"on", nullptr, nullptr, ""},
    ScriptKey<FaultRule>{"delay", [](const Value& value, FaultRule& rule) { return take(value, rule.delay); },
                         [](const FaultRule& rule) { return Value(format_duration(rule.delay)); }, kDuration},
    ScriptKey<FaultRule>{"status",
                         [](const Value& value, FaultRule& rule) { return take_number(value, 300, 599, rule.status); },
                         [](const FaultRule& rule) { return number_or_null(rule.status); }, "a status from 300 to 599"},
    ScriptKey<FaultRule>{"retry_after",
                         [](const Value& value, FaultRule& rule) { return take(value, rule.retry_after); },
                         [](const FaultRule& rule) { return Value(rule.retry_after); },
                         "text: seconds, `in 30s` for a date, `none`, or what else the header shall say"},
    ScriptKey<FaultRule>{"limit",
                         [](const Value& value, FaultRule& rule) {
                           return take(value, rule.limit) && parse_bucket(rule.limit).has_value();
                         },
                         [](const FaultRule& rule) { return text_or_null(rule.limit); },
                         "token, routing, queues or architect"},
    ScriptKey<FaultRule>{"size",
                         [](const Value& value, FaultRule& rule) { return take_number(value, 1, 1000, rule.size); },
                         [](const FaultRule& rule) { return Value(rule.size); }, "a whole number from 1 to 1000"},
    ScriptKey<FaultRule>{"quota",
                         [](const Value& value, FaultRule& rule) {
                           const auto* text = value.as<std::string>();
                           const auto rate = text != nullptr ? parse_rate(*text) : std::nullopt;
                           if (rate) rule.quota = *rate;
                           return rate.has_value();
                         },
                         [](const FaultRule& rule) { return Value(rate_written(rule.quota)); },
                         "a rate from 1/s to 100000/s or from 1/min to 100000/min"},
    ScriptKey<FaultRule>{"address", [](const Value& value, FaultRule& rule) { return take(value, rule.address); },
                         [](const FaultRule& rule) { return text_or_null(rule.address); },
                         "an address like queue/Billing"},
    ScriptKey<FaultRule>{"set",
                         [](const Value& value, FaultRule& rule) {
                           rule.set = value;
                           return value.is<Map>();
                         },
                         [](const FaultRule& rule) { return rule.set; }, "a map of fields"},
    ScriptKey<FaultRule>{"late",
                         [](const Value& value, FaultRule& rule) {
                           rule.is_late = value == Value(true);
                           return value.is<bool>();
                         },
                         [](const FaultRule& rule) { return rule.is_late ? Value(true) : Value(); }, "true or false"},
};

bool is_word_of(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const auto one = words.substr(0, words.find(' '));
    if (one == word) return true;
    words.remove_prefix(std::min(one.size() + 1, words.size()));
  }
  return false;
}

/// A script as it is read; `what` are the roles of messages.
class Reader {
 public:
  explicit Reader(Problems& problems) : problems_(problems) {}

  FaultScript script(const Map& document, const Place& at) {
    static constexpr std::array<std::string_view, 3> kKnown{"interlock", "seed", "rules"};
    FaultScript script;
    for (const auto& [key, value] : document) {
      if (std::find(kKnown.begin(), kKnown.end(), key.name) == kKnown.end())
        problems_.push_back(unknown_field("the fault script", key, kKnown));
    }
    if (const auto* seed = document.find("seed")) read_seed(*seed, script);
    const auto* rules = document.find("rules");
    if (rules == nullptr) problems_.push_back(missing_field("the fault script", "rules", at));
    const auto* list = rules != nullptr ? list_of("field 'rules'", *rules, problems_) : nullptr;
    if (list == nullptr) return script;
    for (const auto& value : *list) read_rule(value, script);
    return script;
  }

 private:
  void read_seed(const Value& value, FaultScript& script) {
    const auto* seed = value.as<std::int64_t>();
    if (seed == nullptr || *seed < 0) {
      problems_.push_back(wrong_type("field 'seed'", value, "a whole number from 0"));
    } else {
      script.seed = static_cast<std::uint64_t>(*seed);
    }
  }

  void read_rule(const Value& value, FaultScript& script) {
    const auto what = "rule " + std::to_string(script.rules.size() + 1);
    auto& rule = script.rules.emplace_back();
    const auto* map = map_of(what, value, problems_);
    rule.kind = map != nullptr ? kind(what, *map, value.at) : nullptr;
    if (rule.kind == nullptr) return;
    const auto name = what + " (" + std::string(rule.kind->name) + ")";
    for (const auto& [key, member] : *map) read_member(name, key, member, rule);
    if (rule.on.nth > 0 && rule.times == 0) rule.times = 1;
    if (is_word_of(rule.kind->takes, "address") && rule.address.empty())
      problems_.push_back(missing_field(name, "address", value.at));
  }

  const FaultKind* kind(const std::string& what, const Map& map, const Place& at) {
    std::vector<std::string_view> known;
    for (const auto& row : fault_kinds()) known.push_back(row.name);
    const auto* name = map.find("fault");
    if (name == nullptr) {
      problems_.push_back(missing_field(what, "fault", at));
      return nullptr;
    }
    const auto* text = text_of(what + ": field 'fault'", *name, problems_);
    const auto* found = text != nullptr ? find_fault_kind(*text) : nullptr;
    if (text == nullptr || found != nullptr) return found;
    const auto guess = did_you_mean(*text, known);
    problems_.push_back({.rule = "B7",
                         .where = name->at,
                         .message = what + ": unknown fault " + quoted(*text),
                         .hint = guess.empty() ? "the faults are " + join(known, ", ") : guess});
    return nullptr;
  }

  void read_member(const std::string& what, const Key& key, const Value& value, FaultRule& rule) {
    if (key.name == "fault") return;
    std::vector<std::string_view> known{"fault"};
    const ScriptKey<FaultRule>* row = nullptr;
    for (std::size_t i = 0; i < kRuleKeys.size(); ++i) {
      if (i >= kCommon && !is_word_of(rule.kind->takes, kRuleKeys[i].name)) continue;
      known.push_back(kRuleKeys[i].name);
      if (kRuleKeys[i].name == key.name) row = &kRuleKeys[i];
    }
    if (row == nullptr) return problems_.push_back(unknown_field(what, key, known));
    if (row->read == nullptr) return read_target(what, value, rule.on);
    if (!row->read(value, rule)) refuse(what, key.name, value, row->wanted);
  }

  void read_target(const std::string& what, const Value& value, FaultTarget& on) {
    const auto* map = map_of(what + ": field 'on'", value, problems_);
    if (map == nullptr) return;
    std::vector<std::string_view> known;
    for (const auto& row : kTargetKeys) known.push_back(row.name);
    for (const auto& [key, member] : *map) {
      const auto row =
          std::find_if(kTargetKeys.begin(), kTargetKeys.end(), [&](auto& one) { return one.name == key.name; });
      if (row == kTargetKeys.end()) {
        problems_.push_back(unknown_field(what + ": field 'on'", key, known));
      } else if (!row->read(member, on)) {
        refuse(what, "on." + key.name, member, row->wanted);
      }
    }
  }

  void refuse(const std::string& what, const std::string& key, const Value& value, std::string_view wanted) {
    const auto role = what + ": field '" + key + "'";
    problems_.push_back(value.is<Null>() ? missing_value(role, value.at)
                                         : wrong_type(role, value, std::string(wanted)));
  }

  Problems& problems_;
};

Map written(const FaultRule& rule) {
  Map map{{"fault", rule.kind->name}};
  Map on;
  for (const auto& key : kTargetKeys) {
    if (auto value = key.write(rule.on); !value.is<Null>()) on.set(key.name, std::move(value));
  }
  if (!on.empty()) map.set("on", std::move(on));
  for (std::size_t i = 0; i < kRuleKeys.size(); ++i) {
    const auto& key = kRuleKeys[i];
    if (key.write == nullptr || (i >= kCommon && !is_word_of(rule.kind->takes, key.name))) continue;
    if (auto value = key.write(rule); !value.is<Null>()) map.set(key.name, std::move(value));
  }
  return map;
}

}  // namespace

Result<FaultScript> read_fault_script(const Source& source) {
  Problems problems;
  const auto documents = read_yaml(source, problems);
  if (problems.empty() && documents.size() != 1) {
    problems.push_back({.rule = "B3",
                        .where = whole_file(source.name),
                        .message = "a fault script is one document, not " + std::to_string(documents.size())});
  }
  if (!problems.empty()) return problems;
  const auto* map = map_of("the fault script", documents.front(), problems);
  FaultScript script;
  if (map != nullptr && is_current_format(*map, documents.front().at, problems)) {
    script = Reader(problems).script(*map, documents.front().at);
  }
  if (!problems.empty()) {
    sort_unique(problems);
    return problems;
  }
  return script;
}

std::string write_fault_script(const FaultScript& script) {
  List rules;
  for (const auto& rule : script.rules) rules.emplace_back(written(rule));
  return write_json(
      Map{{"interlock", 1}, {"seed", static_cast<std::int64_t>(script.seed)}, {"rules", std::move(rules)}});
}

}  // namespace interlock::sandbox
