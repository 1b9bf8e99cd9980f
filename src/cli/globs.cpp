#include "cli/globs.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/scope.hpp"

namespace interlock {
namespace {

std::string nearest(const std::string& glob, const std::vector<Address>& suggestions) {
  std::vector<std::string> known;
  known.reserve(suggestions.size());
  for (const auto& address : suggestions) known.push_back(to_string(address));
  return did_you_mean(glob, known);
}

void check_flag(const std::string& flag, const std::vector<std::string>& globs, const Choice& choice,
                Problems& problems) {
  for (const auto& glob : globs) {
    const bool is_match = std::any_of(choice.addresses.begin(), choice.addresses.end(),
                                      [&](const Address& address) { return matches(glob, address); });
    if (is_match) continue;
    problems.push_back({.rule = "B92",
                        .message = flag + " " + quoted(glob) + " matches no address of " + std::string(choice.whose),
                        .hint = nearest(glob, choice.suggestions)});
  }
}

}  // namespace

void check_globs(const Options& options, const Choice& choice, Problems& problems) {
  check_flag("--only", options.only, choice, problems);
  check_flag("--except", options.except, choice, problems);
}

}  // namespace interlock
