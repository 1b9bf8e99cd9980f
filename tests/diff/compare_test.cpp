#include "diff/compare.hpp"

#include <gtest/gtest.h>

#include "support/models.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using Lines = std::vector<std::string>;

/// "queue/Q missing: /description: - -> "d"", one line a change.
Lines compared(const std::vector<Change>& changes) {
  constexpr const char* kWords[]{"missing", "differs", "extra"};
  Lines lines;
  for (const auto& change : changes) {
    auto line = to_string(address_of(change)) + " " + kWords[change.index()];
    for (const auto& edit : std::visit([](const auto& c) { return testing::lines(c.edits); }, change))
      line += ", " + edit;
    lines.push_back(line);
  }
  return lines;
}

struct CompareCase {
  const char* name;
  const char* wanted;
  const char* other;
  Lines changes;
};

class Compared : public ::testing::TestWithParam<CompareCase> {};

TEST_P(Compared, Is) {
  const auto [name, wanted, other, changes] = GetParam();
  EXPECT_EQ(compared(compared(testing::manifest_of(wanted), testing::manifest_of(other))), changes);
}

const CompareCase kCompareCases[]{
    {"TheSame", R"({"skill/A": {"description": "d"}})", R"({"skill/A": {"description": "d"}})", {}},
    {"IdsNeverDiffer", R"({"skill/A": {"id": "1"}})", R"({"skill/A": {"id": "2"}})", {}},
    {"WhatIsNotNamedIsTheDefault", R"({"skill/A": {"enabled": true}})", R"({"skill/A": {"description": ""}})", {}},
    {"WhatTheOtherOneLacks", R"({"skill/A": {}, "skill/B": {}})", R"({"skill/A": {}})", {"skill/B missing"}},
    {"WhatOnlyTheOtherOneHas", R"({})", R"({"skill/A": {"enabled": false}})", {"skill/A extra, /enabled: false -> -"}},
    {"WhatDiffersLeadsToTheFirst",
     R"({"user/u": {"levels": {"A": 1, "B": 2}}})",
     R"({"user/u": {"levels": {"B": 3, "C": 4}}})",
     {"user/u differs, /levels/A: - -> 1, /levels/B: 3 -> 2, /levels/C: 4 -> -"}},
    {"WhatShallBeAbsentIsNotThere", R"({"skill/A": {"absent": true}})", R"({})", {}},
};

INSTANTIATE_TEST_SUITE_P(Table, Compared, ::testing::ValuesIn(kCompareCases), testing::row_name);

}  // namespace
}  // namespace interlock
