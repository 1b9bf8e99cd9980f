// What a platform may say otherwise from one answer to the next.
#pragma once

#include "base/value.hpp"

namespace interlock::testing {

/// The body of an answer as the platform could have given it as well: what is a set stands in another order, every
/// object bears one more field that nobody knows. `state` is the state of the dice.
Value as_answered_otherwise(const Value& body, unsigned& state);

}  // namespace interlock::testing
