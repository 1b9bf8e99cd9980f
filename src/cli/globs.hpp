#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "cli/options.hpp"
#include "model/address.hpp"

namespace interlock {

/// What --only and --except can choose from.
struct Choice {
  std::string_view whose;              // "the manifests", in messages
  std::vector<Address> addresses{};    // in any order, each perhaps more than once
  std::vector<Address> suggestions{};  // for hints: those of them whose names may be shown (SEC19)
};

/// B92: a glob that matches nothing is a typing error, and would else choose nothing or leave nothing out.
void check_globs(const Options& options, const Choice& choice, Problems& problems);

}  // namespace interlock
