#pragma once

#include <string>

namespace interlock {

/// A file that was read: its name as the user gave it, and its bytes.
struct Source {
  std::string name;
  std::string text;
};

}  // namespace interlock
