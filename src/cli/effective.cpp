#include "cli/effective.hpp"

#include <algorithm>
#include <array>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "cli/flags.hpp"
#include "codec/url.hpp"

namespace interlock {
namespace {

/// What a row may look at.
struct View {
  const Options& options;
  const Environment& environment;
  const Settings& settings;
  const Tenant& tenant;
  const std::vector<Claim>& claims;
};

/// One setting: what can set it, and what its value is. Its name is its path in the file, below the tenant or not.
struct Row {
  std::string_view name;
  std::optional<Flag> flag{};
  std::string_view variable{};
  bool (*is_in_environment)(const Environment&) = nullptr;
  std::string_view other_name{};  // a second key of the file that sets it too
  Value (*value)(const View&);
};

Value text_or_null(const std::string& text) { return text.empty() ? Value(Null{}) : Value(text); }
Value number_or_null(std::optional<int> number) { return number ? Value(*number) : Value(Null{}); }

Value list_of(const std::vector<std::string>& texts) {
  List list;
  for (const auto& text : texts) list.emplace_back(text);
  return list.empty() ? Value(Null{}) : Value(std::move(list));
}

Value duration_or_null(Millis duration) {
  return duration.count() == 0 ? Value(Null{}) : Value(format_duration(duration));
}

Value callback(const std::string& url) {
  if (url.empty()) return Null{};
  const auto rest = url.substr(url.find("://") + 3);
  return "https://" + rest.substr(0, rest.find('/')) + "/...";
}

template <Bucket bucket>
Value rate(const View& view) {
  const auto found = view.tenant.rates.find(bucket);
  const auto rate = found != view.tenant.rates.end() ? found->second : default_rate(bucket);
  return std::to_string(rate.requests) + (rate.window == Millis(1'000) ? "/s" : "/min");
}

template <auto budget, auto half>
Value limit(const View& view) {
  return number_or_null(view.settings.limits.*budget.*half);
}

/// What is secret, or would tell whose it is, is shown as set.
template <auto variable>
bool is_given(const Environment& environment) {
  return (environment.*variable).has_value();
}
template <auto variable>
Value set_or_null(const View& view) {
  return is_given<variable>(view.environment) ? Value("set") : Value(Null{});
}

constexpr std::array kTenantRows{
    Row{.name = "url",
        .flag = Flag::url,
        .variable = "GENESYSCLOUD_REGION",
        .is_in_environment = [](const Environment& e) { return e.region.has_value(); },
        .other_name = "region",
        .value = [](const View& v) { return v.claims.empty() ? Value(Null{}) : Value(v.claims.front().origin); }},
    Row{.name = "organization", .value = [](const View& v) { return text_or_null(v.tenant.organization); }},
    Row{.name = "api",
        .flag = Flag::api,
        .value =
            [](const View& v) {
              const auto api = v.options.api ? v.options.api : v.tenant.api;
              return Value(api_name(api.value_or(kDefaultApi)));
            }},
    Row{.name = "levels",
        .value =
            [](const View& v) {
              return Value(v.tenant.levels == LevelOrder::descending ? "descending" : "ascending");
            }},
    Row{.name = "tier",
        .value = [](const View& v) { return Value(v.tenant.tier == Tier::enterprise ? "enterprise" : "standard"); }},
    Row{.name = "rates.token", .value = rate<Bucket::token>},
    Row{.name = "rates.routing", .value = rate<Bucket::routing>},
    Row{.name = "rates.queues", .value = rate<Bucket::queues>},
    Row{.name = "rates.architect", .value = rate<Bucket::architect>},
};

constexpr std::array kGlobalRows{
    Row{.name = "limits.deletes.at_most", .value = limit<&Limits::deletes, &Budget::at_most>},
    Row{.name = "limits.deletes.percent", .value = limit<&Limits::deletes, &Budget::percent>},
    Row{.name = "limits.updates.at_most", .value = limit<&Limits::updates, &Budget::at_most>},
    Row{.name = "limits.updates.percent", .value = limit<&Limits::updates, &Budget::percent>},
    Row{.name = "limits.level_removals.at_most", .value = limit<&Limits::level_removals, &Budget::at_most>},
    Row{.name = "limits.level_removals.percent", .value = limit<&Limits::level_removals, &Budget::percent>},
    Row{.name = "settle", .value = [](const View& v) { return Value(format_duration(v.settings.settle)); }},
    Row{.name = "hooks.allow", .value = [](const View& v) { return list_of(v.settings.hooks.allow); }},
    Row{.name = "hooks.change", .value = [](const View& v) { return callback(v.settings.hooks.change); }},
    Row{.name = "hooks.workforce", .value = [](const View& v) { return callback(v.settings.hooks.workforce); }},
    Row{.name = "after_apply.watch",
        .value = [](const View& v) { return duration_or_null(v.settings.after_apply.duration); }},
    Row{.name = "after_apply.abandoned.percent",
        .value = [](const View& v) { return number_or_null(v.settings.after_apply.abandoned_percent); }},
    Row{.name = "after_apply.conversations.percent",
        .value = [](const View& v) { return number_or_null(v.settings.after_apply.conversations_percent); }},
};

/// What only flags and the environment set.
constexpr std::array kRunRows{
    Row{.name = "client_id",
        .variable = "GENESYSCLOUD_OAUTHCLIENT_ID",
        .is_in_environment = is_given<&Environment::client_id>,
        .value = set_or_null<&Environment::client_id>},
    Row{.name = "client_secret",
        .variable = "GENESYSCLOUD_OAUTHCLIENT_SECRET",
        .is_in_environment = is_given<&Environment::client_secret>,
        .value = set_or_null<&Environment::client_secret>},
    Row{.name = "client_secret_file",
        .variable = "GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE",
        .is_in_environment = is_given<&Environment::client_secret_file>,
        .value = set_or_null<&Environment::client_secret_file>},
    Row{.name = "access_token",
        .variable = "GENESYSCLOUD_ACCESS_TOKEN",
        .is_in_environment = is_given<&Environment::access_token>,
        .value = set_or_null<&Environment::access_token>},
    Row{.name = "hook_key",
        .variable = "INTERLOCK_HOOK_KEY",
        .is_in_environment = is_given<&Environment::hook_key>,
        .value = set_or_null<&Environment::hook_key>},
    Row{.name = "hook_key_file",
        .variable = "INTERLOCK_HOOK_KEY_FILE",
        .is_in_environment = is_given<&Environment::hook_key_file>,
        .value = set_or_null<&Environment::hook_key_file>},
    Row{.name = "allow_host",
        .flag = Flag::allow_host,
        .value = [](const View& v) { return list_of(v.options.allowed_hosts); }},
    Row{.name = "ca_file",
        .flag = Flag::ca_file,
        .value = [](const View& v) { return text_or_null(v.options.ca_file); }},
    Row{.name = "proxy",
        .flag = Flag::proxy,
        .value = [](const View& v) { return Value(v.options.proxy_from_environment ? "env" : "none"); }},
    Row{.name = "parallelism",
        .flag = Flag::parallelism,
        .value = [](const View& v) { return Value(v.options.parallelism); }},
    Row{.name = "max_wait",
        .flag = Flag::max_wait,
        .value = [](const View& v) { return Value(format_duration(v.options.max_wait)); }},
};

Place place_in(const Value& root, std::string_view name) {
  std::string path(name);
  std::replace(path.begin(), path.end(), '.', '/');
  const auto* written = name.empty() ? nullptr : value_at(root, "/" + path);
  return written != nullptr ? written->at : Place();
}

EffectiveSetting effective(const Row& row, const View& view, const Value& written) {
  EffectiveSetting setting{.name = std::string(row.name), .value = row.value(view)};
  if (row.flag && view.options.given.contains(*row.flag)) {
    setting.source = SettingSource::flag;
    setting.from = "--" + std::string(info(*row.flag).name);
  } else if (row.is_in_environment != nullptr && row.is_in_environment(view.environment)) {
    setting.source = SettingSource::environment;
    setting.from = row.variable;
  } else {
    setting.at = place_in(written, row.name);
    if (!setting.at) setting.at = place_in(written, row.other_name);
    if (setting.at) setting.source = SettingSource::file;
  }
  return setting;
}

EffectiveSetting ignored(const Ignore& ignore) {
  return {.name = "ignore",
          .value = Map{{"object", ignore.object}, {"reason", ignore.reason}, {"until", text_or_null(ignore.until)}},
          .source = SettingSource::file,
          .at = ignore.at};
}

EffectiveSetting chosen(const Tenant& tenant, const Options& options) {
  EffectiveSetting setting{.name = "tenant", .value = text_or_null(tenant.name)};
  if (options.given.contains(Flag::tenant)) {
    setting.source = SettingSource::flag;
    setting.from = "--tenant";
  } else if (!tenant.name.empty()) {
    setting.source = SettingSource::file;
    setting.at = tenant.at;
  }
  return setting;
}

}  // namespace

SettingsReport effective_settings(const Context& context, const Settings& settings, const Tenant& tenant,
                                  const std::vector<Claim>& claims) {
  const View view{context.options, context.environment, settings, tenant, claims};
  SettingsReport report{.tenant = tenant.name, .settings = {chosen(tenant, context.options)}};
  const auto add = [&](const auto& rows, const Value& written) {
    for (const auto& row : rows) report.settings.push_back(effective(row, view, written));
  };
  const auto* of_tenant = value_at(settings.written, pointer({"tenants", tenant.name}));
  const bool is_open = tenant.name.empty() && settings.tenants.size() > 1;
  if (!is_open) add(kTenantRows, of_tenant != nullptr ? *of_tenant : Value());
  add(kGlobalRows, settings.written);
  for (const auto& ignore : settings.ignore) report.settings.push_back(ignored(ignore));
  add(kRunRows, Value());
  return report;
}

}  // namespace interlock
