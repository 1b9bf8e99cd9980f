// Small random scenes with changes to make, and what a look at every single state says about them. The rules of
// eligibility are written down here a second time.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "safety/arrange.hpp"
#include "support/every_ideal.hpp"

namespace interlock::testing {

/// How large the scenes are, and what can happen in them.
struct SceneShape {
  int agents = 3, queues = 2, skills = 2, highest = 2;
  bool with_max = false, with_direct = false, with_unusable = false, with_shared = false, with_floors = false;
};

struct Changing {
  Scene scene{};
  std::vector<Draft> drafts{};
  std::vector<Precedence> precedences{};
  std::vector<int> floors{};  // by queue: declared
};

Changing random_changing(std::uint64_t seed, const SceneShape& shape);

/// Who is eligible for the queue.
std::vector<int> eligible(const Scene& scene, int queue);
/// What must hold in every state: the declared floor, or one agent, where both ends have that.
Demands demands_of(const Changing& changing);

std::vector<Effects> ops_of(const Changing& changing, const std::vector<Arranged>& arranged);

/// What all states say together.
struct EveryState {
  std::vector<int> fewest{};     // by queue: of the states in which it exists
  std::vector<bool> intruded{};  // by queue: somebody was eligible whom neither end makes so
  std::int64_t states = 0;
};
EveryState every_state(const Scene& scene, const std::vector<Effects>& ops, const Order& order);

/// Whether all drafts can be made one after the other, undivided, with the demands met in each state.
bool has_safe_order(const Changing& changing);

/// Everything a person needs to follow a failing seed.
std::string told(const Changing& changing, const std::vector<Arranged>& arranged, const Order& order);

}  // namespace interlock::testing
