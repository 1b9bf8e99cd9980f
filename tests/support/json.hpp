// JSON as it is written in rows of tests.
#pragma once

#include <stdexcept>
#include <string>

#include "codec/json.hpp"

namespace interlock::testing {

inline Value json(const std::string& text) {
  auto value = parse_json(text, "test");
  if (!value) throw std::invalid_argument(value.problems().front().message + ": " + text);
  return *value;
}

inline Map json_map(const std::string& text) { return *json(text).as<Map>(); }

}  // namespace interlock::testing
