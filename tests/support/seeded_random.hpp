// Numbers that are the same in every run.
#pragma once

#include <cstdint>
#include <random>

#include "engine/ports.hpp"

namespace interlock::testing {

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed = 1) : engine_(seed) {}
  std::uint64_t next() override { return engine_(); }

 private:
  std::mt19937_64 engine_;
};

}  // namespace interlock::testing
