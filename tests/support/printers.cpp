#include <gtest/gtest.h>

#include "codec/json.hpp"

namespace interlock {

/// Failing comparisons show JSON instead of bytes.
void PrintTo(const Value& value, std::ostream* out) { *out << write_json(value); }

}  // namespace interlock
