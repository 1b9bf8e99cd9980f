#include "sandbox/router.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "sandbox/handlers.hpp"
#include "sandbox/published/routes.hpp"

namespace interlock::sandbox {
namespace {

constexpr std::array kPlain{Bucket::token};
constexpr std::array kRouting{Bucket::token, Bucket::routing};
constexpr std::array kQueueWrite{Bucket::token, Bucket::routing, Bucket::queues};
constexpr std::array kArchitect{Bucket::token, Bucket::architect};

template <Collection C>
Verdict list(Call& call) {
  return list_objects(call, C);
}
template <Collection C>
Verdict get(Call& call) {
  return get_object(call, C);
}
template <Collection C>
Verdict create(Call& call) {
  return create_object(call, C);
}
template <Collection C>
Verdict replace(Call& call) {
  return replace_object(call, C);
}
template <Collection C>
Verdict patch(Call& call) {
  return patch_object(call, C);
}
template <Collection C>
Verdict remove(Call& call) {
  return delete_object(call, C);
}

using enum Collection;
using enum Effect;

constexpr Route login(std::string_view path) { return {.method = Method::post, .path = path, .door = Door::login}; }
constexpr Route own(Method method, std::string_view path, Verdict (*handler)(Call&), Effect effect) {
  return {.method = method, .path = path, .handler = handler, .door = Door::own, .effect = effect};
}
constexpr Route read(std::string_view path, Verdict (*handler)(Call&), std::span<const Bucket> buckets) {
  return {.method = Method::get, .path = path, .handler = handler, .buckets = buckets};
}
constexpr Route writes(Method method, std::string_view path, Verdict (*handler)(Call&),
                       std::span<const Bucket> buckets) {
  return {.method = method, .path = path, .handler = handler, .buckets = buckets, .effect = write};
}

// The same on both APIs.
constexpr std::array kCommonRoutes{
    login("/oauth/token"),
    login("/api/v2/oauth/token"),
    own(Method::get, "/__sandbox/state", show_state, none),
    own(Method::get, "/__sandbox/breaches", show_breaches, none),
    own(Method::post, "/__sandbox/edit", edit, foreign_edit),
};

constexpr std::array kGuideRoutes{
    read("/api/v2/organizations/me", get_organization, kPlain),
    read("/api/v2/users", list_users, kPlain),
    read("/api/v2/users/*", get<users>, kPlain),
    read("/api/v2/routing/skills", list<skills>, kRouting),
    writes(Method::post, "/api/v2/routing/skills", create<skills>, kRouting),
    read("/api/v2/routing/skills/*", get<skills>, kRouting),
    writes(Method::put, "/api/v2/routing/skills/*", replace<skills>, kRouting),
    writes(Method::remove, "/api/v2/routing/skills/*", remove<skills>, kRouting),
    read("/api/v2/routing/users/*/routingprofile", get<personal_profiles>, kRouting),
    writes(Method::put, "/api/v2/routing/users/*/routingprofile", replace<personal_profiles>, kRouting),
    read("/api/v2/routing/profiles", list<shared_profiles>, kRouting),
    read("/api/v2/routing/profiles/*", get<shared_profiles>, kRouting),
    writes(Method::put, "/api/v2/routing/profiles/*", replace<shared_profiles>, kRouting),
    read("/api/v2/routing/queues", list<queues>, kRouting),
    writes(Method::post, "/api/v2/routing/queues", create<queues>, kQueueWrite),
    read("/api/v2/routing/queues/*", get<queues>, kRouting),
    writes(Method::put, "/api/v2/routing/queues/*", replace<queues>, kQueueWrite),
    writes(Method::remove, "/api/v2/routing/queues/*", remove<queues>, kQueueWrite),
    read("/api/v2/routing/queues/*/members", list_members, kRouting),
    writes(Method::post, "/api/v2/routing/queues/*/members", change_members, kQueueWrite),
    read("/api/v2/analytics/queues/summary", summarize_queue, kPlain),
    read("/api/v2/architect/schedules", list<schedules>, kArchitect),
    read("/api/v2/architect/schedules/*", get<schedules>, kArchitect),
    writes(Method::patch, "/api/v2/architect/schedules/*", patch<schedules>, kArchitect),
};

std::string_view take_segment(std::string_view& path) {
  const auto segment = path.substr(0, path.find('/'));
  path.remove_prefix(std::min(segment.size() + 1, path.size()));
  return segment;
}

/// What stands at the `*` of the pattern, or nothing where the path is another one.
std::optional<std::vector<std::string>> ids_of(std::string_view pattern, std::string_view path) {
  std::vector<std::string> ids;
  if (std::count(pattern.begin(), pattern.end(), '/') != std::count(path.begin(), path.end(), '/')) return std::nullopt;
  while (!pattern.empty()) {
    const auto wanted = take_segment(pattern);
    const auto found = take_segment(path);
    if (wanted == "*" && !found.empty()) {
      ids.push_back(percent_decode(found));
    } else if (wanted != found) {
      return std::nullopt;
    }
  }
  return ids;
}

}  // namespace

Match match(Api api, Method method, std::string_view path) {
  const std::array<std::span<const Route>, 2> tables{kCommonRoutes,
                                                     api == Api::guide ? kGuideRoutes : published::routes()};
  Match result;
  for (const auto table : tables) {
    for (const auto& route : table) {
      auto ids = ids_of(route.path, path);
      if (!ids) continue;
      result.path_known = true;
      if (route.method == method) return {&route, true, *std::move(ids)};
    }
  }
  return result;
}

}  // namespace interlock::sandbox
