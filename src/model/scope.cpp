#include "model/scope.hpp"

#include <fnmatch.h>

#include <algorithm>

namespace interlock {
namespace {

bool matches_any(const std::vector<std::string>& globs, const Address& address) {
  return std::any_of(globs.begin(), globs.end(), [&](const auto& glob) { return matches(glob, address); });
}

}  // namespace

bool matches(std::string_view glob, const Address& address) {
  return fnmatch(std::string(glob).c_str(), to_string(address).c_str(), 0) == 0;
}

bool Scope::chooses(const Address& address) const {
  return (only.empty() || matches_any(only, address)) && !matches_any(except, address);
}

const Ignore* Scope::ignored_by(const Address& address) const {
  const auto found =
      std::find_if(ignore.begin(), ignore.end(), [&](const Ignore& row) { return matches(row.object, address); });
  return found != ignore.end() ? &*found : nullptr;
}

}  // namespace interlock
