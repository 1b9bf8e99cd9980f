// A tenant that was read from outside may name what was not read, or what is gone: a document may not.
#pragma once

#include <string_view>

#include "base/value.hpp"

namespace interlock::sandbox {

/// How an object is named of which only the id is known, as everywhere.
inline constexpr std::string_view kStandInPrefix = "id:";

/// The document with an object for everything that it names and does not have: an object that routes nobody, named
/// "id:" and its id.
Map with_stand_ins(Map document);

}  // namespace interlock::sandbox
