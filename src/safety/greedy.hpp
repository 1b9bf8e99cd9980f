// The greedy rules: what takes nothing from anybody comes first, then what takes least.
#pragma once

#include <span>

#include "safety/sequence.hpp"

namespace interlock {

enum class Divide : bool { no, where_needed };

/// Takes all of the ops, or leaves the sequence as it was and returns false. With `where_needed` a draft that cannot be
/// taken as a whole is divided.
bool take_greedily(Sequence& sequence, std::vector<Arranged> ops, Divide divide);

}  // namespace interlock
