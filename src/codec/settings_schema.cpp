#include <array>
#include <string>
#include <utility>

#include "codec/schema.hpp"
#include "codec/schema_parts.hpp"
#include "codec/settings_table.hpp"
#include "model/region.hpp"

namespace interlock {
namespace {

using namespace schema;

constexpr std::string_view kHost = R"((\[[0-9a-f:.]+\]|[a-z0-9.-]{1,253})(:[0-9]{1,5})?)";

Map record_schema(std::span<const SettingInfo> members);

Map text_schema(const SettingInfo&) { return map({{"type", "string"}, {"minLength", 1}}); }
Map choice_schema(const SettingInfo& setting) { return map({{"enum", texts(setting.choices)}}); }
Map count_schema(const SettingInfo&) { return integer(0, kHighestCount); }
Map percent_schema(const SettingInfo&) { return integer(0, 100); }
Map rate_schema(const SettingInfo&) { return pattern("^0*([1-9][0-9]{0,4}|100000)/(s|min)$"); }
Map duration_schema(const SettingInfo&) { return pattern("^[0-9]+(ms|s|m|h|d)$"); }
Map region_schema(const SettingInfo&) {
  List names;
  for (const auto& region : regions()) names.emplace_back(region.name);
  return map({{"enum", std::move(names)}});
}
Map url_schema(const SettingInfo&) { return pattern("^[Hh][Tt][Tt][Pp][Ss]?://[^/?#@\\\\]+/?$"); }
Map callback_schema(const SettingInfo&) {
  return pattern("^https://" + std::string(kHost) + R"(([/?#][!-\[\]-~]*)?$)");
}
Map hosts_schema(const SettingInfo&) { return list_of(pattern("^" + std::string(kHost) + "$")); }
Map date_schema(const SettingInfo&) { return pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"); }
Map nested_schema(const SettingInfo& setting) { return record_schema(setting.members); }
Map records_schema(const SettingInfo& setting) { return list_of(record_schema(setting.members)); }
Map by_name_schema(const SettingInfo& setting) {
  return map({{"type", "object"}, {"additionalProperties", record_schema(setting.members)}});
}

Value setting_schema(const SettingInfo& setting) {
  // By SettingShape.
  static constexpr std::array<Map (*)(const SettingInfo&), 14> kSchemas{
      text_schema, choice_schema,   count_schema, percent_schema, rate_schema,   duration_schema, region_schema,
      url_schema,  callback_schema, hosts_schema, date_schema,    nested_schema, records_schema,  by_name_schema,
  };
  static_assert(static_cast<std::size_t>(SettingShape::by_name) + 1 == kSchemas.size(), "a shape without a row");
  return with_doc(kSchemas[static_cast<std::size_t>(setting.shape)](setting), setting.doc);
}

Map properties_of(std::span<const SettingInfo> members) {
  Map properties;
  for (const auto& member : members) properties.set(member.name, setting_schema(member));
  return properties;
}

Map record_schema(std::span<const SettingInfo> members) {
  List required;
  for (const auto& member : members) {
    if (member.required) required.emplace_back(member.name);
  }
  return closed(properties_of(members), std::move(required));
}

}  // namespace

Value settings_schema() { return document("Interlock settings", properties_of(settings_table())); }

}  // namespace interlock
