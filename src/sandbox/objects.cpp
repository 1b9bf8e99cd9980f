#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "sandbox/handlers.hpp"
#include "sandbox/paging.hpp"
#include "sandbox/resource.hpp"
#include "sandbox/shape.hpp"

namespace interlock::sandbox {
namespace {

/// The levels of the guide API are whole; the published API may have left others.
Value guide_view(Collection collection, Value object) {
  if (collection != Collection::personal_profiles) return object;
  for (auto& entry : *object.as<Map>()->find("levels")->as<List>()) {
    auto& level = *entry.as<Map>()->find("level");
    level = whole_level(level);
  }
  return object;
}

Reply show(const Store& store, Collection collection, const Value& object) {
  Reply reply{.body = guide_view(collection, object)};
  if (resource(collection).has_etag) reply.headers.emplace_back("ETag", store.etag(collection, object));
  return reply;
}

Refusal no_object() { return {400, "bad.request", "The body is not an object"}; }

bool refers_to(Collection collection, const Value& object, const std::string& skill) {
  const auto all = references(collection, object);
  return std::any_of(all.begin(), all.end(), [&](const auto& reference) {
    return reference.target == Collection::skills && reference.id == skill;
  });
}

bool is_in_use(const Store& store, const std::string& skill) {
  static constexpr std::array kReferrers{Collection::skills, Collection::shared_profiles, Collection::personal_profiles,
                                         Collection::queues};
  for (const auto collection : kReferrers) {
    for (const auto& object : store.all(collection)) {
      if (refers_to(collection, object, skill)) return true;
    }
  }
  return false;
}

/// Stores what the checks accepted and answers with it.
Reply keep(Call& call, Collection collection, Value next) {
  const auto& stored = call.store.put(collection, std::move(next), call.moment);
  auto reply = show(call.store, collection, stored);
  if (collection == Collection::skills) call.store.refresh_references(reply.body);
  return reply;
}

/// The rest of PUT and PATCH, once the next form of the object is known.
Verdict change(Call& call, Collection collection, const Value& live, Value next) {
  const auto* id = next.find("id");
  if (id != nullptr && *id != *live.find("id")) {
    return Refusal{400, "immutable.field", "The id cannot be changed", "id", call.id()};
  }
  next.as<Map>()->set("id", call.id());
  if (auto refusal = accept(call.store, resource(collection), &live, next)) return *std::move(refusal);
  return keep(call, collection, std::move(next));
}

}  // namespace

Verdict list_objects(const Call& call, Collection collection) {
  return page(call, call.store.listed(collection, call.moment.now));
}

Verdict get_object(const Call& call, Collection collection) {
  const auto* object = call.store.find(collection, call.id());
  if (object == nullptr) return not_found(resource(collection), call.id());
  return show(call.store, collection, *object);
}

Verdict create_object(Call& call, Collection collection) {
  auto next = call.body;
  if (!next.is<Map>()) return no_object();
  next.as<Map>()->set("id", "new");
  if (auto refusal = accept(call.store, resource(collection), nullptr, next)) return *std::move(refusal);
  // Only now, so that refused creations use up no ids.
  next.as<Map>()->set("id", call.store.next_id());
  return keep(call, collection, std::move(next));
}

Verdict replace_object(Call& call, Collection collection) {
  const auto* live = call.store.find(collection, call.id());
  if (live == nullptr) return not_found(resource(collection), call.id());
  if (!call.body.is<Map>()) return no_object();
  if (auto refusal = check_guard(call, resource(collection), *live)) return *std::move(refusal);
  return change(call, collection, *live, call.body);
}

Verdict patch_object(Call& call, Collection collection) {
  const auto* live = call.store.find(collection, call.id());
  if (live == nullptr) return not_found(resource(collection), call.id());
  const auto* fields = call.body.as<Map>();
  if (fields == nullptr) return no_object();
  if (auto refusal = check_guard(call, resource(collection), *live)) return *std::move(refusal);
  auto next = *live;
  for (const auto& [key, value] : *fields) next.as<Map>()->set(key.name, value);
  return change(call, collection, *live, std::move(next));
}

Verdict delete_object(Call& call, Collection collection) {
  const auto* live = call.store.find(collection, call.id());
  if (live == nullptr) return not_found(resource(collection), call.id());
  if (auto refusal = check_guard(call, resource(collection), *live)) return *std::move(refusal);
  if (collection == Collection::skills && is_in_use(call.store, call.id())) {
    return Refusal{400, "skill.in.use", "The skill is in use", "", call.id(), std::string(name_of(*live))};
  }
  call.store.erase(collection, call.id(), call.moment);
  call.store.detach(collection, call.id());
  return Reply{.status = 204};
}

}  // namespace interlock::sandbox
