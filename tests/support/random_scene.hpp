// Random scenes with changes to make.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "safety/arrange.hpp"

namespace interlock::testing {

/// How large the scenes are, and what can happen in them.
struct SceneShape {
  int agents = 3, queues = 2, skills = 2, highest = 2;
  bool with_max = false, with_direct = false, with_unusable = false, with_shared = false, with_floors = false;
  bool with_coming = false;  // queues that are made or go
  int asks_for_one_in = 2;   // of the skills
};

/// Kinds of small scenes by name, of which each has something of its own.
struct NamedShape {
  const char* name;
  SceneShape shape;
};
const std::vector<NamedShape>& small_shapes();

struct Changing {
  Scene scene{};
  std::vector<Draft> drafts{};
  std::vector<Precedence> precedences{};
  std::vector<int> floors{};  // by queue: declared
};

Changing random_changing(std::uint64_t seed, const SceneShape& shape);

/// Everything in one request a draft.
std::vector<Effects> whole(const Changing& changing);
/// What must hold in every state: the declared floor, or one agent, where both ends have that.
Demands demands_of(const Changing& changing);

std::vector<Effects> ops_of(const Changing& changing, const std::vector<Arranged>& arranged);

/// Everything a person needs to follow a failing seed.
std::string told(const Changing& changing, const std::vector<Arranged>& arranged, const Order& order);

}  // namespace interlock::testing
