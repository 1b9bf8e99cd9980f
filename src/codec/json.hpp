// JSON text <-> Value. Reading is bounded and strict (B58, B59); writing is canonical: sorted keys, numbers as they
// were written, so equal values give equal bytes.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/value.hpp"

namespace interlock {

struct JsonLimits {
  std::size_t bytes = 64u << 20;
  int depth = 100;
};

/// `name` is the file or endpoint that problems point at; the places of the values are empty. Duplicate keys, trailing
/// bytes, invalid UTF-8 and anything over the limits are problems of rule B59 with `exit`.
Result<Value> parse_json(std::string_view text, const std::string& name, Exit exit = Exit::unavailable,
                         const JsonLimits& limits = {});

std::string write_json(const Value& value);         // one line
std::string write_json_pretty(const Value& value);  // two spaces a level, ends with a newline

}  // namespace interlock
