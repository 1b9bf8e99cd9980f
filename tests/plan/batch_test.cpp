#include "plan/batch.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

constexpr std::array kBatches{Batch{.kind = Kind::user, .field = "levels", .sets = 2, .removals = 1, .whole = 3}};

struct BatchCase {
  const char* name;
  std::vector<std::string> given, taken;
  bool exact;
  std::string portions;  // each with its edits; "own" goes out with the object
};

class Batches : public ::testing::TestWithParam<BatchCase> {};

std::string shown(const Portion& portion) {
  std::vector<std::string> texts;
  for (const auto& edit : portion.edits)
    texts.push_back((edit.after ? "+" : "-") + edit.path.substr(edit.path.rfind('/') + 1));
  return (portion.is_own ? "" : "object ") + join(texts, " ");
}

TEST_P(Batches, AreSplitAsTheApiTakesThem) {
  std::vector<FieldEdit> edits;
  for (const auto& name : GetParam().given) edits.push_back({name, std::nullopt, Value(1)});
  for (const auto& name : GetParam().taken) edits.push_back({name, Value(1), std::nullopt});
  std::vector<std::string> texts;
  for (const auto& portion : portions(Kind::user, edits, kBatches, GetParam().exact)) texts.push_back(shown(portion));
  EXPECT_EQ(join(texts, " | "), GetParam().portions);
}

INSTANTIATE_TEST_SUITE_P(
    Requests, Batches,
    ::testing::Values(
        BatchCase{"so_many_at_a_time", {"/levels/a", "/levels/b", "/levels/c"}, {}, false, "+a +b | +c"},
        BatchCase{"giving_comes_before_taking", {"/levels/a"}, {"/levels/b", "/levels/c"}, false, "+a | -b | -c"},
        BatchCase{"the_object_comes_first", {"/levels/a", "/name"}, {}, false, "object +name | +a"},
        BatchCase{"exact_and_few_are_one", {"/levels/a"}, {"/levels/b", "/levels/c"}, true, "+a -b -c"},
        BatchCase{
            "exact_and_many_are_not", {"/levels/a", "/levels/b"}, {"/levels/c", "/levels/d"}, true, "+a +b | -c | -d"},
        BatchCase{"exact_without_taking_needs_no_replacing", {"/levels/a"}, {}, true, "+a"}),
    testing::row_name);

}  // namespace
}  // namespace interlock
