// What a write takes away: whether anybody asked for that is for those to say who know what was asked for (planning.md,
// preservation).
#pragma once

#include <string>
#include <vector>

#include "model/kind.hpp"
#include "sandbox/store.hpp"

namespace interlock::sandbox {

/// A part of an object that was there before a write and is gone behind it.
struct Loss {
  int write = 0;
  Kind kind{};
  std::string id;       // of the object; of a row "TABLE/KEY"
  std::string field;    // as manifests call it, else as the document does; empty: the whole object is gone
  std::string element;  // of a list or map: what the field refers to there, or its key; empty: the field itself
  friend bool operator==(const Loss&, const Loss&) = default;
};

/// What one state has and a later one has not. `before` becomes the later one.
std::vector<Loss> losses(Map& before, const Map& after, int write);

}  // namespace interlock::sandbox
