// What a campaign says by the environment: how much, and where to begin.
#pragma once

#include <cstdlib>

namespace interlock::testing {

template <class Number>
Number number_from(const char* variable, Number otherwise) {
  const auto* text = std::getenv(variable);
  return text != nullptr ? static_cast<Number>(std::strtol(text, nullptr, 10)) : otherwise;
}

}  // namespace interlock::testing
