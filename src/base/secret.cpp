#include "base/secret.hpp"

#include <openssl/crypto.h>

namespace interlock {
namespace {

void wipe(std::string& text) { OPENSSL_cleanse(text.data(), text.size()); }

}  // namespace

Secret::Secret(std::string text)
    : text_(new std::string(text), [](std::string* held) {
        wipe(*held);
        delete held;
      }) {
  wipe(text);
}

}  // namespace interlock
