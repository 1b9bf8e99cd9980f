// What the client of the published API may do and see: the tenant's "forbidden" permissions, and its
// "forbidden_divisions", in which the client has no role.
#pragma once

#include "sandbox/exchange.hpp"
#include "sandbox/published/kinds.hpp"
#include "sandbox/router.hpp"

namespace interlock::sandbox::published {

/// Takes out of a list what lies in a division that the client may not see.
void hide(const Store& store, Collection collection, List& objects);
/// A request that names an object or a division beyond the client's reach, with the permission that its route takes.
Objection check_divisions(const Call& call, const Route& route);

}  // namespace interlock::sandbox::published
