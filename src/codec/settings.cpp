#include "codec/settings.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "codec/callback.hpp"
#include "codec/complaints.hpp"
#include "codec/settings_table.hpp"
#include "codec/url.hpp"
#include "codec/yaml.hpp"
#include "model/region.hpp"

namespace interlock {
namespace {

using Decoded = std::optional<Value>;

/// A setting as it was written, and the path that messages call it by.
struct Setting {
  const SettingInfo& info;
  const Value& value;
  std::string path;  // "limits.deletes.percent"
  Problems& problems;
};

Decoded decode(const Setting& setting);

Decoded refuse(const Setting& setting, std::string rule, const std::string& wanted, std::string hint = {}) {
  auto problem = setting.value.is<Null>() ? missing_value(setting.path, setting.value.at)
                                          : wrong_type(setting.path, setting.value, wanted, std::move(hint));
  if (problem.rule != "B6") problem.rule = std::move(rule);
  setting.problems.push_back(std::move(problem));
  return std::nullopt;
}

/// The map or list, or a problem.
template <class T>
const T* typed(const Setting& setting, const std::string& wanted) {
  const auto* found = setting.value.as<T>();
  if (found == nullptr) refuse(setting, "B78", wanted);
  return found;
}

/// The value where it is a text that passes, else a problem.
template <class Passes>
Decoded decode_if(const Setting& setting, std::string rule, const std::string& wanted, const Passes& passes) {
  const auto* text = setting.value.as<std::string>();
  return text != nullptr && passes(*text) ? Decoded(setting.value) : refuse(setting, std::move(rule), wanted);
}

Decoded decode_text(const Setting& setting) {
  return decode_if(setting, "B78", "text that is not empty", [](const auto& text) { return !text.empty(); });
}

Decoded decode_choice(const Setting& setting) {
  const auto& choices = setting.info.choices;
  return decode_if(setting, "B78", "one of " + join(choices, ", "),
                   [&](const auto& text) { return std::find(choices.begin(), choices.end(), text) != choices.end(); });
}

Decoded decode_number(const Setting& setting, std::int64_t highest) {
  const auto* number = setting.value.as<std::int64_t>();
  if (number != nullptr && *number >= 0 && *number <= highest) return setting.value;
  return refuse(setting, "B78", "a whole number from 0 to " + std::to_string(highest));
}

Decoded decode_count(const Setting& setting) { return decode_number(setting, kHighestCount); }
Decoded decode_percent(const Setting& setting) { return decode_number(setting, 100); }

Decoded decode_rate(const Setting& setting) {
  return decode_if(setting, "B42", "a rate from 1/s to 100000/s or from 1/min to 100000/min",
                   [](const auto& text) { return parse_rate(text).has_value(); });
}

Decoded decode_duration(const Setting& setting) {
  return decode_if(setting, "B42", "a duration like 500ms, 2s, 5m, 24h or 7d, at most ten years",
                   [](const auto& text) { return parse_duration(text).has_value(); });
}

Decoded decode_region(const Setting& setting) {
  const auto* text = setting.value.as<std::string>();
  auto name = lower_case(text != nullptr ? *text : "");
  if (name.ends_with('.')) name.pop_back();
  if (find_region(name) != nullptr) return Value(name, setting.value.at);
  std::vector<std::string_view> known;
  for (const auto& region : regions()) known.push_back(region.name);
  const auto guess = did_you_mean(name, known);
  return refuse(setting, "B45", "a region of the platform",
                (guess.empty() ? "" : guess + " ") + "known regions: " + join(known, ", "));
}

Decoded decode_url(const Setting& setting) {
  const auto* text = setting.value.as<std::string>();
  if (text == nullptr) return refuse(setting, "B45", "an address like https://api.example.com");
  auto url = normal_tenant_url(*text, setting.value.at);
  if (url) return Value(*std::move(url), setting.value.at);
  for (auto problem : url.problems()) setting.problems.push_back(std::move(problem));
  return std::nullopt;
}

Decoded decode_callback(const Setting& setting) {
  const auto* text = setting.value.as<std::string>();
  const auto fault = text != nullptr ? callback_fault(*text) : "it is no text";
  if (fault.empty()) return setting.value;
  setting.problems.push_back({.rule = "B36",
                              .where = setting.value.at,
                              .message = setting.path + " is refused: " + std::string(fault),
                              .hint = "an address like https://hooks.example.com/change is wanted"});
  return std::nullopt;
}

Decoded decode_hosts(const Setting& setting) {
  const auto* list = typed<List>(setting, "a list");
  if (list == nullptr) return std::nullopt;
  for (const auto& element : *list) {
    const auto* host = element.as<std::string>();
    if (host != nullptr && is_callback_host(*host)) continue;
    refuse({setting.info, element, setting.path, setting.problems}, "B78",
           "a host in lower case, with a port if it is not 443");
  }
  return setting.value;
}

Decoded decode_date(const Setting& setting) { return decode_if(setting, "B78", "a date like 2027-01-31", is_date); }

Map decode_members(std::span<const SettingInfo> members, const Map& map, const std::string& path, Problems& problems) {
  std::vector<std::string_view> known;
  for (const auto& member : members) known.push_back(member.name);
  Map decoded;
  for (const auto& [key, value] : map) {
    const auto member = std::find_if(members.begin(), members.end(), [&](auto& row) { return row.name == key.name; });
    if (member == members.end()) {
      auto problem = unknown_field(path.empty() ? "settings" : path, key, known);
      problem.rule = "B78";
      problems.push_back(std::move(problem));
      continue;
    }
    auto found = decode({*member, value, path.empty() ? key.name : path + "." + key.name, problems});
    if (found) decoded.set(key.name, *std::move(found), key.at);
  }
  return decoded;
}

Decoded decode_record(const Setting& setting) {
  const auto* map = typed<Map>(setting, "a map");
  if (map == nullptr) return std::nullopt;
  for (const auto& member : setting.info.members) {
    if (!member.required || map->contains(member.name)) continue;
    auto problem = missing_field(setting.path, member.name, setting.value.at);
    problem.rule = "B78";
    setting.problems.push_back(std::move(problem));
  }
  return Value(decode_members(setting.info.members, *map, setting.path, setting.problems), setting.value.at);
}

Decoded decode_records(const Setting& setting) {
  const auto* list = typed<List>(setting, "a list");
  if (list == nullptr) return std::nullopt;
  List records;
  for (const auto& element : *list) {
    auto record = decode_record({setting.info, element, setting.path, setting.problems});
    if (record) records.push_back(*std::move(record));
  }
  return Value(std::move(records), setting.value.at);
}

Decoded decode_by_name(const Setting& setting) {
  const auto* map = typed<Map>(setting, "a map");
  if (map == nullptr) return std::nullopt;
  Map records;
  for (const auto& [key, value] : *map) {
    auto record = decode_record({setting.info, value, setting.path + "." + visible(key.name), setting.problems});
    if (record) records.set(key.name, *std::move(record), key.at);
  }
  return Value(std::move(records), setting.value.at);
}

Decoded decode(const Setting& setting) {
  static constexpr std::array<Decoded (*)(const Setting&), 14> kDecoders{
      decode_text, decode_choice,   decode_count, decode_percent, decode_rate,   decode_duration, decode_region,
      decode_url,  decode_callback, decode_hosts, decode_date,    decode_record, decode_records,  decode_by_name,
  };
  static_assert(static_cast<std::size_t>(SettingShape::by_name) + 1 == kDecoders.size(), "a shape without a row");
  return kDecoders[static_cast<std::size_t>(setting.info.shape)](setting);
}

const Value& member(const Value& value, std::string_view name) {
  static const Value kNothing;
  const auto* found = value.find(name);
  return found != nullptr ? *found : kNothing;
}

std::optional<int> number_in(const Value& record, std::string_view name, std::optional<int> fallback = {}) {
  const auto* number = member(record, name).as<std::int64_t>();
  return number != nullptr ? std::optional(static_cast<int>(*number)) : fallback;
}

Millis duration_in(const Value& record, std::string_view name, Millis fallback) {
  return parse_duration(text_or(record, name)).value_or(fallback);
}

/// What a budget leaves out stays at its default: naming one half never lifts the other.
Budget budget_in(const Value& limits, std::string_view name, const Budget& fallback) {
  const auto& budget = member(limits, name);
  return {number_in(budget, "at_most", fallback.at_most), number_in(budget, "percent", fallback.percent)};
}

Tenant tenant_of(const Key& key, const Value& record) {
  Tenant tenant{.name = key.name,
                .region = text_or(record, "region"),
                .url = text_or(record, "url"),
                .organization = text_or(record, "organization"),
                .api = parse_api(text_or(record, "api")),
                .at = key.at,
                .url_at = member(record, "url").at};
  if (text_or(record, "levels") == "descending") tenant.levels = LevelOrder::descending;
  if (text_or(record, "tier") == "enterprise") tenant.tier = Tier::enterprise;
  if (const auto* rates = member(record, "rates").as<Map>()) {
    for (const auto& [name, rate] : *rates) {
      tenant.rates[*parse_bucket(name.name)] = *parse_rate(std::get<std::string>(rate.data));
    }
  }
  return tenant;
}

Settings settings_of(const Value& root) {
  Settings settings;
  if (const auto* tenants = member(root, "tenants").as<Map>()) {
    for (const auto& [key, record] : *tenants) settings.tenants.push_back(tenant_of(key, record));
  }
  const auto& limits = member(root, "limits");
  settings.limits = {budget_in(limits, "deletes", settings.limits.deletes),
                     budget_in(limits, "updates", settings.limits.updates),
                     budget_in(limits, "level_removals", settings.limits.level_removals)};
  settings.settle = duration_in(root, "settle", settings.settle);
  const auto& hooks = member(root, "hooks");
  settings.hooks = {{}, text_or(hooks, "change"), text_or(hooks, "workforce")};
  if (const auto* allowed = member(hooks, "allow").as<List>()) {
    for (const auto& host : *allowed) {
      if (const auto* text = host.as<std::string>()) settings.hooks.allow.push_back(*text);
    }
  }
  const auto& watch = member(root, "after_apply");
  settings.after_apply = {duration_in(watch, "watch", Millis(0)), number_in(member(watch, "abandoned"), "percent"),
                          number_in(member(watch, "conversations"), "percent")};
  if (const auto* ignored = member(root, "ignore").as<List>()) {
    for (const auto& record : *ignored) {
      settings.ignore.push_back({text_or(record, "object"), text_or(record, "reason"), text_or(record, "until"),
                                 member(record, "object").at});
    }
  }
  return settings;
}

/// SEC7: whoever may write one setting must not be able to send what another one guards.
void check_hooks(const Settings& settings, Problems& problems) {
  const auto& hooks = member(settings.written, "hooks");
  const auto& allowed = settings.hooks.allow;
  for (const auto* name : {"change", "workforce"}) {
    const auto url = text_or(hooks, name);
    const auto allows = [&](const std::string& entry) { return allows_callback(entry, url); };
    if (url.empty() || std::any_of(allowed.begin(), allowed.end(), allows)) continue;
    problems.push_back({.rule = "B36",
                        .where = member(hooks, name).at,
                        .message = "hooks." + std::string(name) + " calls a host that hooks.allow does not list",
                        .hint = "add it to hooks.allow, with its port if that is not 443"});
  }
}

void check_addresses(const Settings& settings, Problems& problems) {
  for (const auto& tenant : settings.tenants) {
    if (tenant.region.empty() || tenant.url.empty()) continue;
    problems.push_back({.rule = "B45",
                        .where = tenant.url_at,
                        .message = "tenants." + visible(tenant.name) + " has both region " + quoted(tenant.region) +
                                   " and url " + quoted(tenant.url),
                        .hint = "keep one of them"});
  }
}

/// The one document of the file, or null with a problem.
const Map* only_document(const std::vector<Value>& documents, const Source& source, Problems& problems) {
  if (has_errors(problems)) return nullptr;
  if (documents.size() != 1 || documents.front().is<Null>()) {
    const bool is_empty = documents.size() < 2;
    problems.push_back(
        {.rule = "B78",
         .where = documents.size() > 1 ? documents[1].at : whole_file(source.name),
         .message = is_empty ? "the settings are empty" : "settings are one document, not several",
         .hint = is_empty ? "write `interlock: 1` and `tenants:`" : "remove the line `---` and what follows"});
    return nullptr;
  }
  return map_of("settings", documents.front(), problems);
}

}  // namespace

Settings read_settings(const Source& source, Problems& problems) {
  Problems found;
  const auto documents = read_yaml(source, found);
  Settings settings;
  const auto* root = only_document(documents, source, found);
  if (root != nullptr && is_current_format(*root, documents.front().at, found)) {
    auto members = *root;
    members.erase("interlock");
    Value written(decode_members(settings_table(), members, "", found));
    settings = settings_of(written);
    settings.written = std::move(written);
    check_addresses(settings, found);
    check_hooks(settings, found);
  }
  problems.insert(problems.end(), found.begin(), found.end());
  return settings;
}

}  // namespace interlock
