#include "support/published_tenant.hpp"

#include <cstdlib>

#include "codec/json.hpp"

namespace interlock::testing {
namespace {

constexpr std::string_view kLists = R"({
"divisions": [{"id": "home", "name": "Home", "description": "", "homeDivision": true},
              {"id": "apac", "name": "APAC", "description": "Asia"}],
"languages": [{"id": "language-en", "name": "en"}, {"id": "language-de", "name": "de"}],
"user_languages": {"user-ana": [{"id": "language-en", "proficiency": 4}]},
"wrapup_codes": [{"id": "code-Done", "name": "Done"}, {"id": "code-Later", "name": "Later"}],
"queue_wrapup_codes": {"queue-Desk": ["code-Done"]},
"skill_groups": [{"id": "group-Invoices", "name": "Invoices", "memberDivisions": ["*"], "skillConditions": [
  {"operation": "And", "languageSkillConditions": [], "routingSkillConditions": [
    {"routingSkill": "Billing", "comparator": "GreaterThanOrEqualTo", "proficiency": 2}]}]}],
"schedule_groups": [{"id": "hours-Main", "name": "Main", "timeZone": "Asia/Singapore",
                     "openSchedules": [{"id": "schedule-Hours"}]}],
"flows": [{"id": "flow-A", "name": "A"}, {"id": "flow-B", "name": "B", "type": "INQUEUECALL"}],
"ivrs": [{"id": "ivr-Line", "name": "Line", "version": 3, "dnis": ["+6531234567"], "openHoursFlow": {"id": "flow-A"},
          "closedHoursFlow": {"id": "flow-B"}, "scheduleGroup": {"id": "hours-Main"}}],
"emergency_groups": [{"id": "emergency-Down", "name": "Down", "version": 7,
                      "emergencyCallFlows": [{"emergencyFlow": {"id": "flow-B"}, "ivrs": [{"id": "ivr-Line"}]}]}],
"prompts": [{"id": "prompt-Hold", "name": "Hold"}],
"scripts": [{"id": "script-S", "name": "S"}],
"groups": [{"id": "group-Night", "name": "Night"}],
"teams": [{"id": "team-T", "name": "T"}],
"data_tables": [{"id": "table-Sites", "name": "Sites", "schema": {"type": "object", "properties": {
  "key": {"type": "string"}, "closed": {"type": "boolean", "default": true}, "tries": {"type": "integer"}}}}],
"data_table_rows": {"table-Sites": [{"key": "SIN", "closed": false, "tries": 2}]},
"trunk_bases": [{"id": "trunk-SG", "name": "SG", "version": 3, "trunkType": "EXTERNAL",
                 "trunkMetabase": {"id": "metabase"}, "properties": {"p": {"value": {"instance": true}}}}]
})";

}  // namespace

TenantBuilder published_centre() {
  TenantBuilder tenant;
  tenant.skill("Billing").skill("Idle").skill("Off", false);
  tenant.user("ana", {{"Billing", 3}}).user("ben", {{"Billing", 1}}).inactive_user("cy", {{"Billing", 5}});
  tenant.queue("Invoices", {{"Billing", 2}}).queue("Desk", {}).member("Desk", "ben");
  tenant.schedule("Hours", true);
  const auto lists = parse_json(kLists, "lists");
  if (!lists) std::abort();
  for (const auto& [key, value] : *lists->as<Map>()) tenant.with(key.name, value);
  tenant.change("queues", "Invoices", "memberGroups", List{Map{{"id", "group-Invoices"}, {"type", "SKILLGROUP"}}});
  tenant.with("active_queues", List{Value("queue-Invoices")});
  return tenant;
}

}  // namespace interlock::testing
