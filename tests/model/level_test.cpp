#include "model/level.hpp"

#include <gtest/gtest.h>

#include "model/templates.hpp"
#include "support/json.hpp"

namespace interlock {
namespace {

TEST(Level, IsCountedInHundredths) {
  EXPECT_EQ(hundredths(Value(3)), 300);
  EXPECT_EQ(hundredths(Value(Decimal{"2.5"})), 250);
  EXPECT_EQ(hundredths(Value(Decimal{"0.07"})), 7);
  EXPECT_EQ(hundredths(Value(Decimal{"2.505"})), std::nullopt);
  EXPECT_EQ(hundredths(Value(6)), std::nullopt);
  EXPECT_EQ(hundredths(Value("3")), std::nullopt);
}

TEST(Level, ComesBackAsItWas) {
  for (int level = 0; level <= 500; ++level) EXPECT_EQ(hundredths(level_value(level)), level);
  EXPECT_EQ(level_text(250), "2.5");
  EXPECT_EQ(level_text(207), "2.07");
  EXPECT_EQ(level_text(300), "3");
}

TEST(Templates, GiveTheirLevelsToTheirUsers) {
  Manifest manifest;
  manifest.resources.push_back({{Kind::user, "ana@x"}, testing::json_map(R"({"levels":{"A":1}})"), {}});
  manifest.resources.push_back(
      {{Kind::profile, "P"}, testing::json_map(R"({"levels":{"B":2},"users":{"ana@x":true,"ben@x":true}})"), {}});
  const auto expanded = with_templates(manifest);
  ASSERT_EQ(expanded.resources.size(), 2u);
  EXPECT_EQ(map_or_empty(&expanded.resources[0].fields, "levels").size(), 2u);
  EXPECT_EQ(expanded.resources[1].address.name, "ben@x");
  EXPECT_EQ(*map_or_empty(&expanded.resources[1].fields, "levels").find("B"), Value(2));
}

}  // namespace
}  // namespace interlock
