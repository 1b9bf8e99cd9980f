// What must hold of every run, whatever happened on the way (faults.md, Oracles). Each is one function, written from
// the contract and not from the engine: none of them calls what it judges.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "simulation/play.hpp"

namespace interlock::simulation {

struct Violation {
  std::string_view oracle;  // "O3"
  std::string what;
};
using Violations = std::vector<Violation>;

struct Oracle {
  std::string_view number;
  std::string_view holds;  // in words
  void (*judge)(const Record& record, Violations& violations);
};
std::span<const Oracle> oracles();

Violations judged(const Record& record);

}  // namespace interlock::simulation
