#pragma once

#include <string>

#include "base/time.hpp"

namespace interlock::sandbox {

/// RFC 9110 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(Wall time);

}  // namespace interlock::sandbox
