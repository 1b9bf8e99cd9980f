#include "support/models.hpp"

#include <stdexcept>

#include "codec/json.hpp"

namespace interlock::testing {
namespace {

Address address_of(const std::string& text) {
  const auto address = parse_address(text);
  if (!address) throw std::invalid_argument("no address: " + text);
  return *address;
}

std::string side(const std::optional<Value>& value) { return value ? write_json(*value) : "-"; }

}  // namespace

Map map_of(std::string_view json) {
  auto value = parse_json(json, "test");
  if (!value) throw std::invalid_argument(value.problems().front().message + ": " + std::string(json));
  return *value->as<Map>();
}

Manifest manifest_of(std::string_view json) {
  Manifest manifest;
  const auto file = std::make_shared<const std::string>("m.yaml");
  std::map<Address, Map> sorted;
  for (const auto [key, fields] : map_of(json)) sorted.emplace(address_of(key.name), *fields.as<Map>());
  for (auto& [address, fields] : sorted) {
    const auto line = static_cast<std::uint32_t>(manifest.resources.size() + 1);
    manifest.resources.push_back({address, std::move(fields), Place{file, line, 1}});
  }
  return manifest;
}

LiveState live_of(std::string_view json) {
  LiveState live;
  for (const auto& kind : kinds()) live.complete.insert(kind.kind);
  for (const auto [key, fields] : map_of(json)) {
    const auto address = address_of(key.name);
    live.objects.emplace(address,
                         LiveObject{address, {"id-" + address.name}, *fields.as<Map>(), Guard{GuardKind::etag, "1"}});
  }
  return live;
}

std::vector<std::string> lines(const std::vector<FieldEdit>& edits) {
  std::vector<std::string> result;
  for (const auto& edit : edits) result.push_back(edit.path + ": " + side(edit.before) + " -> " + side(edit.after));
  return result;
}

}  // namespace interlock::testing
