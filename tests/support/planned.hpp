// A plan from texts, for tests of what is made of plans.
#pragma once

#include <gtest/gtest.h>

#include <string_view>

#include "plan/make_plan.hpp"
#include "support/models.hpp"

namespace interlock::testing {

inline Plan planned(std::string_view desired, std::string_view live) {
  Problems problems;
  auto plan = make_plan(manifest_of(desired), live_of(live), {}, problems);
  EXPECT_FALSE(has_errors(problems)) << problems.front().message;
  return plan;
}

}  // namespace interlock::testing
