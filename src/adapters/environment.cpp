#include "adapters/environment.hpp"

#include <openssl/crypto.h>

#include <cstdlib>
#include <cstring>

namespace interlock {

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

std::optional<Secret> take_secret_variable(const char* name) {
  char* value = std::getenv(name);
  if (value == nullptr) return std::nullopt;
  Secret secret{std::string(value)};
  OPENSSL_cleanse(value, std::strlen(value));
  unsetenv(name);
  return secret;
}

}  // namespace interlock
