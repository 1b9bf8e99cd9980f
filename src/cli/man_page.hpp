#pragma once

#include <string>

namespace interlock {

/// interlock(1) as the tables of commands and flags have it, in the language of man pages.
std::string man_page();

}  // namespace interlock
