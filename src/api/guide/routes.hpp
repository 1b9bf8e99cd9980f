// Where the guide API keeps each kind of object, and how it is written there: a row a kind.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/http.hpp"
#include "model/address.hpp"
#include "model/settings.hpp"

namespace interlock::guide {

struct Route {
  Kind kind;
  std::string_view list;
  std::string_view item;  // {id} stands for the object's id
  std::string_view key;   // of an entity in the list: what names it
  Method update;          // PUT replaces the object, PATCH the fields that it names
  GuardKind guard;
  bool is_guarded_by_list;               // entities of the list carry what the guard is made of
  std::span<const Bucket> read_buckets;  // of the item; a list is metered the same way unless it says otherwise
  std::span<const Bucket> write_buckets;
  std::span<const Bucket> list_buckets;
};

const Route& route(Kind kind);
std::string list_path(Kind kind);
std::string item_path(Kind kind, const ResourceId& id);
std::string members_path(const ResourceId& queue);

}  // namespace interlock::guide
