#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "model/address.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// A place in an object's fields that names another object. It looks into these fields and copies nothing, since a
/// tenant has a million of them.
struct Reference {
  const FieldInfo& field;
  Kind kind;              // of the object that is named
  std::string_view name;  // of that object
  const Place& at;
  std::string above{};  // pointer to what the field stands in, where it is no field of the object itself

  Address target() const { return {kind, std::string(name)}; }
  std::string path() const;  // "/levels/Billing", "/parent", "/bullseye/rings/0/actions/skills_to_remove/Billing"
};

/// Every reference in the fields of an object of the kind, in the order of its table. A level that shall go (null) is
/// none, and neither are directives.
std::vector<Reference> references(Kind kind, const Map& fields);
/// Those in the value of one field, which may stand in a record.
std::vector<Reference> references(const FieldInfo& field, const Value& value);

/// A place of a manifest that names an object: the entry itself, or a field of it that refers to another one.
struct NamedObject {
  Kind kind{};
  std::string_view name;
  const Place& at;
  bool stays = true;  // not what shall be absent, go, or be replaced
};
/// Directives and levels that shall go included.
void for_each_name(const Resource& resource, const std::function<void(const NamedObject&)>& visit);

}  // namespace interlock
