#include "support/orders.hpp"

#include <map>
#include <set>

#include "base/text.hpp"
#include "codec/json.hpp"
#include "support/models.hpp"

namespace interlock::testing {

Instance instance_of(const Map& desired, const Map& live, Api api) {
  Instance instance;
  instance.live.api = api;
  for (const auto [key, fields] : live) {
    const auto address = *parse_address(key.name);
    instance.live.objects.emplace(address,
                                  LiveObject{address, {key.name}, *fields.as<Map>(), Guard{GuardKind::etag, "1"}});
  }
  for (const auto& kind : kinds()) instance.live.complete.insert(kind.kind);
  std::map<Address, Map> sorted;
  for (const auto [key, fields] : desired) sorted.emplace(*parse_address(key.name), *fields.as<Map>());
  for (const auto& [address, fields] : sorted) instance.desired.resources.push_back({address, fields, Place()});
  return instance;
}

std::vector<unsigned> ideals(const std::vector<Step>& steps) {
  std::map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < steps.size(); ++i) index[steps[i].id] = i;
  std::vector<unsigned> needs(steps.size(), 0);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (const auto& id : steps[i].after) needs[i] |= 1U << index.at(id);
  }
  std::vector<unsigned> found{0};
  std::set<unsigned> seen{0};
  for (std::size_t next = 0; next < found.size(); ++next) {
    const auto set = found[next];
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const bool is_ready = (set >> i & 1U) == 0 && (needs[i] & ~set) == 0;
      if (is_ready && seen.insert(set | 1U << i).second) found.push_back(set | 1U << i);
    }
  }
  return found;
}

std::string shown(const std::vector<Coverage>& coverage) {
  std::string text;
  for (const auto& row : coverage) {
    text += (text.empty() ? "" : ", ") + row.queue.name + " " + std::to_string(row.before) + " " +
            std::to_string(row.after) + " " + std::to_string(row.never_below);
  }
  return text;
}

std::vector<std::string> described(const std::vector<Step>& steps) {
  std::vector<std::string> result;
  for (const auto& step : steps) {
    auto line = step.id + " " + std::string(phase_name(step.phase)) + " " + std::string(verb_name(step.verb)) + " " +
                to_string(step.address);
    if (!step.after.empty()) line += " after " + join(step.after, ",");
    result.push_back(line);
  }
  return result;
}

std::string told(const Instance& instance, const Plan& plan) {
  std::string text;
  for (const auto& [address, object] : instance.live.objects) {
    text += "live " + to_string(address) + " " + write_json(Value(object.fields)) + "\n";
  }
  for (const auto& entry : instance.desired.resources) {
    text += "desired " + to_string(entry.address) + " " + write_json(Value(entry.fields)) + "\n";
  }
  for (const auto& step : plan.steps) {
    text += step.id + " " + to_string(step.address) + " after " + join(step.after, ",") + ": " +
            join(lines(step.edits), "; ") + "\n";
  }
  return text;
}

const Map& child(const Map& map, std::string_view key) {
  static const Map kEmpty;
  const auto* value = map.find(key);
  return value != nullptr ? *value->as<Map>() : kEmpty;
}

}  // namespace interlock::testing
