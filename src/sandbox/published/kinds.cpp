#include "sandbox/published/kinds.hpp"

#include <algorithm>
#include <array>

#include "base/http.hpp"
#include "sandbox/published/rules.hpp"

namespace interlock::sandbox::published {
namespace {

using enum Collection;

constexpr Code kGeneralAbsent{404, "general.resource.not.found"};
constexpr Code kResourceAbsent{404, "resource.not.found"};
constexpr Code kGeneralBad{400, "general.bad.request"};
constexpr Code kStillUsed{409, "general.conflict"};

constexpr std::array kKinds{
    Kind{.collection = skills,
         .path = "/api/v2/routing/skills",
         .noun = "skill",
         .taken = {409, "general.conflict"},
         .in_use = {409, "request.conflict"},
         .guide_members = "description= enabled=true type=custom",
         .check = check_skill,
         .show = show_skill},
    Kind{.collection = users,
         .path = "/api/v2/users",
         .noun = "user",
         .absent = kGeneralAbsent,
         .movable = "USER",
         .show = show_user},
    Kind{.collection = queues,
         .path = "/api/v2/routing/queues",
         .noun = "queue",
         .absent = kResourceAbsent,
         .taken = {400, "duplicate.name"},
         .dangling = {400, "resource.not.found"},
         .deleted = 200,
         .movable = "QUEUE",
         .guide_members = "skills=[]",
         .check = check_queue,
         .show = show_queue},
    Kind{.collection = schedules,
         .path = "/api/v2/architect/schedules",
         .noun = "schedule",
         .listing = Listing::counted,
         .is_versioned = true,
         .absent = kGeneralAbsent,
         .taken = kGeneralBad,
         .dangling = kGeneralBad,
         .in_use = kStillUsed,
         .movable = "ROUTINGSCHEDULES",
         .guide_members = "enabled=true closed=false"},
    Kind{.collection = languages,
         .path = "/api/v2/routing/languages",
         .noun = "language",
         .taken = {400, "general.conflict"},
         .in_use = {409, "request.conflict"},
         .show = show_language},
    Kind{.collection = wrapup_codes,
         .path = "/api/v2/routing/wrapupcodes",
         .noun = "wrap-up code",
         .absent = kResourceAbsent,
         .taken = {400, "duplicate.name"},
         .dangling = {400, "resource.not.found"}},
    Kind{.collection = skill_groups,
         .path = "/api/v2/routing/skillgroups",
         .noun = "skill group",
         .listing = Listing::cursor,
         .hidden = "skillConditions status",
         .taken = {400, "group.name.in.use"},
         .dangling = kGeneralBad,
         .deleted = 204,
         .movable = "SKILLGROUP",
         .check = check_skill_group,
         .show = show_skill_group},
    Kind{.collection = schedule_groups,
         .path = "/api/v2/architect/schedulegroups",
         .noun = "schedule group",
         .listing = Listing::counted,
         .is_versioned = true,
         .absent = kGeneralAbsent,
         .taken = kGeneralBad,
         .dangling = kGeneralBad,
         .in_use = kStillUsed,
         .movable = "ROUTINGSCHEDULEGROUPS"},
    Kind{.collection = emergency_groups,
         .path = "/api/v2/architect/emergencygroups",
         .noun = "emergency group",
         .is_versioned = true,
         .absent = kGeneralAbsent,
         .taken = kGeneralBad,
         .dangling = kGeneralBad,
         .movable = "EMERGENCYGROUPS"},
    Kind{.collection = ivrs,
         .path = "/api/v2/architect/ivrs",
         .noun = "call route",
         .listing = Listing::counted,
         .is_versioned = true,
         .absent = kGeneralAbsent,
         .taken = kGeneralBad,
         .dangling = kGeneralBad,
         .in_use = kStillUsed,
         .movable = "CALLROUTE",
         .check = check_ivr},
    Kind{.collection = data_tables,
         .path = "/api/v2/flows/datatables",
         .noun = "data table",
         .hidden = "schema",
         .hides_by_id = true,
         .absent = {404, "flows.datatables.table.not.found"},
         .taken = {409, "flows.datatables.not.unique"},
         .dangling = {400, "invalid.division.id"},
         .in_use = {409, "flows.datatables.in.use"},
         .deleted = 204,
         .movable = "DATATABLES",
         .check = check_data_table},
    Kind{.collection = divisions,
         .path = "/api/v2/authorization/divisions",
         .noun = "division",
         .taken = {409, "resource.already.exists"},
         .in_use = {400, "precondition.failure"},
         .deleted = 204,
         .check = check_division,
         .show = show_division},
    Kind{.collection = flows,
         .path = "/api/v2/flows",
         .noun = "flow",
         .absent = {404, "architect.flow.not.found"},
         .movable = "FLOW"},
    Kind{.collection = prompts, .path = "/api/v2/architect/prompts", .noun = "prompt"},
    Kind{.collection = scripts, .path = "/api/v2/scripts", .noun = "script", .movable = "SCRIPT"},
    Kind{.collection = groups, .path = "/api/v2/groups", .noun = "group"},
    Kind{.collection = teams, .path = "/api/v2/teams", .noun = "team", .listing = Listing::cursor, .movable = "TEAM"},
    Kind{.collection = trunk_bases,
         .path = "/api/v2/telephony/providers/edges/trunkbasesettings",
         .noun = "trunk base",
         .listing = Listing::counted,
         .hidden = "properties",
         .is_versioned = true,
         .absent = {404, "entity.not.found"},
         .taken = {400, "duplicate.value"},
         .dangling = kGeneralBad,
         .in_use = {400, "delete.referenced.entity"}},
};

}  // namespace

const Kind* kind(Collection collection) {
  const auto found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& row) { return row.collection == collection; });
  return found != kKinds.end() ? &*found : nullptr;
}

const Kind* movable_kind(std::string_view word) {
  const auto found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& row) { return !word.empty() && row.movable == word; });
  return found != kKinds.end() ? &*found : nullptr;
}

Refusal absent(const Kind& kind, const std::string& id) {
  return {kind.absent.status,
          std::string(kind.absent.code),
          "There is no " + std::string(kind.noun) + " of this id",
          "",
          id,
          ""};
}

std::string uri_of(const Kind& kind, std::string_view id) { return std::string(kind.path) + "/" + percent_encode(id); }

}  // namespace interlock::sandbox::published
