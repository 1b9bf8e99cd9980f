// The organisation and its divisions, what is moved between them, and those whose users a skill group takes in.
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "sandbox/published/handlers.hpp"
#include "sandbox/published/kinds.hpp"
#include "sandbox/published/view.hpp"

namespace interlock::sandbox::published {
namespace {

Refusal no_division(const std::string& id) {
  return {404, "general.resource.not.found", "There is no division " + quoted(id), "", id};
}

/// The list under `key`, or nothing where it is no list of known divisions.
std::variant<List, Refusal> divisions_in(const Call& call, std::string_view key) {
  const auto* member = call.body.find(key);
  if (member == nullptr || member->is<Null>()) return List{};
  const auto* ids = member->as<List>();
  if (ids == nullptr) return Refusal{400, "bad.request", std::string(key) + " is no list", std::string(key)};
  for (const auto& id : *ids) {
    const auto* text = id.as<std::string>();
    const bool is_known = text != nullptr && (*text == "*" || call.store.find(Collection::divisions, *text) != nullptr);
    if (!is_known) return Refusal{400, "bad.request", "There is no such division", std::string(key)};
  }
  return *ids;
}

/// The objects to move, or what is wrong with the list.
std::variant<std::vector<Value>, Refusal> objects_in(const Call& call, const Kind& kind) {
  const auto* ids = call.body.as<List>();
  if (ids == nullptr || ids->empty()) {
    return Refusal{400, "empty.bulk.division.update", "The body is a list of ids that is not empty"};
  }
  std::vector<Value> objects;
  for (const auto& id : *ids) {
    const auto* text = id.as<std::string>();
    const auto* object = text != nullptr ? call.store.find(kind.collection, *text) : nullptr;
    if (object == nullptr)
      return absent(
          {.collection = kind.collection, .path = "", .noun = kind.noun, .absent = {404, "general.resource.not.found"}},
          text != nullptr ? *text : "");
    objects.push_back(*object);
  }
  return objects;
}

}  // namespace

Verdict get_organization(Call& call) {
  auto organization = *call.store.document().find("organization");
  organization.as<Map>()->set("version", call.store.revision(id_of(organization)));
  organization.as<Map>()->set("state", "active");
  organization.as<Map>()->set("selfUri", "/api/v2/organizations/me");
  return Reply{.body = std::move(organization)};
}

Verdict get_home_division(Call& call) {
  return Reply{.body = view(call, *kind(Collection::divisions), call.store.home_division(), Detail::whole)};
}

Verdict move_objects(Call& call) {
  if (call.store.find(Collection::divisions, call.id()) == nullptr) return no_division(call.id());
  const auto* row = movable_kind(call.ids[1]);
  if (row == nullptr) return Refusal{400, "invalid.value", "No such type of objects", "objectType", call.ids[1]};
  auto named = objects_in(call, *row);
  if (auto* refusal = std::get_if<Refusal>(&named)) return std::move(*refusal);
  for (auto& object : std::get<std::vector<Value>>(named)) {
    const auto& division = *call.store.find(Collection::divisions, call.id());
    object.as<Map>()->set("division", Map{{"id", call.id()}, {"name", name_of(division)}});
    call.store.put(row->collection, std::move(object), call.moment);
  }
  return Reply{.status = 204};
}

Verdict list_group_divisions(Call& call) {
  const auto* group = call.store.find(Collection::skill_groups, call.id());
  if (group == nullptr) return absent(*kind(Collection::skill_groups), call.id());
  List entities;
  entities.emplace_back(division_of(call.store, *group));
  const auto* divisions = group->find("memberDivisions");
  if (divisions != nullptr && divisions->is<List>()) {
    for (const auto& id : *divisions->as<List>()) {
      if (id == *entities.front().find("id")) continue;
      entities.emplace_back(reference_to(call.store, Collection::divisions, *id.as<std::string>()));
    }
  }
  return Reply{.body = Map{{"entities", std::move(entities)}}};
}

Verdict change_group_divisions(Call& call) {
  const auto* group = call.store.find(Collection::skill_groups, call.id());
  if (group == nullptr) return absent(*kind(Collection::skill_groups), call.id());
  auto added = divisions_in(call, "addDivisionIds");
  if (auto* refusal = std::get_if<Refusal>(&added)) return std::move(*refusal);
  auto removed = divisions_in(call, "removeDivisionIds");
  if (auto* refusal = std::get_if<Refusal>(&removed)) return std::move(*refusal);
  auto next = *group;
  const auto* before = next.find("memberDivisions");
  auto divisions = before != nullptr && before->is<List>() ? *before->as<List>() : List{};
  for (const auto& id : std::get<List>(removed)) std::erase(divisions, id);
  for (const auto& id : std::get<List>(added)) {
    if (std::find(divisions.begin(), divisions.end(), id) == divisions.end()) divisions.push_back(id);
  }
  next.as<Map>()->set("memberDivisions", std::move(divisions));
  call.store.put(Collection::skill_groups, std::move(next), call.moment);
  return Reply{.status = 204};
}

}  // namespace interlock::sandbox::published
