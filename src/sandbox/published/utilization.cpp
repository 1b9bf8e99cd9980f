// How many conversations an agent handles at once: of the organisation, and of single users.
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "sandbox/published/handlers.hpp"
#include "sandbox/published/kinds.hpp"

namespace interlock::sandbox::published {
namespace {

constexpr std::int64_t kLargestCapacity = 25;

struct Media {
  std::string_view name;
  int capacity;
};
constexpr std::array<Media, 6> kMedia{
    {{"call", 1}, {"callback", 1}, {"chat", 4}, {"email", 1}, {"message", 4}, {"workitem", 1}}};

bool is_media(std::string_view name) {
  return std::any_of(kMedia.begin(), kMedia.end(), [&](const Media& media) { return media.name == name; });
}

/// What is set, with the platform's own figures where nothing is.
Map completed(const Map& set) {
  Map whole = set;
  auto media = map_or_empty(&set, "utilization");
  for (const auto& row : kMedia) {
    if (media.contains(row.name)) continue;
    media.set(row.name,
              Map{{"maximumCapacity", row.capacity}, {"interruptableMediaTypes", List{}}, {"includeNonAcd", false}});
  }
  whole.set("utilization", std::move(media));
  if (!whole.contains("labelUtilizations")) whole.set("labelUtilizations", Map{});
  return whole;
}

Map of_organization(const Store& store) { return completed(map_or_empty(&store.document(), "utilization")); }

Objection check_media(const std::string& name, const Value& media) {
  if (!is_media(name)) return Refusal{400, "unsupported.media.type", "No such media: " + quoted(name), name};
  const auto* capacity = media.find("maximumCapacity");
  const auto* number = capacity != nullptr ? capacity->as<std::int64_t>() : nullptr;
  if (number == nullptr || *number < 0 || *number > kLargestCapacity) {
    return Refusal{400, "invalid.media.capacity", "maximumCapacity is a whole number from 0 to 25", name};
  }
  const auto* others = media.find("interruptableMediaTypes");
  if (others == nullptr || others->is<Null>()) return std::nullopt;
  const auto* list = others->as<List>();
  if (list == nullptr) return Refusal{400, "bad.request", "interruptableMediaTypes is a list", name};
  for (const auto& other : *list) {
    const auto* text = other.as<std::string>();
    if (text == nullptr || !is_media(*text)) return Refusal{400, "unsupported.media.type", "No such media", name};
    if (*text == name) return Refusal{400, "interrupt.same.media.type", "A media does not interrupt itself", name};
  }
  return std::nullopt;
}

Objection check_body(const Value& body) {
  if (!body.is<Map>()) return Refusal{400, "bad.request", "The body is not an object"};
  for (const auto key : {"utilization", "labelUtilizations"}) {
    const auto* member = body.find(key);
    if (member != nullptr && !member->is<Map>()) return Refusal{400, "bad.request", "is not an object", key};
  }
  for (const auto& [key, media] : map_or_empty(body.as<Map>(), "utilization")) {
    if (auto refusal = check_media(key.name, media)) return refusal;
  }
  return std::nullopt;
}

/// What a body sets, in full.
Map taken(const Value& body) {
  Map set;
  Map media;
  for (const auto& [key, given] : map_or_empty(body.as<Map>(), "utilization")) {
    const auto* others = given.find("interruptableMediaTypes");
    media.set(key.name, Map{{"maximumCapacity", *given.find("maximumCapacity")},
                            {"interruptableMediaTypes", others != nullptr && others->is<List>() ? *others : List{}},
                            {"includeNonAcd", flag_or(given, "includeNonAcd", false)}});
  }
  set.set("utilization", std::move(media));
  for (const auto key : {"labelUtilizations", "maxInboundCalls"}) {
    if (const auto* member = body.find(key)) set.set(key, *member);
  }
  return set;
}

bool is_of_user(const Call& call) { return !call.ids.empty(); }

Objection no_user(const Call& call) {
  if (!is_of_user(call) || call.store.find(Collection::users, call.id()) != nullptr) return std::nullopt;
  return Refusal{404, "not.found", "There is no user of this id", "", call.id()};
}

Map shown(const Call& call) {
  if (!is_of_user(call)) return of_organization(call.store);
  const auto* own = call.store.keyed("user_utilization", call.id());
  auto whole = own != nullptr ? completed(*own->as<Map>()) : of_organization(call.store);
  whole.set("level", own != nullptr ? "Agent" : "Organization");
  return whole;
}

}  // namespace

Verdict get_utilization(Call& call) {
  if (auto refusal = no_user(call)) return *std::move(refusal);
  return Reply{.body = shown(call)};
}

Verdict put_utilization(Call& call) {
  if (auto refusal = no_user(call)) return *std::move(refusal);
  if (auto refusal = check_body(call.body)) return *std::move(refusal);
  if (is_of_user(call)) {
    call.store.set_keyed("user_utilization", call.id(), taken(call.body));
  } else {
    call.store.set_member("utilization", taken(call.body));
  }
  return Reply{.body = shown(call)};
}

Verdict reset_utilization(Call& call) {
  if (auto refusal = no_user(call)) return *std::move(refusal);
  if (is_of_user(call)) {
    call.store.erase_keyed("user_utilization", call.id());
  } else {
    call.store.erase_member("utilization");
  }
  return Reply{};
}

}  // namespace interlock::sandbox::published
