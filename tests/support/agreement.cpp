#include "support/agreement.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "checker/checker.hpp"

namespace interlock::testing {
namespace {

class Count {
 public:
  ~Count() {
    // Of a process that has one thread, at its end.
    const char* path = std::getenv("INTERLOCK_AGREEMENTS");  // NOLINT(concurrency-mt-unsafe)
    if (path != nullptr && plans > 0) std::ofstream(path, std::ios::app) << plans << "\n";
  }
  int plans = 0;
};

}  // namespace

void expect_agreement(const Plan& plan) {
  static Count count;
  const auto verdict = checker::check_plan(plan_document(plan));
  EXPECT_TRUE(verdict) << "the second checker: " << verdict.problems().front().message;
  count.plans += static_cast<bool>(verdict);
}

}  // namespace interlock::testing
