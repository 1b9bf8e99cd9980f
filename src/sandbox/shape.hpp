// The form of the tenant's objects, as one table for the document's reader, for the bodies of writes and for foreign
// edits. Fields that the table does not name are free.
#pragma once

#include <string>
#include <vector>

#include "base/value.hpp"
#include "sandbox/store.hpp"

namespace interlock::sandbox {

struct Violation {
  std::string pointer;  // into the object
  std::string code;     // of guide-api.md
  std::string message;
};
std::vector<Violation> violations(Collection collection, const Value& object);

struct Reference {
  std::string pointer;
  Collection target;
  std::string id;
};
/// Every reference of an object; of one that has no violations.
std::vector<Reference> references(Collection collection, const Value& object);

}  // namespace interlock::sandbox
