// B18 and B19 against the tenant.
#include "plan/name_checks.hpp"

#include <gtest/gtest.h>

#include "support/models.hpp"
#include "support/names.hpp"
#include "support/problems.hpp"

namespace interlock {
namespace {

struct TenantNamesRow {
  const char* name;
  const char* desired;
  const char* live;
  std::string told;
  Exit exit = Exit::success;
};

Problems problems_of(const Manifest& desired, const LiveState& live) {
  Problems others, problems;
  const Intent intent(desired);
  const auto end = end_state(intent, live, others);
  check_tenant_names(intent.desired, live, end.targets, problems);
  return problems;
}

class TenantNames : public ::testing::TestWithParam<TenantNamesRow> {};

TEST_P(TenantNames, Say) {
  const auto problems = problems_of(testing::manifest_of(GetParam().desired), testing::live_of(GetParam().live));
  EXPECT_EQ(testing::told(problems), GetParam().told);
  EXPECT_EQ(exit_of(problems), GetParam().exit);
}

INSTANTIATE_TEST_SUITE_P(
    Plan, TenantNames,
    ::testing::Values(
        TenantNamesRow{
            "a_new_skill_is_a_live_one_in_another_case", R"({"skill/billing": {}})", R"({"skill/Billing": {}})",
            "B18 1:1 skill 'billing' is new, but the tenant has 'Billing' (id 'id-Billing'), which differs by upper "
            "and "
            "lower case alone | write 'Billing' if that one is meant; to rename it, pin it with `id:`",
            Exit::refused},
        TenantNamesRow{
            "a_live_name_has_blanks_at_an_end", R"({"queue/Q": {}})", R"({"queue/Q ": {}})",
            "B18 1:1 queue 'Q' is new, but the tenant has 'Q ' (id 'id-Q '), which differs by blanks at its ends "
            "(U+0020 "
            "where the other has nothing) alone | write 'Q ' if that one is meant; to rename it, pin it with `id:`",
            Exit::refused},
        TenantNamesRow{"it_is_there_already", R"({"skill/billing": {}})",
                       R"({"skill/billing": {}, "skill/Billing": {}})", ""},
        TenantNamesRow{"it_replaces_the_live_one", R"({"skill/billing": {"replaces": "Billing"}})",
                       R"({"skill/Billing": {}})", ""},
        TenantNamesRow{"the_live_one_goes", R"({"skill/Billing": {"absent": true}, "skill/billing": {}})",
                       R"({"skill/Billing": {}})", ""},
        TenantNamesRow{"what_shall_not_exist_is_no_twin", R"({"skill/billing": {"absent": true}})",
                       R"({"skill/Billing": {}})", ""},
        TenantNamesRow{"what_cannot_be_created_is_unknown_and_no_twin", R"({"user/Ana": {}})", R"({"user/ana": {}})",
                       ""},
        TenantNamesRow{"another_kind", R"({"skill/billing": {}})", R"({"queue/Billing": {}})", ""},
        TenantNamesRow{
            "a_new_skill_looks_like_a_live_one", R"({"skill/Ѕupport": {}})", R"({"skill/Support": {}})",
            "warning B19 1:1 skill 'Ѕupport' looks like 'Support' of the tenant: U+0405 where the other has U+0053 | "
            "check "
            "that this one is meant, and who made the other"},
        TenantNamesRow{
            "a_live_skill_looks_like_another", R"({"skill/Support": {}})",
            R"({"skill/Support": {}, "skill/Ѕupport": {}})",
            "warning B19 1:1 skill 'Support' looks like 'Ѕupport' of the tenant: U+0053 where the other has U+0405 | "
            "check "
            "that this one is meant, and who made the other"},
        TenantNamesRow{
            "an_unnamed_user_is_shown_by_the_id", R"({"user/ana": {}})", R"({"user/ana": {}, "user/аna": {}})",
            "warning B19 1:1 user 'ana' looks like the user of id 'id-аna' of the tenant: U+0061 where the other has "
            "U+0430 "
            "| check that this one is meant, and who made the other"},
        TenantNamesRow{"both_are_of_the_manifest", R"({"skill/Support": {}, "skill/Ѕupport": {}})",
                       R"({"skill/Support": {}})", ""},
        TenantNamesRow{"both_are_the_tenants_alone", R"({"skill/A": {}})",
                       R"({"skill/Support": {}, "skill/Ѕupport": {}})", ""}),
    testing::row_name);

TEST(TenantNames, AReferenceIsANameToo) {
  const auto desired = testing::manifest_of(R"({"user/ana": {"levels": {"Support": 1}}})");
  const auto live = testing::live_of(R"({"user/ana": {}, "skill/Support": {}, "skill/Ѕupport": {}})");
  const auto problems = problems_of(desired, live);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].rule, "B19");
}

}  // namespace
}  // namespace interlock
