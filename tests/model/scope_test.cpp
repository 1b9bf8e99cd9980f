#include "model/scope.hpp"

#include <gtest/gtest.h>

#include "model/intent.hpp"
#include "support/models.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

struct ScopeCase {
  const char* name;
  Scope scope;
  const char* address;
  bool is_covered;
};

class Covers : public ::testing::TestWithParam<ScopeCase> {};

TEST_P(Covers, Address) {
  EXPECT_EQ(GetParam().scope.covers(*parse_address(GetParam().address)), GetParam().is_covered);
}

const std::vector<Ignore> kLegacy{{.object = "queue/Legacy_*", .reason = "telephony"}};

INSTANTIATE_TEST_SUITE_P(
    Scopes, Covers,
    ::testing::Values(ScopeCase{"everything_where_nothing_is_said", {}, "queue/A", true},
                      ScopeCase{"a_kind_by_its_glob", {.only = {"schedule/*"}}, "schedule/DR_1", true},
                      ScopeCase{"not_another_kind", {.only = {"schedule/*"}}, "queue/DR_1", false},
                      ScopeCase{"one_of_several_globs", {.only = {"queue/A", "queue/B"}}, "queue/B", true},
                      ScopeCase{"not_a_longer_name", {.only = {"queue/A"}}, "queue/AB", false},
                      ScopeCase{"a_name_with_a_slash", {.only = {"queue/*"}}, "queue/EMEA/Billing", true},
                      ScopeCase{"one_letter", {.only = {"queue/Line_?"}}, "queue/Line_7", true},
                      ScopeCase{"not_what_is_excepted", {.except = {"queue/A"}}, "queue/A", false},
                      ScopeCase{
                          "an_exception_from_a_choice", {.only = {"queue/*"}, .except = {"queue/A"}}, "queue/A", false},
                      ScopeCase{"not_what_the_settings_ignore", {.ignore = kLegacy}, "queue/Legacy_1", false},
                      ScopeCase{"what_the_settings_do_not_ignore", {.ignore = kLegacy}, "queue/New", true}),
    testing::row_name);

TEST(IntentScope, KeepsWhatIsCoveredAndListsWhatIsIgnored) {
  const Intent intent(testing::manifest_of(R"({"queue/A": {}, "queue/Legacy_1": {}, "skill/S": {}})"),
                      testing::manifest_of(R"({"queue/B": {}, "skill/T": {}})"),
                      Scope{.only = {"queue/*"}, .ignore = kLegacy});
  ASSERT_EQ(intent.desired.resources.size(), 1u);
  EXPECT_EQ(intent.desired.resources[0].address.name, "A");
  ASSERT_EQ(intent.base->resources.size(), 1u);
  EXPECT_EQ(intent.base->resources[0].address.name, "B");
  ASSERT_EQ(intent.ignored.size(), 1u);
  EXPECT_EQ(to_string(intent.ignored[0].address), "queue/Legacy_1");
  EXPECT_EQ(intent.ignored[0].reason, "telephony");
}

TEST(IntentScope, ReadsWhatLeftTheBaseAsAbsent) {
  const Intent intent(
      testing::manifest_of(R"({"queue/A": {}})"),
      testing::manifest_of(R"({"queue/A": {}, "queue/Gone": {"absent": true}, "skill/T": {"id": "7"}})"), {});
  const auto needed = with_departed(intent);
  ASSERT_TRUE(needed);
  ASSERT_EQ(needed->resources.size(), 2u);
  const auto* left = needed->find({Kind::skill, "T"});
  ASSERT_NE(left, nullptr);
  EXPECT_TRUE(left->is_absent());
  EXPECT_EQ(text_or(left->fields, "id"), "7");
}

TEST(IntentScope, ReadsNothingMoreWhereNothingLeft) {
  EXPECT_FALSE(with_departed(Intent(testing::manifest_of(R"({"queue/A": {}})"))));
  EXPECT_FALSE(with_departed(
      Intent(testing::manifest_of(R"({"queue/A": {}})"), testing::manifest_of(R"({"queue/A": {}})"), {})));
}

}  // namespace
}  // namespace interlock
