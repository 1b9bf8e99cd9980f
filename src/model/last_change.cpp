#include "model/last_change.hpp"

namespace interlock {

std::string to_string(const LastChange& change) {
  return "last changed" + (change.at ? " " + format_wall(*change.at) : std::string()) +
         (change.by.empty() ? std::string() : " by " + change.by);
}

}  // namespace interlock
