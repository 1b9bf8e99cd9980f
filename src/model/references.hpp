#pragma once

#include <string>
#include <vector>

#include "base/value.hpp"
#include "model/address.hpp"

namespace interlock {

/// A place in an object's fields that names another object.
struct Reference {
  std::string path;  // "/levels/Billing", "/requires/Billing", "/parent"
  Address target;
  Place at{};
};

/// Every reference in the fields of an object of the kind, in the order of its table. A level that shall go (null) is
/// none, and neither are directives.
std::vector<Reference> references(Kind kind, const Map& fields);

}  // namespace interlock
