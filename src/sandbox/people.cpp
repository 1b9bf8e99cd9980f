// Users, the members of queues, and the organisation.
#include <algorithm>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "sandbox/handlers.hpp"
#include "sandbox/paging.hpp"
#include "sandbox/resource.hpp"

namespace interlock::sandbox {
namespace {

constexpr std::ptrdiff_t kMembersPerCall = 100;

Verdict no_queue(const Call& call) { return not_found(resource(Collection::queues), call.id()); }

/// The ids of the users that the body lists, or what is wrong with it.
std::variant<List, Refusal> users_of(const Call& call) {
  const auto* entries = call.body.as<List>();
  if (entries == nullptr) return Refusal{400, "bad.request", "The body is not a list of {id}"};
  if (std::ssize(*entries) > kMembersPerCall) {
    return Refusal{400, "limit.exceeded", "More than " + std::to_string(kMembersPerCall) + " members in one call"};
  }
  List users;
  for (const auto& entry : *entries) {
    const std::string id(id_of(entry));
    if (call.store.find(Collection::users, id) == nullptr) {
      return Refusal{400, "bad.request", "There is no user " + quoted(id), "id", id};
    }
    users.emplace_back(id);
  }
  return users;
}

bool contains(const List& list, const Value& value) { return std::find(list.begin(), list.end(), value) != list.end(); }

}  // namespace

Verdict list_users(Call& call) {
  auto users = call.store.listed(Collection::users, call.moment.now);
  if (const auto* name = call.query("routingProfileName")) {
    const auto* profile = call.store.find_by(Collection::shared_profiles, "name", *name);
    std::erase_if(users, [&](const Value& user) {
      const auto* own = user.find("routingProfile");
      return profile == nullptr || own == nullptr || id_of(*own) != id_of(*profile);
    });
  }
  return page(call, std::move(users));
}

Verdict list_members(Call& call) {
  if (call.store.find(Collection::queues, call.id()) == nullptr) return no_queue(call);
  List rows;
  for (const auto& member : call.store.members(call.id())) {
    const auto& user = *call.store.find(Collection::users, *member.as<std::string>());
    rows.emplace_back(Map{{"id", member}, {"name", std::string(name_of(user))}, {"email", text_or(user, "email")}});
  }
  return page(call, std::move(rows));
}

Verdict change_members(Call& call) {
  if (call.store.find(Collection::queues, call.id()) == nullptr) return no_queue(call);
  const auto users = users_of(call);
  if (const auto* refusal = std::get_if<Refusal>(&users)) return *refusal;
  auto members = call.store.members(call.id());
  const auto* remove = call.query("delete");
  const auto& named = std::get<List>(users);
  std::erase_if(members, [&](const Value& member) { return contains(named, member); });
  if (remove == nullptr || *remove != "true") members.insert(members.end(), named.begin(), named.end());
  call.store.set_members(call.id(), std::move(members));
  return Reply{.status = 204};
}

Verdict get_organization(Call& call) { return Reply{.body = *call.store.document().find("organization")}; }

}  // namespace interlock::sandbox
