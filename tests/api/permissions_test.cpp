// Which permission a step takes, and which grants hold it.
#include <gtest/gtest.h>

#include "api/binding.hpp"
#include "support/bindings.hpp"
#include "support/json.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using testing::json;
using testing::published_api;

struct PermissionCase {
  const char* name;
  Verb verb;
  Address address;
  std::string path;
  std::string permission;
  Right right = Right::write;
};

class Permission : public ::testing::TestWithParam<PermissionCase> {};

TEST_P(Permission, IsThatOfTheRequest) {
  const auto& row = GetParam();
  Step step{.verb = row.verb, .address = row.address};
  if (!row.path.empty()) step.edits.push_back({row.path, std::nullopt, Value("x")});
  EXPECT_EQ(published_api().permission(step, row.right), row.permission);
}

INSTANTIATE_TEST_SUITE_P(
    Published, Permission,
    ::testing::Values(
        PermissionCase{"to_make_a_queue", Verb::create, {Kind::queue, "Q"}, "/members/u", "routing:queue:add"},
        PermissionCase{"to_edit_a_queue", Verb::update, {Kind::queue, "Q"}, "/description", "routing:queue:edit"},
        PermissionCase{"to_move_a_queue", Verb::update, {Kind::queue, "Q"}, "/division", "routing:queue:edit"},
        PermissionCase{"to_change_its_members",
                       Verb::update,
                       {Kind::queue, "Q"},
                       "/members/u",
                       "routing:queue:edit|routing:queueMember:manage"},
        PermissionCase{"to_see_it", Verb::update, {Kind::queue, "Q"}, "/members/u", "routing:queue:view", Right::see},
        PermissionCase{"to_delete_it", Verb::remove, {Kind::queue, "Q"}, "", "routing:queue:delete"},
        PermissionCase{"to_give_levels", Verb::update, {Kind::user, "u"}, "/levels/A", "routing:skill:assign"},
        PermissionCase{"unknown", Verb::update, {Kind::flow, "f"}, "/description", ""}),
    testing::row_name);

struct GrantCase {
  const char* name;
  std::string rights;
  std::string permission;
  std::string division;
  bool is_granted;
};

class Grants : public ::testing::TestWithParam<GrantCase> {};

TEST_P(Grants, HoldAPermissionInADivision) {
  const auto& row = GetParam();
  EXPECT_EQ(published_api().grants(json(row.rights), row.permission, ResourceId{row.division}), row.is_granted);
}

std::string grant(const std::string& division, const std::string& policy) {
  return R"({"grants":[{"division":{"id":")" + division + R"("},"role":{"policies":[)" + policy + "]}}]}";
}
const std::string kEdit = R"({"domain":"routing","entityName":"queue","actions":["view","edit"]})";
constexpr const char* kPermission = "routing:queue:edit";

INSTANTIATE_TEST_SUITE_P(
    Published, Grants,
    ::testing::Values(
        GrantCase{"named", grant("d", kEdit), kPermission, "", true},
        GrantCase{"in_that_division", grant("d", kEdit), kPermission, "d", true},
        GrantCase{"in_another_division", grant("d", kEdit), kPermission, "e", false},
        GrantCase{"in_all_divisions", grant("*", kEdit), kPermission, "e", true},
        GrantCase{"another_action", grant("d", kEdit), "routing:queue:delete", "", false},
        GrantCase{"one_of_two", grant("d", kEdit), "routing:queueMember:manage|routing:queue:edit", "", true},
        GrantCase{"neither", grant("d", kEdit), "routing:skill:create|routing:skill:manage", "", false},
        GrantCase{"any", grant("d", R"({"domain":"*","entityName":"*","actions":["*"]})"), kPermission, "d", true},
        GrantCase{"no_grants", R"({"grants":[]})", kPermission, "", false},
        GrantCase{"an_answer_that_tells_nothing", R"({})", kPermission, "", true},
        GrantCase{"policies_of_another_shape", R"({"grants":[{"role":{"policies":{}}},7]})", kPermission, "", false}),
    testing::row_name);

TEST(Guide, HasNoCallForPermissions) { EXPECT_EQ(binding(Api::guide).rights_call, nullptr); }

}  // namespace
}  // namespace interlock
