// YAML 1.2 text -> Values that know their places, through the events of libyaml and within bounds (deps.md 2).
#pragma once

#include <cstddef>
#include <vector>

#include "base/problem.hpp"
#include "base/value.hpp"
#include "codec/source.hpp"

namespace interlock {

/// The caps of bad-input.md.
struct YamlLimits {
  std::size_t file_bytes = 32u << 20;
  std::size_t scalar_bytes = 1u << 20;
  std::size_t nodes = 5'000'000;  // aliases count as expanded
  std::size_t keys = 100'000;     // in one map
  int depth = 64;
};

/// One value a document. What cannot be read adds to `problems` (B3-B16, B88-B90) and is left out; the reader goes on
/// with the next document where it can.
std::vector<Value> read_yaml(const Source& source, Problems& problems, const YamlLimits& limits = {});

}  // namespace interlock
