// Every order that a plan allows, by brute force: each set of steps that holds whatever its steps wait for is a state
// that somebody can see.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "diff/change.hpp"
#include "model/live_state.hpp"
#include "model/manifest.hpp"
#include "plan/plan.hpp"

namespace interlock::testing {

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  int up_to(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n + 1)); }
  bool one_in(int n) { return up_to(n - 1) == 0; }

 private:
  std::mt19937 engine_;
};

struct Instance {
  Manifest desired;
  LiveState live;
};

/// From maps of address to fields. Every kind counts as read.
Instance instance_of(const Map& desired, const Map& live, Api api);

/// Sets of steps, bit i for the step at index i, the empty and the full one among them; at most 32 steps.
std::vector<unsigned> ideals(const std::vector<Step>& steps);

/// "s2 expand update user/ana after s1", one line a step.
std::vector<std::string> described(const std::vector<Step>& steps);

/// "Q 2 1 1, R 2 2 2": of each queue before, after and never below.
std::string shown(const std::vector<Coverage>& coverage);

/// Everything a person needs to follow a failing seed.
std::string told(const Instance& instance, const Plan& plan);

/// The map of that name in the map, or an empty one.
const Map& child(const Map& map, std::string_view key);

}  // namespace interlock::testing
