#include "api/published/routes.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace interlock::published {
namespace {

constexpr auto kVersion = GuardKind::version;

constexpr std::array kRoutes{
    Route{.kind = Kind::division,
          .list = "/api/v2/authorization/divisions",
          .item = "/api/v2/authorization/divisions/{id}"},
    Route{.kind = Kind::skill,
          .list = "/api/v2/routing/skills",
          .item = "/api/v2/routing/skills/{id}",
          .update = Method::patch},
    Route{.kind = Kind::language, .list = "/api/v2/routing/languages", .item = "/api/v2/routing/languages/{id}"},
    Route{.kind = Kind::wrapup_code, .list = "/api/v2/routing/wrapupcodes", .item = "/api/v2/routing/wrapupcodes/{id}"},
    Route{.kind = Kind::user,
          .list = "/api/v2/users",
          .item = "/api/v2/users/{id}",
          .query = "expand=skills&expand=languages",
          .key = "email"},
    Route{.kind = Kind::flow, .list = "/api/v2/flows", .item = "/api/v2/flows/{id}"},
    Route{.kind = Kind::script, .list = "/api/v2/scripts", .item = "/api/v2/scripts/{id}"},
    Route{.kind = Kind::prompt, .list = "/api/v2/architect/prompts", .item = "/api/v2/architect/prompts/{id}"},
    Route{.kind = Kind::group, .list = "/api/v2/groups", .item = "/api/v2/groups/{id}"},
    Route{.kind = Kind::team, .list = "/api/v2/teams", .item = "/api/v2/teams/{id}"},
    Route{.kind = Kind::site,
          .list = "/api/v2/telephony/providers/edges/sites",
          .item = "/api/v2/telephony/providers/edges/sites/{id}"},
    Route{.kind = Kind::skill_group,
          .list = "/api/v2/routing/skillgroups",
          .item = "/api/v2/routing/skillgroups/{id}",
          .update = Method::patch,
          .is_poor_listed = true,
          .division = "SKILLGROUP"},
    Route{.kind = Kind::queue,
          .list = "/api/v2/routing/queues",
          .item = "/api/v2/routing/queues/{id}",
          .division = "QUEUE"},
    Route{.kind = Kind::schedule,
          .list = "/api/v2/architect/schedules",
          .item = "/api/v2/architect/schedules/{id}",
          .guard = kVersion,
          .division = "ROUTINGSCHEDULES"},
    Route{.kind = Kind::schedule_group,
          .list = "/api/v2/architect/schedulegroups",
          .item = "/api/v2/architect/schedulegroups/{id}",
          .guard = kVersion,
          .division = "ROUTINGSCHEDULEGROUPS"},
    Route{.kind = Kind::ivr,
          .list = "/api/v2/architect/ivrs",
          .item = "/api/v2/architect/ivrs/{id}",
          .guard = kVersion,
          .division = "CALLROUTE"},
    Route{.kind = Kind::emergency_group,
          .list = "/api/v2/architect/emergencygroups",
          .item = "/api/v2/architect/emergencygroups/{id}",
          .guard = kVersion,
          .division = "EMERGENCYGROUPS"},
    Route{.kind = Kind::data_table,
          .list = "/api/v2/flows/datatables",
          .item = "/api/v2/flows/datatables/{id}",
          .query = "expand=schema",
          .division = "DATATABLES"},
    Route{.kind = Kind::trunk_base,
          .list = "/api/v2/telephony/providers/edges/trunkbasesettings",
          .item = "/api/v2/telephony/providers/edges/trunkbasesettings/{id}",
          .guard = kVersion,
          .query = "expand=properties",
          .is_query_of_list = true},
};

std::string filled(std::string_view pattern, std::string_view id) {
  constexpr std::string_view kHole = "{id}";
  std::string path(pattern);
  return path.replace(path.find(kHole), kHole.size(), percent_encode(id));
}

struct PartPath {
  Part part;
  std::string_view pattern;
};
constexpr std::array kPartPaths{
    PartPath{Part::members, "/api/v2/routing/queues/{id}/members"},
    PartPath{Part::wrapup_codes, "/api/v2/routing/queues/{id}/wrapupcodes"},
    PartPath{Part::levels, "/api/v2/users/{id}/routingskills"},
    PartPath{Part::languages, "/api/v2/users/{id}/routinglanguages"},
    PartPath{Part::rows, "/api/v2/flows/datatables/{id}/rows"},
};

}  // namespace

const Route* find_route(Kind kind) {
  const auto found = std::find_if(kRoutes.begin(), kRoutes.end(), [&](const Route& row) { return row.kind == kind; });
  return found != kRoutes.end() ? &*found : nullptr;
}

const Route& route(Kind kind) {
  const auto* found = find_route(kind);
  if (found == nullptr) std::abort();  // callers ask only for kinds with a list of their own
  return *found;
}

Query query_of(const Route& route) { return parse_query(route.query); }

std::string item_path(Kind kind, const ResourceId& id) {
  if (kind == Kind::row) {
    const auto [table, key] = row_parts(id);
    return list_path({Part::rows, Kind::data_table, table}) + "/" + percent_encode(key);
  }
  if (kind == Kind::utilization) {
    return id.value == kOrganization ? "/api/v2/routing/utilization"
                                     : filled("/api/v2/routing/users/{id}/utilization", id.value);
  }
  return filled(route(kind).item, id.value);
}

std::string list_path(const Read& read) {
  for (const auto& [part, pattern] : kPartPaths) {
    if (part == read.part) return filled(pattern, read.id.value);
  }
  return std::string(route(read.kind).list);
}

ResourceId row_id(const ResourceId& table, std::string_view key) { return {table.value + "/" + std::string(key)}; }

std::pair<ResourceId, std::string> row_parts(const ResourceId& row) {
  const auto slash = row.value.find('/');
  if (slash == std::string::npos) return {row, {}};
  return {ResourceId{row.value.substr(0, slash)}, row.value.substr(slash + 1)};
}

}  // namespace interlock::published
