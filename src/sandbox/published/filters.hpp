// What lists of the published API can be asked for.
#pragma once

#include "sandbox/published/kinds.hpp"

namespace interlock::sandbox::published {

/// Takes out what the query of the call does not ask for.
Objection filter(const Call& call, const Kind& kind, List& rows);

}  // namespace interlock::sandbox::published
