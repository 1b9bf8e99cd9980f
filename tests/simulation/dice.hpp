// Dice of a seed and a purpose: one more roll for one purpose shifts none of another.
#pragma once

#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

namespace interlock::simulation {

class Dice {
 public:
  Dice(std::uint64_t seed, std::string_view purpose) : engine_(mixed(seed, purpose)) {}

  std::uint64_t next() { return engine_(); }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  int number(int lowest, int highest) { return lowest + static_cast<int>(below(std::size_t(highest - lowest + 1))); }
  bool chance(unsigned percent) { return below(100) < percent; }
  template <class T>
  const T& one_of(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }

 private:
  static std::uint64_t mixed(std::uint64_t seed, std::string_view purpose) {
    std::uint64_t hash = 14695981039346656037U ^ seed;
    for (const auto c : purpose) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return hash ^ (seed << 17);
  }
  std::mt19937_64 engine_;
};

}  // namespace interlock::simulation
