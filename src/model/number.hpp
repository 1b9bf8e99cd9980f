// Numbers in normal form, so that what a manifest writes as 4.0 and a platform as 4 compare equal.
#pragma once

#include <optional>

#include "base/value.hpp"

namespace interlock {

/// A whole number as std::int64_t, another one as a Decimal without needless zeros, rounded to four digits after the
/// point: 4.0 -> 4, 0.80 -> 0.8, 0.800000011920929 -> 0.8. Nothing for what is no finite decimal number.
std::optional<Value> canonical_number(const Value& value);

/// The value of Shape::scalars: a text or flag as it is, a number in the same form but with all its digits, since
/// nobody knows what they mean. Nothing for anything else.
std::optional<Value> canonical_scalar(const Value& value);

}  // namespace interlock
