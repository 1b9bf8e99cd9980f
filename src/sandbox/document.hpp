// A tenant file is user input: everything that is wrong with it is said, with pointers into the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "base/value.hpp"

namespace interlock::sandbox {

/// All problems of a tenant document; `name` is the file that they point at. Duplicate names are allowed: real tenants
/// have them (B54).
Problems check_document(const Value& document, const std::string& name);

/// Every key that a tenant document may have, sorted.
std::vector<std::string_view> document_keys();

}  // namespace interlock::sandbox
