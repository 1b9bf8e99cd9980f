// Rows of texts that a reader refuses or remarks on.
#pragma once

#include <string>

namespace interlock::testing {

struct WrongText {
  const char* name;
  std::string text;  // without the line of the format, where the test puts it before
  std::string told;
};

}  // namespace interlock::testing
