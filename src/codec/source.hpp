#pragma once

#include <string>

namespace interlock {

/// A file that was read: its name as the user gave it, and its bytes.
struct Source {
  std::string name;
  std::string text;
  /// How `name` begins: the directory, with its slash, beneath which all files must lie that this one names. Empty is
  /// the working directory.
  std::string root{};
};

}  // namespace interlock
