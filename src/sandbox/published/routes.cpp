#include "sandbox/published/routes.hpp"

#include <array>

#include "sandbox/published/assignments.hpp"
#include "sandbox/published/handlers.hpp"

namespace interlock::sandbox::published {
namespace {

constexpr std::array kToken{Bucket::token};

using Handler = Verdict (*)(Call&);

template <auto Function, auto Argument>
constexpr Handler with = [](Call& call) -> Verdict { return Function(call, Argument); };
template <Collection C>
constexpr Handler list = with<list_objects, C>;
template <Collection C>
constexpr Handler get = with<get_object, C>;
template <Collection C>
constexpr Handler create = with<create_object, C>;
template <Collection C>
constexpr Handler replace = with<replace_object, C>;
template <Collection C>
constexpr Handler patch = with<patch_object, C>;
template <Collection C>
constexpr Handler remove = with<delete_object, C>;

using enum Collection;

constexpr Route route(Method method, std::string_view path, Handler handler, std::string_view permission) {
  return {.method = method,
          .path = path,
          .handler = handler,
          .buckets = kToken,
          .effect = method == Method::get ? Effect::none : Effect::write,
          .permission = permission};
}
constexpr Route GET(std::string_view path, Handler handler, std::string_view permission) {
  return route(Method::get, path, handler, permission);
}
constexpr Route POST(std::string_view path, Handler handler, std::string_view permission) {
  return route(Method::post, path, handler, permission);
}
/// A question that is too long for a path.
constexpr Route QUERY(std::string_view path, Handler handler, std::string_view permission) {
  auto query = route(Method::post, path, handler, permission);
  query.effect = Effect::none;
  return query;
}
constexpr Route PUT(std::string_view path, Handler handler, std::string_view permission) {
  return route(Method::put, path, handler, permission);
}
constexpr Route PATCH(std::string_view path, Handler handler, std::string_view permission) {
  return route(Method::patch, path, handler, permission);
}
constexpr Route DELETE(std::string_view path, Handler handler, std::string_view permission) {
  return route(Method::remove, path, handler, permission);
}

constexpr auto kSkills = Assigned::skills;
constexpr auto kLanguages = Assigned::languages;
constexpr std::string_view kAssign = "routing:skill:assign";
constexpr std::string_view kAssignLanguage = "routing:skill:assign|routing:language:assign";
constexpr std::string_view kMembers = "routing:queue:edit|routing:queueMember:manage";
constexpr std::string_view kUtilization = "routing:utilization:manage";
constexpr std::string_view kSeeUtilization = "routing:utilization:view|routing:utilization:manage";
constexpr std::string_view kSeeConversations = "analytics:conversationAggregate:view";
constexpr std::string_view kTrunks = "telephony:plugin:all";

// The first row that fits answers: "bulk" is no skill, "datatables" no flow.
constexpr std::array kRoutes{
    GET("/api/v2/organizations/me", get_organization, ""),
    GET("/api/v2/authorization/subjects/me", get_subject, ""),

    GET("/api/v2/routing/skills", list<skills>, "routing:skill:view"),
    POST("/api/v2/routing/skills", create<skills>, "routing:skill:create|routing:skill:manage"),
    GET("/api/v2/routing/skills/*", get<skills>, "routing:skill:view"),
    PATCH("/api/v2/routing/skills/*", move_skill, "routing:skill:update"),
    DELETE("/api/v2/routing/skills/*", remove<skills>, "routing:skill:delete|routing:skill:manage"),
    GET("/api/v2/routing/languages", list<languages>, ""),
    POST("/api/v2/routing/languages", create<languages>, "routing:skill:manage"),
    GET("/api/v2/routing/languages/*", get<languages>, ""),
    DELETE("/api/v2/routing/languages/*", remove<languages>, "routing:skill:manage"),

    GET("/api/v2/users", list<users>, "directory:user:view"),
    GET("/api/v2/users/*", get<users>, "directory:user:view"),
    GET("/api/v2/users/*/routingskills", with<list_assigned, kSkills>, "directory:user:view"),
    POST("/api/v2/users/*/routingskills", with<assign_one, kSkills>, kAssign),
    PATCH("/api/v2/users/*/routingskills/bulk", with<assign_some, kSkills>, kAssign),
    PUT("/api/v2/users/*/routingskills/bulk", with<assign_exactly, kSkills>, kAssign),
    PUT("/api/v2/users/*/routingskills/*", with<assign_one, kSkills>, kAssign),
    DELETE("/api/v2/users/*/routingskills/*", with<unassign, kSkills>, kAssign),
    GET("/api/v2/users/*/routinglanguages", with<list_assigned, kLanguages>, "directory:user:view"),
    POST("/api/v2/users/*/routinglanguages", with<assign_one, kLanguages>, kAssignLanguage),
    PATCH("/api/v2/users/*/routinglanguages/bulk", with<assign_some, kLanguages>, kAssignLanguage),
    PATCH("/api/v2/users/*/routinglanguages/*", with<assign_one, kLanguages>, kAssignLanguage),
    DELETE("/api/v2/users/*/routinglanguages/*", with<unassign, kLanguages>, kAssignLanguage),

    GET("/api/v2/routing/queues", list<queues>, "routing:queue:view"),
    POST("/api/v2/routing/queues", create<queues>, "routing:queue:add"),
    GET("/api/v2/routing/queues/*", get<queues>, "routing:queue:view"),
    PUT("/api/v2/routing/queues/*", replace<queues>, "routing:queue:edit"),
    DELETE("/api/v2/routing/queues/*", remove<queues>, "routing:queue:delete"),
    GET("/api/v2/routing/queues/*/members", list_members, "routing:queue:view|routing:queueMember:manage"),
    POST("/api/v2/routing/queues/*/members", change_members, kMembers),
    DELETE("/api/v2/routing/queues/*/members/*", remove_member, kMembers),
    GET("/api/v2/routing/queues/*/wrapupcodes", list_queue_codes, "routing:queue:view"),
    POST("/api/v2/routing/queues/*/wrapupcodes", add_queue_codes, "routing:queue:edit"),
    DELETE("/api/v2/routing/queues/*/wrapupcodes/*", remove_queue_code, "routing:queue:edit"),

    GET("/api/v2/routing/wrapupcodes", list<wrapup_codes>, "routing:wrapupCode:view"),
    POST("/api/v2/routing/wrapupcodes", create<wrapup_codes>, "routing:wrapupCode:add"),
    GET("/api/v2/routing/wrapupcodes/*", get<wrapup_codes>, "routing:wrapupCode:view"),
    PUT("/api/v2/routing/wrapupcodes/*", replace<wrapup_codes>, "routing:wrapupCode:edit"),
    DELETE("/api/v2/routing/wrapupcodes/*", remove<wrapup_codes>, "routing:wrapupCode:delete"),

    GET("/api/v2/routing/skillgroups", list<skill_groups>, "routing:skillGroup:view"),
    POST("/api/v2/routing/skillgroups", create<skill_groups>, "routing:skillGroup:add"),
    GET("/api/v2/routing/skillgroups/*", get<skill_groups>, "routing:skillGroup:view"),
    PATCH("/api/v2/routing/skillgroups/*", patch<skill_groups>, "routing:skillGroup:edit"),
    DELETE("/api/v2/routing/skillgroups/*", remove<skill_groups>, "routing:skillGroup:delete"),
    GET("/api/v2/routing/skillgroups/*/members/divisions", list_group_divisions, "routing:skillGroup:view"),
    POST("/api/v2/routing/skillgroups/*/members/divisions", change_group_divisions, "routing:skillGroup:add"),

    QUERY("/api/v2/analytics/conversations/aggregates/query", aggregate_conversations, kSeeConversations),
    GET("/api/v2/routing/utilization", get_utilization, kSeeUtilization),
    PUT("/api/v2/routing/utilization", put_utilization, kUtilization),
    DELETE("/api/v2/routing/utilization", reset_utilization, kUtilization),
    GET("/api/v2/routing/users/*/utilization", get_utilization, kSeeUtilization),
    PUT("/api/v2/routing/users/*/utilization", put_utilization, kUtilization),
    DELETE("/api/v2/routing/users/*/utilization", reset_utilization, kUtilization),

    GET("/api/v2/architect/schedules", list<schedules>, "routing:schedule:view"),
    POST("/api/v2/architect/schedules", create<schedules>, "routing:schedule:add"),
    GET("/api/v2/architect/schedules/*", get<schedules>, "routing:schedule:view"),
    PUT("/api/v2/architect/schedules/*", replace<schedules>, "routing:schedule:edit"),
    DELETE("/api/v2/architect/schedules/*", remove<schedules>, "routing:schedule:delete"),
    GET("/api/v2/architect/schedulegroups", list<schedule_groups>, "routing:scheduleGroup:view"),
    POST("/api/v2/architect/schedulegroups", create<schedule_groups>, "routing:scheduleGroup:add"),
    GET("/api/v2/architect/schedulegroups/*", get<schedule_groups>, "routing:scheduleGroup:view"),
    PUT("/api/v2/architect/schedulegroups/*", replace<schedule_groups>, "routing:scheduleGroup:edit"),
    DELETE("/api/v2/architect/schedulegroups/*", remove<schedule_groups>, "routing:scheduleGroup:delete"),
    GET("/api/v2/architect/emergencygroups", list<emergency_groups>, "routing:emergencyGroup:view"),
    POST("/api/v2/architect/emergencygroups", create<emergency_groups>, "routing:emergencyGroup:add"),
    GET("/api/v2/architect/emergencygroups/*", get<emergency_groups>, "routing:emergencyGroup:view"),
    PUT("/api/v2/architect/emergencygroups/*", replace<emergency_groups>, "routing:emergencyGroup:edit"),
    DELETE("/api/v2/architect/emergencygroups/*", remove<emergency_groups>, "routing:emergencyGroup:delete"),
    GET("/api/v2/architect/ivrs", list<ivrs>, "routing:callRoute:view"),
    POST("/api/v2/architect/ivrs", create<ivrs>, "routing:callRoute:add"),
    GET("/api/v2/architect/ivrs/*", get<ivrs>, "routing:callRoute:view"),
    PUT("/api/v2/architect/ivrs/*", replace<ivrs>, "routing:callRoute:edit"),
    DELETE("/api/v2/architect/ivrs/*", remove<ivrs>, "routing:callRoute:delete"),
    GET("/api/v2/architect/prompts", list<prompts>, "architect:userPrompt:view"),
    GET("/api/v2/scripts", list<scripts>, "scripter:script:view"),
    GET("/api/v2/groups", list<groups>, ""),
    GET("/api/v2/teams", list<teams>, "groups:team:view"),

    GET("/api/v2/flows", list<flows>, "architect:flow:view"),
    GET("/api/v2/flows/datatables", list<data_tables>, "architect:datatable:view"),
    POST("/api/v2/flows/datatables", create<data_tables>, "architect:datatable:add"),
    GET("/api/v2/flows/datatables/*", get<data_tables>, "architect:datatable:view"),
    PUT("/api/v2/flows/datatables/*", replace<data_tables>, "architect:datatable:edit"),
    DELETE("/api/v2/flows/datatables/*", remove<data_tables>, "architect:datatable:delete"),
    GET("/api/v2/flows/datatables/*/rows", list_rows, "architect:datatableRow:view|architect:datatable:view"),
    POST("/api/v2/flows/datatables/*/rows", create_row, "architect:datatableRow:add|architect:datatable:add"),
    GET("/api/v2/flows/datatables/*/rows/*", get_row, "architect:datatableRow:view|architect:datatable:view"),
    PUT("/api/v2/flows/datatables/*/rows/*", replace_row, "architect:datatableRow:edit|architect:datatable:edit"),
    DELETE("/api/v2/flows/datatables/*/rows/*", delete_row, "architect:datatableRow:delete|architect:datatable:delete"),
    GET("/api/v2/flows/*", get<flows>, "architect:flow:view"),

    GET("/api/v2/authorization/divisions", list<divisions>, ""),
    POST("/api/v2/authorization/divisions", create<divisions>, "authorization:division:add"),
    GET("/api/v2/authorization/divisions/home", get_home_division, ""),
    GET("/api/v2/authorization/divisions/*", get<divisions>, ""),
    PUT("/api/v2/authorization/divisions/*", replace<divisions>, "authorization:division:edit"),
    DELETE("/api/v2/authorization/divisions/*", remove<divisions>, "authorization:division:delete"),
    POST("/api/v2/authorization/divisions/*/objects/*", move_objects, "authorization:division:edit"),

    GET("/api/v2/telephony/providers/edges/trunkbasesettings", list<trunk_bases>, kTrunks),
    POST("/api/v2/telephony/providers/edges/trunkbasesettings", create<trunk_bases>, kTrunks),
    GET("/api/v2/telephony/providers/edges/trunkbasesettings/*", get<trunk_bases>, kTrunks),
    PUT("/api/v2/telephony/providers/edges/trunkbasesettings/*", replace<trunk_bases>, kTrunks),
    DELETE("/api/v2/telephony/providers/edges/trunkbasesettings/*", remove<trunk_bases>, kTrunks),
};

}  // namespace

std::span<const Route> routes() { return kRoutes; }

}  // namespace interlock::sandbox::published
