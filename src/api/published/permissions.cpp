// Which permission a write takes, as the published OpenAPI declares it, and whether the client's grants hold it.
#include <algorithm>
#include <array>

#include "api/published/published.hpp"
#include "base/pointer.hpp"

namespace interlock::published {
namespace {

/// "a|b": one of them will do. Empty: nothing is declared, or there is no such write.
struct Permissions {
  Kind kind;
  std::string_view see, create, update, remove;
};

constexpr std::string_view kUtilization = "routing:utilization:manage";
constexpr std::string_view kTrunks = "telephony:plugin:all";

constexpr std::array kPermissions{
    Permissions{Kind::skill, "routing:skill:view", "routing:skill:create|routing:skill:manage", "routing:skill:update",
                "routing:skill:delete|routing:skill:manage"},
    Permissions{Kind::language, "", "routing:skill:manage", "", "routing:skill:manage"},
    Permissions{Kind::wrapup_code, "routing:wrapupCode:view", "routing:wrapupCode:add", "routing:wrapupCode:edit",
                "routing:wrapupCode:delete"},
    Permissions{Kind::skill_group, "routing:skillGroup:view", "routing:skillGroup:add", "routing:skillGroup:edit",
                "routing:skillGroup:delete"},
    Permissions{Kind::queue, "routing:queue:view", "routing:queue:add", "routing:queue:edit", "routing:queue:delete"},
    Permissions{Kind::utilization, "routing:utilization:view|routing:utilization:manage", kUtilization, kUtilization,
                kUtilization},
    Permissions{Kind::schedule, "routing:schedule:view", "routing:schedule:add", "routing:schedule:edit",
                "routing:schedule:delete"},
    Permissions{Kind::schedule_group, "routing:scheduleGroup:view", "routing:scheduleGroup:add",
                "routing:scheduleGroup:edit", "routing:scheduleGroup:delete"},
    Permissions{Kind::ivr, "routing:callRoute:view", "routing:callRoute:add", "routing:callRoute:edit",
                "routing:callRoute:delete"},
    Permissions{Kind::emergency_group, "routing:emergencyGroup:view", "routing:emergencyGroup:add",
                "routing:emergencyGroup:edit", "routing:emergencyGroup:delete"},
    Permissions{Kind::data_table, "architect:datatable:view", "architect:datatable:add", "architect:datatable:edit",
                "architect:datatable:delete"},
    Permissions{Kind::row, "architect:datatableRow:view|architect:datatable:view",
                "architect:datatableRow:add|architect:datatable:add",
                "architect:datatableRow:edit|architect:datatable:edit",
                "architect:datatableRow:delete|architect:datatable:delete"},
    Permissions{Kind::trunk_base, kTrunks, kTrunks, kTrunks, kTrunks},
};

/// The parts of objects that have requests of their own, under another permission than their object. A move takes what
/// an edit of the object takes.
struct PartPermission {
  Kind kind;
  std::string_view field, permission;
};
constexpr std::array kParts{
    PartPermission{Kind::user, "levels", "routing:skill:assign"},
    PartPermission{Kind::user, "languages", "routing:skill:assign|routing:language:assign"},
    PartPermission{Kind::queue, "members", "routing:queue:edit|routing:queueMember:manage"},
};

const PartPermission* part_permission(const Step& step) {
  const auto segments = step.edits.empty() ? std::vector<std::string>() : pointer_segments(step.edits.front().path);
  const auto found = std::find_if(kParts.begin(), kParts.end(), [&](const PartPermission& row) {
    return row.kind == step.address.kind && !segments.empty() && row.field == segments.front();
  });
  return step.verb == Verb::update && found != kParts.end() ? &*found : nullptr;
}

bool is_among(const Value* list, std::string_view word) {
  const auto* words = list != nullptr ? list->as<List>() : nullptr;
  return words != nullptr && std::any_of(words->begin(), words->end(), [&](const Value& element) {
           const auto* text = element.as<std::string>();
           return text != nullptr && (*text == "*" || *text == word);
         });
}

bool is_word(const std::string& found, std::string_view word) { return found == "*" || found == word; }

/// A condition narrows a policy to cases that only a write can tell: it counts as granted here.
bool allows(const Value& policy, std::string_view permission) {
  const auto domain = permission.substr(0, permission.find(':'));
  const auto rest = permission.substr(domain.size() + 1);
  const auto entity = rest.substr(0, rest.find(':'));
  return is_word(text_or(policy, "domain"), domain) && is_word(text_or(policy, "entityName"), entity) &&
         is_among(policy.find("actions"), rest.substr(entity.size() + 1));
}

bool covers(const Value& grant, std::string_view permission, const ResourceId& division) {
  const auto* where = grant.find("division");
  if (!division.value.empty() && where != nullptr && !is_word(text_or(*where, "id"), division.value)) return false;
  const auto* role = grant.find("role");
  const auto* policies = role != nullptr ? role->find("policies") : nullptr;
  const auto* list = policies != nullptr ? policies->as<List>() : nullptr;
  return list != nullptr &&
         std::any_of(list->begin(), list->end(), [&](const Value& policy) { return allows(policy, permission); });
}

}  // namespace

Call rights_call() {
  return {.request = {.method = Method::get, .path = "/api/v2/authorization/subjects/me", .query = {}},
          .meaning = Meaning::reads,
          .buckets = {Bucket::token}};
}

std::string_view permission(const Step& step, Right right) {
  if (const auto* part = part_permission(step); part != nullptr && right == Right::write) return part->permission;
  const auto found = std::find_if(kPermissions.begin(), kPermissions.end(),
                                  [&](const Permissions& row) { return row.kind == step.address.kind; });
  if (found == kPermissions.end()) return {};
  if (right == Right::see) return found->see;
  return step.verb == Verb::create ? found->create : step.verb == Verb::update ? found->update : found->remove;
}

bool grants(const Value& rights, std::string_view permission, const ResourceId& division) {
  const auto* member = rights.find("grants");
  const auto* list = member != nullptr ? member->as<List>() : nullptr;
  if (list == nullptr) return true;  // an answer that tells nothing forbids nothing: the writes will tell
  while (!permission.empty()) {
    const auto one = permission.substr(0, permission.find('|'));
    permission.remove_prefix(std::min(one.size() + 1, permission.size()));
    const bool is_granted =
        std::any_of(list->begin(), list->end(), [&](const Value& grant) { return covers(grant, one, division); });
    if (is_granted) return true;
  }
  return false;
}

}  // namespace interlock::published
