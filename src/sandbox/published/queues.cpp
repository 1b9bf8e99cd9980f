// Members and wrap-up codes of queues.
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "sandbox/published/handlers.hpp"
#include "sandbox/published/kinds.hpp"
#include "sandbox/published/skill_groups.hpp"
#include "sandbox/published/view.hpp"

namespace interlock::sandbox::published {
namespace {

constexpr std::ptrdiff_t kPerCall = 100;
constexpr std::int64_t kLargestPage = 100;

Objection no_queue(const Call& call) {
  if (call.store.find(Collection::queues, call.id()) != nullptr) return std::nullopt;
  return absent(*kind(Collection::queues), call.id());
}

/// The ids that the body lists, all of that collection.
std::variant<List, Refusal> ids_in(const Call& call, Collection collection) {
  const auto* entries = call.body.as<List>();
  if (entries == nullptr) return Refusal{400, "bad.request", "The body is not a list of {id}"};
  if (std::ssize(*entries) > kPerCall) {
    return Refusal{400, "constraint.validation", "More than 100 entries in one call"};
  }
  List ids;
  for (const auto& entry : *entries) {
    const std::string id(id_of(entry));
    if (call.store.find(collection, id) == nullptr) {
      return Refusal{400, "invalid.id", "There is no " + std::string(kind(collection)->noun) + " " + quoted(id), "id",
                     id};
    }
    if (std::find(ids.begin(), ids.end(), Value(id)) == ids.end()) ids.emplace_back(id);
  }
  return ids;
}

bool contains(const List& list, const Value& value) { return std::find(list.begin(), list.end(), value) != list.end(); }

Value member_row(const Call& call, std::string_view id, std::string_view by) {
  const auto& user = *call.store.find(Collection::users, id);
  return Map{{"id", id},
             {"name", name_of(user)},
             {"memberBy", by},
             {"joined", true},
             {"ringNumber", 1},
             {"user", view(call, *kind(Collection::users), user, Detail::item)},
             {"selfUri", call.request.path + "/" + percent_encode(id)}};
}

/// A user who is a member in both ways is shown as direct.
List members_of(const Call& call) {
  const auto* asked = call.query("memberBy");
  const auto direct = call.store.members(call.id());
  List rows;
  if (asked == nullptr || *asked != "group") {
    for (const auto& id : direct) rows.push_back(member_row(call, *id.as<std::string>(), "user"));
  }
  if (asked != nullptr && *asked == "user") return rows;
  const auto& queue = *call.store.find(Collection::queues, call.id());
  for (const auto& id : agents_of_groups(call.store, agents_of(call), queue)) {
    if (!contains(direct, Value(id))) rows.push_back(member_row(call, id, "group"));
  }
  return rows;
}

List codes_of(const Call& call) {
  const auto* codes = call.store.keyed("queue_wrapup_codes", call.id());
  return codes != nullptr ? *codes->as<List>() : List{};
}

List shown_codes(const Call& call, const List& ids) {
  List rows;
  for (const auto& id : ids) {
    const auto* code = call.store.find(Collection::wrapup_codes, *id.as<std::string>());
    if (code != nullptr) rows.push_back(view(call, *kind(Collection::wrapup_codes), *code, Detail::item));
  }
  return rows;
}

}  // namespace

Verdict list_members(Call& call) {
  if (auto refusal = no_queue(call)) return *std::move(refusal);
  return page(call, members_of(call), {Listing::uncounted, kLargestPage}, [](const Value& row) { return row; });
}

Verdict change_members(Call& call) {
  if (auto refusal = no_queue(call)) return *std::move(refusal);
  auto named = ids_in(call, Collection::users);
  if (auto* refusal = std::get_if<Refusal>(&named)) return std::move(*refusal);
  const auto& users = std::get<List>(named);
  auto members = call.store.members(call.id());
  std::erase_if(members, [&](const Value& member) { return contains(users, member); });
  const auto* remove = call.query("delete");
  if (remove == nullptr || *remove != "true") members.insert(members.end(), users.begin(), users.end());
  call.store.set_members(call.id(), std::move(members));
  return Reply{.status = 204};
}

Verdict remove_member(Call& call) {
  if (auto refusal = no_queue(call)) return *std::move(refusal);
  auto members = call.store.members(call.id());
  if (std::erase(members, Value(call.ids[1])) == 0) {
    return Refusal{404, "resource.not.found", "The queue has no such member", "", call.ids[1]};
  }
  call.store.set_members(call.id(), std::move(members));
  return Reply{.status = 204};
}

Verdict list_queue_codes(Call& call) {
  if (auto refusal = no_queue(call)) return *std::move(refusal);
  return page(call, shown_codes(call, codes_of(call)), {}, [](const Value& row) { return row; });
}

Verdict add_queue_codes(Call& call) {
  if (auto refusal = no_queue(call)) return *std::move(refusal);
  auto named = ids_in(call, Collection::wrapup_codes);
  if (auto* refusal = std::get_if<Refusal>(&named)) return std::move(*refusal);
  const auto& added = std::get<List>(named);
  auto codes = codes_of(call);
  for (const auto& id : added) {
    if (!contains(codes, id)) codes.push_back(id);
  }
  call.store.set_keyed("queue_wrapup_codes", call.id(), std::move(codes));
  return Reply{.body = shown_codes(call, added)};
}

Verdict remove_queue_code(Call& call) {
  if (auto refusal = no_queue(call)) return *std::move(refusal);
  auto codes = codes_of(call);
  if (std::erase(codes, Value(call.ids[1])) == 0) {
    return Refusal{404, "resource.not.found", "The queue has no such wrap-up code", "", call.ids[1]};
  }
  call.store.set_keyed("queue_wrapup_codes", call.id(), std::move(codes));
  return Reply{};
}

}  // namespace interlock::sandbox::published
