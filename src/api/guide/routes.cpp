#include "api/guide/routes.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace interlock::guide {
namespace {

constexpr std::array kToken{Bucket::token};
constexpr std::array kRouting{Bucket::token, Bucket::routing};
constexpr std::array kQueueWrite{Bucket::token, Bucket::routing, Bucket::queues};
constexpr std::array kArchitect{Bucket::token, Bucket::architect};

constexpr std::array kRoutes{
    Route{.kind = Kind::skill,
          .list = "/api/v2/routing/skills",
          .item = "/api/v2/routing/skills/{id}",
          .key = "name",
          .update = Method::put,
          .guard = GuardKind::content,
          .is_guarded_by_list = true,
          .read_buckets = kRouting,
          .write_buckets = kRouting,
          .list_buckets = kRouting},
    // What can be written of a user is the personal routing profile; who the user is stands in the list only.
    Route{.kind = Kind::user,
          .list = "/api/v2/users",
          .item = "/api/v2/routing/users/{id}/routingprofile",
          .key = "email",
          .update = Method::put,
          .guard = GuardKind::etag,
          .is_guarded_by_list = false,
          .read_buckets = kRouting,
          .write_buckets = kRouting,
          .list_buckets = kToken},
    Route{.kind = Kind::profile,
          .list = "/api/v2/routing/profiles",
          .item = "/api/v2/routing/profiles/{id}",
          .key = "name",
          .update = Method::put,
          .guard = GuardKind::etag,
          .is_guarded_by_list = false,
          .read_buckets = kRouting,
          .write_buckets = kRouting,
          .list_buckets = kRouting},
    Route{.kind = Kind::queue,
          .list = "/api/v2/routing/queues",
          .item = "/api/v2/routing/queues/{id}",
          .key = "name",
          .update = Method::put,
          .guard = GuardKind::etag,
          .is_guarded_by_list = false,
          .read_buckets = kRouting,
          .write_buckets = kQueueWrite,
          .list_buckets = kRouting},
    Route{.kind = Kind::schedule,
          .list = "/api/v2/architect/schedules",
          .item = "/api/v2/architect/schedules/{id}",
          .key = "name",
          .update = Method::patch,
          .guard = GuardKind::version,
          .is_guarded_by_list = true,
          .read_buckets = kArchitect,
          .write_buckets = kArchitect,
          .list_buckets = kArchitect},
};

}  // namespace

const Route& route(Kind kind) {
  const auto found = std::find_if(kRoutes.begin(), kRoutes.end(), [&](const Route& row) { return row.kind == kind; });
  if (found == kRoutes.end()) std::abort();  // the reader lets no manifest of this API name another kind
  return *found;
}

std::string list_path(Kind kind) { return std::string(route(kind).list); }

std::string item_path(Kind kind, const ResourceId& id) {
  constexpr std::string_view kHole = "{id}";
  std::string path(route(kind).item);
  return path.replace(path.find(kHole), kHole.size(), percent_encode(id.value));
}

std::string members_path(const ResourceId& queue) { return item_path(Kind::queue, queue) + "/members"; }

}  // namespace interlock::guide
