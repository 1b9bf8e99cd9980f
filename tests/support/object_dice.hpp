// Dice of which every object has its own, so that it says the same whatever the others say.
#pragma once

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "support/random_tenant.hpp"

namespace interlock::testing {

using Words = std::vector<const char*>;

class ObjectDice {
 public:
  ObjectDice(unsigned seed, Edition edition) : seed_(std::to_string(seed)), edition_(edition) {}

  /// The next rolls are of this object. In the second edition about a third of those that can change do.
  void roll_for(const std::string& object, bool can_change = true) {
    const auto name = seed_ + "/" + object;
    says_otherwise_ = can_change && edition_ == Edition::second && number_of("edited " + name) % 3 == 0;
    engine_.seed(number_of(name + (says_otherwise_ ? " again" : "")));
  }
  Edition edition() const { return edition_; }
  bool says_otherwise() const { return says_otherwise_; }

  std::size_t below(std::size_t count) { return engine_() % count; }
  int number(int lowest, int highest) { return lowest + static_cast<int>(below(std::size_t(highest - lowest + 1))); }
  bool chance(unsigned percent) { return below(100) < percent; }
  std::string one_of(const Words& words) { return words[below(words.size())]; }
  void shuffle(Words& words) { std::shuffle(words.begin(), words.end(), engine_); }
  void maybe(Map& map, const char* key, const std::function<Value()>& value) {
    if (chance(50)) map.set(key, value());
  }

 private:
  static unsigned number_of(const std::string& text) {
    unsigned hash = 2166136261U;
    for (const auto c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash;
  }

  std::string seed_;
  Edition edition_;
  bool says_otherwise_ = false;
  std::mt19937 engine_;
};

}  // namespace interlock::testing
