// Manifests of everything that the tables of model/kind.hpp offer, made at random.
#pragma once

#include <random>
#include <string>

#include "model/manifest.hpp"

namespace interlock::testing {

/// Texts made of what YAML, JSON, templates and merges could take for something else.
class RandomTexts {
 public:
  explicit RandomTexts(unsigned seed) : random_(seed) {}

  std::string next();
  std::string next_name();  // one that no earlier one is mistaken for
  std::size_t below(std::size_t count) { return random_() % count; }
  bool coin() { return below(2) == 0; }

 private:
  std::mt19937 random_;
  int names_ = 0;
};

/// An entry of every kind that has a section, each with some of its fields, in normal form and without a problem.
Manifest random_manifest(Api api, RandomTexts& texts);

}  // namespace interlock::testing
