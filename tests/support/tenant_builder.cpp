#include "support/tenant_builder.hpp"

namespace interlock::testing {
namespace {

std::string id_of(std::string_view kind, std::string_view name) { return std::string(kind) + "-" + std::string(name); }

Value skill_reference(std::string_view name) {
  return Map{{"id", id_of("skill", name)}, {"name", name}, {"type", "custom"}};
}

void set(Value& object, std::string_view key, Value value) { object.as<Map>()->set(key, std::move(value)); }

}  // namespace

TenantBuilder::TenantBuilder() {
  document_ = Map{{"sandbox", 1},
                  {"organization", Map{{"id", "0a0a0a0a-0000-4000-8000-000000000001"}, {"name", "Test Centre"}}},
                  {"skills", List{}},
                  {"shared_profiles", List{}},
                  {"users", List{}},
                  {"personal_profiles", List{}},
                  {"queues", List{}},
                  {"members", Map{}},
                  {"schedules", List{}}};
}

Value& TenantBuilder::add(std::string_view collection, std::string id, std::string_view name) {
  auto& list = *document_.as<Map>()->find(collection)->as<List>();
  list.emplace_back(Map{{"id", std::move(id)}, {"name", name}});
  return list.back();
}

TenantBuilder& TenantBuilder::skill(std::string_view name, bool enabled) {
  auto& skill = add("skills", id_of("skill", name), name);
  set(skill, "description", "");
  set(skill, "type", "custom");
  set(skill, "enabled", enabled);
  return *this;
}

TenantBuilder& TenantBuilder::profile(std::string_view name, Levels levels) {
  List skills;
  for (const auto& [skill, level] : levels) {
    skills.emplace_back(Map{{"skill_id", id_of("skill", skill)}, {"proficiency_level", level}});
  }
  auto& profile = add("shared_profiles", id_of("profile", name), name);
  set(profile, "description", "");
  set(profile, "skills", std::move(skills));
  for (const auto* field :
       {"default_acd_queue", "default_outbound_queue", "default_wrap_up_code", "default_after_call_work",
        "default_post_call_work", "default_outbound_wrap_up_code", "default_outbound_after_call_work"}) {
    set(profile, field, std::string("kept-") + field);
  }
  return *this;
}

TenantBuilder& TenantBuilder::user(std::string_view email, Levels levels, std::string_view shared) {
  auto& user = add("users", id_of("user", email), email);
  set(user, "email", email);
  set(user, "state", "active");
  if (!shared.empty()) set(user, "routingProfile", Map{{"id", id_of("profile", shared)}});
  List held;
  for (const auto& [skill, level] : levels) held.emplace_back(Map{{"skill", skill_reference(skill)}, {"level", level}});
  set(add("personal_profiles", id_of("user", email), email), "levels", std::move(held));
  return *this;
}

TenantBuilder& TenantBuilder::inactive_user(std::string_view email, Levels levels) {
  user(email, levels);
  set(document_.as<Map>()->find("users")->as<List>()->back(), "state", "inactive");
  return *this;
}

TenantBuilder& TenantBuilder::queue(std::string_view name, std::initializer_list<Needs> needs) {
  List skills;
  for (const auto& need : needs) {
    Value requirement = Map{{"skill", skill_reference(need.skill)}, {"requiredLevel", need.level}};
    if (need.max != 0) set(requirement, "maxLevel", need.max);
    skills.push_back(std::move(requirement));
  }
  set(add("queues", id_of("queue", name), name), "skills", std::move(skills));
  return *this;
}

TenantBuilder& TenantBuilder::member(std::string_view queue, std::string_view email) {
  auto& members = *document_.as<Map>()->find("members")->as<Map>();
  const auto id = id_of("queue", queue);
  if (!members.contains(id)) members.set(id, List{});
  members.find(id)->as<List>()->emplace_back(id_of("user", email));
  return *this;
}

TenantBuilder& TenantBuilder::schedule(std::string_view name, bool closed) {
  auto& schedule = add("schedules", id_of("schedule", name), name);
  set(schedule, "enabled", true);
  set(schedule, "closed", closed);
  set(schedule, "schedule", Map{{"type", "regular"}, {"entries", List{}}});
  set(schedule, "version", 1);
  return *this;
}

TenantBuilder& TenantBuilder::with(std::string_view key, Value value) {
  set(document_, key, std::move(value));
  return *this;
}

TenantBuilder& TenantBuilder::change(std::string_view collection, std::string_view name, std::string_view field,
                                     Value value) {
  for (auto& object : *document_.as<Map>()->find(collection)->as<List>()) {
    if (text_or(object, "name") == name) set(object, field, value);
  }
  return *this;
}

}  // namespace interlock::testing
