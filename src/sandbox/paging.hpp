// Lists in pages: `pageSize`, `sortBy`, `after`. A cursor names the row that it stands behind, so rows that come or go
// between two pages shift nothing.
#pragma once

#include "sandbox/exchange.hpp"

namespace interlock::sandbox {

/// The page of `rows` that the call asks for, filtered by its `name` and `divisionId`.
Verdict page(const Call& call, List rows);

}  // namespace interlock::sandbox
