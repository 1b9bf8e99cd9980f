#include "base/value.hpp"

#include <gtest/gtest.h>

#include "base/pointer.hpp"
#include "base/problem.hpp"

namespace interlock {
namespace {

TEST(MapTest, IsSortedAndHoldsEachKeyOnce) {
  auto map = Map::of({{"b"}, {"a"}, {"b"}}, {1, 2, 3});
  ASSERT_EQ(map.size(), 2u);
  EXPECT_EQ(*map.find("b"), Value(1));
  map.set("aa", 4);
  std::string keys;
  for (const auto [key, value] : map) keys += key.name + " ";
  EXPECT_EQ(keys, "a aa b ");
  EXPECT_TRUE(map.erase("aa"));
  EXPECT_FALSE(map.erase("aa"));
}

TEST(ValueTest, ComparesWithoutPlaces) {
  const Place place{std::make_shared<const std::string>("a.yaml"), 3, 4};
  EXPECT_EQ(Value("x", place), Value("x"));
  EXPECT_NE(Value("1"), Value(1));
}

TEST(DecimalTest, EqualsByNumberAndKeepsItsText) {
  EXPECT_EQ(Decimal{"2.50"}, Decimal{"2.5"});
  EXPECT_NE(Decimal{"2.5"}, Decimal{"2.6"});
}

TEST(PointerTest, FollowsMapsAndLists) {
  const Value root{Map{{"levels", Map{{"a/b", 1}}}, {"list", List{10, 20}}}};
  EXPECT_EQ(pointer({"levels", "a/b"}), "/levels/a~1b");
  EXPECT_EQ(*value_at(root, "/levels/a~1b"), Value(1));
  EXPECT_EQ(*value_at(root, "/list/1"), Value(20));
  EXPECT_EQ(value_at(root, "/list/2"), nullptr);
  EXPECT_EQ(value_at(root, "/levels/x/y"), nullptr);
  EXPECT_EQ(pointer_segments("/a~1b/~01"), (std::vector<std::string>{"a/b", "~1"}));
}

// The order of faults.md, "One exit code per run"; 3 wins over all.
TEST(ExitTest, TheGravestWins) {
  EXPECT_EQ(graver(Exit::refused, Exit::invalid), Exit::invalid);
  EXPECT_EQ(graver(Exit::refused, Exit::stale), Exit::refused);
  EXPECT_EQ(graver(Exit::partial, Exit::stale), Exit::stale);
  EXPECT_EQ(graver(Exit::unavailable, Exit::authentication), Exit::authentication);
  EXPECT_EQ(graver(Exit::interrupted, Exit::locked), Exit::interrupted);
  EXPECT_EQ(graver(Exit::success, Exit::changes), Exit::changes);
}

TEST(ProblemsTest, AreSortedByPlaceAndEachOnce) {
  const auto file = std::make_shared<const std::string>("a.yaml");
  const auto at = [&](std::uint32_t line) { return Place{file, line, 1}; };
  Problems problems{{.rule = "B7", .where = at(9), .message = "later"},
                    {.rule = "B7", .where = at(2), .message = "first"},
                    {.rule = "B7", .where = at(9), .message = "later"}};
  sort_unique(problems);
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].message, "first");
}

}  // namespace
}  // namespace interlock
