#include "sandbox/published/access.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "sandbox/published/handlers.hpp"
#include "sandbox/published/routes.hpp"
#include "sandbox/published/shapes.hpp"
#include "sandbox/published/view.hpp"

namespace interlock::sandbox::published {
namespace {

bool is_forbidden_division(const Store& store, std::string_view id) { return store.lists("forbidden_divisions", id); }

bool has_division(Collection collection) {
  const auto known = fields(collection);
  return std::any_of(known.begin(), known.end(), [](const Field& field) { return field.name == "division"; });
}

bool is_beyond(const Store& store, Collection collection, const Value& object) {
  return has_division(collection) && is_forbidden_division(store, text_or(division_of(store, object), "id"));
}

bool is_id_beyond(const Store& store, const Kind& kind, const Value& id) {
  const auto* text = id.as<std::string>();
  const auto* object = text != nullptr ? store.find(kind.collection, *text) : nullptr;
  return object != nullptr && is_beyond(store, kind.collection, *object);
}

/// The kind whose list, or one of whose objects, the path leads to.
const Kind* kind_at(std::string_view path) {
  const Kind* found = nullptr;
  for (std::size_t i = 0; i < kCollectionCount; ++i) {
    const auto* row = kind(static_cast<Collection>(i));
    const bool leads = row != nullptr && path.starts_with(row->path) &&
                       (path.size() == row->path.size() || path[row->path.size()] == '/');
    if (leads && (found == nullptr || row->path.size() > found->path.size())) found = row;
  }
  return found;
}

/// The division that a body puts its object into.
std::string division_in(const Value& body) {
  const auto* division = body.find("division");
  return division != nullptr ? text_or(*division, "id") : text_or(body, "divisionId");
}

Refusal beyond(std::string_view permission) {
  return {.status = 403,
          .code = "missing.division.permission",
          .message = "Unable to perform the requested action. You are missing the following permission '" +
                     std::string(permission) + "' in the provided division(s)."};
}

Objection check_move(const Call& call) {
  const auto* row = movable_kind(call.ids[1]);
  const auto* ids = call.body.as<List>();
  const bool takes = row != nullptr && ids != nullptr && std::any_of(ids->begin(), ids->end(), [&](const Value& id) {
                       return is_id_beyond(call.store, *row, id);
                     });
  if (!takes && !is_forbidden_division(call.store, call.id())) return std::nullopt;
  return Refusal{403, "bulk.move.no.permission.division",
                 "Unable to move object(s) because the requesting user does not have edit permission in the "
                 "destination division"};
}

std::set<std::string_view> permissions() {
  std::set<std::string_view> all;
  for (const auto& route : routes()) {
    for (auto rest = route.permission; !rest.empty();) {
      const auto one = rest.substr(0, rest.find('|'));
      rest.remove_prefix(std::min(one.size() + 1, rest.size()));
      all.insert(one);
    }
  }
  return all;
}

/// "routing:queue:edit" and "routing:queue:view" as one policy of two actions.
List policies(const Store& store) {
  std::map<std::string, List, std::less<>> actions;
  for (const auto permission : permissions()) {
    if (store.lists("forbidden", permission)) continue;
    const auto last = permission.rfind(':');
    actions[std::string(permission.substr(0, last))].emplace_back(permission.substr(last + 1));
  }
  List list;
  for (auto& [entity, words] : actions) {
    const auto colon = entity.find(':');
    list.emplace_back(Map{
        {"domain", entity.substr(0, colon)}, {"entityName", entity.substr(colon + 1)}, {"actions", std::move(words)}});
  }
  return list;
}

}  // namespace

void hide(const Store& store, Collection collection, List& objects) {
  std::erase_if(objects, [&](const Value& object) { return is_beyond(store, collection, object); });
}

Objection check_divisions(const Call& call, const Route& route) {
  if (!call.store.document().contains("forbidden_divisions")) return std::nullopt;
  if (route.handler == move_objects) return check_move(call);
  const auto* row = kind_at(call.request.path);
  if (row == nullptr) return std::nullopt;
  const bool names_one = !call.ids.empty() && is_id_beyond(call.store, *row, Value(call.id()));
  const auto division = call.body.is<Map>() ? division_in(call.body) : std::string();
  if (!names_one && !is_forbidden_division(call.store, division)) return std::nullopt;
  return beyond(route.permission.substr(0, route.permission.find('|')));
}

Verdict get_subject(Call& call) {
  const auto client = call.store.derived_id("client");
  const Map role{{"id", call.store.derived_id("role")}, {"name", "interlock"}, {"policies", policies(call.store)}};
  List grants;
  for (const auto& division : call.store.all(Collection::divisions)) {
    if (is_forbidden_division(call.store, id_of(division))) continue;
    auto shown = view(call, *kind(Collection::divisions), division, Detail::item);
    grants.emplace_back(Map{{"subjectId", client}, {"division", std::move(shown)}, {"role", role}});
  }
  return Reply{.body = Map{{"id", client}, {"name", "interlock"}, {"grants", std::move(grants)}}};
}

}  // namespace interlock::sandbox::published
