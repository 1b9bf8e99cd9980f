// Where the published API keeps each kind of object, and how it is written there: a row a kind. Page sizes are the
// largest that clients were seen to ask for (published-api.md, 1); larger ones are cut silently.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/snapshot.hpp"
#include "base/http.hpp"

namespace interlock::published {

using Query = std::vector<std::pair<std::string, std::string>>;

struct Route {
  Kind kind;
  std::string_view list;
  std::string_view item;          // {id} stands for the object's id
  std::string_view size = "500";  // of a page
  Method update = Method::put;    // PUT replaces the object, PATCH the fields that it names
  GuardKind guard = GuardKind::content;
  std::string_view query{};       // of the list and of the item: "expand=schema"
  bool is_query_of_list = false;  // the item knows no such query and has everything without
  bool is_poor_listed = false;    // the list lacks fields of the item
  std::string_view division{};    // the type under which divisions move it
  std::string_view key = "name";  // of the body: what names it
};

/// Null for kinds that live inside others: rows and utilization.
const Route* find_route(Kind kind);
const Route& route(Kind kind);

Query query_of(const Route& route);
/// The path of one object; a row's id is its table's id and its key, utilization's is "organization" or a user's id.
std::string item_path(Kind kind, const ResourceId& id);
/// The path of the list that a read brings.
std::string list_path(const Read& read);

/// The id of a row, and its two halves.
ResourceId row_id(const ResourceId& table, std::string_view key);
std::pair<ResourceId, std::string> row_parts(const ResourceId& row);

inline constexpr std::string_view kOrganization = "organization";  // whose utilization it is

}  // namespace interlock::published
