// The routes of the published API, as one table.
#pragma once

#include <span>

#include "sandbox/router.hpp"

namespace interlock::sandbox::published {

std::span<const Route> routes();

}  // namespace interlock::sandbox::published
