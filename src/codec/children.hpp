// Entries that stand in the entry of another object: the rows of a data table.
#pragma once

#include <vector>

#include "base/problem.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// The field of the kind that holds entries of another kind, or null.
const FieldInfo* children_field(const KindInfo& kind);

/// The entries in the value of that field, each under its key: a map of columns, or `absent`. Their names are
/// "ENTRY/KEY". What is wrong is left out (B5, B6, B20, B77, B80).
std::vector<Resource> read_children(const FieldInfo& field, const Resource& parent, const Value& value,
                                    Problems& problems);

}  // namespace interlock
