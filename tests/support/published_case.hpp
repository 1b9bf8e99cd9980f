// One rule of the published API as exchanges with the tenant of published_tenant.hpp.
#pragma once

#include <string>
#include <vector>

namespace interlock::testing {

struct Exchange {
  std::string line;
  std::string body{};
};

struct PublishedCase {
  const char* name;
  std::vector<Exchange> exchanges;  // the last one is looked at, the others succeed
  std::string verdict;
  std::string pointer{};  // into the answer
  std::string found{};    // the JSON there, or "nothing"
  std::string unsettled = "{}";
};

/// Sends them and compares; also whether what was refused changed nothing and what came out can be loaded.
void expect_answer(const PublishedCase& row);

}  // namespace interlock::testing
