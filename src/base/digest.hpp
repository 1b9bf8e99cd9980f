#pragma once

#include <string>
#include <string_view>

#include "base/secret.hpp"

namespace interlock {

std::string sha256(std::string_view bytes);  // 64 lower-case hexadecimal digits
/// HMAC-SHA-256 (RFC 2104), in the same digits.
std::string hmac_sha256(const Secret& key, std::string_view bytes);

}  // namespace interlock
