#include <gtest/gtest.h>

#include "codec/json.hpp"
#include "support/ask.hpp"
#include "support/names.hpp"
#include "support/sandbox_world.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::ask;
using testing::body_of;

constexpr int kSchedules = 53;

std::string padded(int number) { return (number < 10 ? "S0" : "S") + std::to_string(number); }

Sandbox many(std::string_view rate = "1000/s") {
  testing::TenantBuilder tenant;
  // Not in the order of their names.
  for (int i = 0; i < kSchedules; ++i) tenant.schedule(padded(i * 7 % kSchedules));
  tenant.with("rates", Map{{"token", rate}, {"architect", rate}});
  return testing::make_sandbox(tenant.document());
}

std::vector<std::string> names_of(const Value& page) {
  std::vector<std::string> names;
  for (const auto& entity : *page.find("entities")->as<List>()) names.push_back(text_or(entity, "name"));
  return names;
}

std::vector<std::string> walk(Sandbox& sandbox, const std::string& first) {
  std::vector<std::string> names;
  for (auto line = "GET " + first; line != "GET ";) {
    const auto page = body_of(ask(sandbox, line));
    const auto found = names_of(page);
    names.insert(names.end(), found.begin(), found.end());
    line = "GET " + text_or(page, "nextPageUri");
  }
  return names;
}

TEST(Paging, AllPagesTogetherAreTheListWhateverTheirSize) {
  auto sandbox = many();
  std::vector<std::string> all;
  for (int i = 0; i < kSchedules; ++i) all.push_back(padded(i));
  for (const auto* size : {"1", "2", "7", "25", "52", "53", "54", "1000", "4000"}) {
    EXPECT_EQ(walk(sandbox, std::string("/api/v2/architect/schedules?pageSize=") + size), all) << size;
  }
}

struct SizeCase {
  const char* name;
  std::string query;
  int page_size;
  std::size_t rows;
};

class PageSize : public ::testing::TestWithParam<SizeCase> {};

TEST_P(PageSize, Is) {
  auto sandbox = many();
  const auto page = body_of(ask(sandbox, "GET /api/v2/architect/schedules" + GetParam().query));
  EXPECT_EQ(integer_or(page, "pageSize", 0), GetParam().page_size);
  EXPECT_EQ(integer_or(page, "total", 0), kSchedules);
  EXPECT_EQ(names_of(page).size(), GetParam().rows);
}

INSTANTIATE_TEST_SUITE_P(Paging, PageSize,
                         ::testing::Values(SizeCase{"twenty_five_unless_asked", "", 25, 25},
                                           SizeCase{"as_asked", "?pageSize=3", 3, 3},
                                           SizeCase{"clamped_to_a_thousand", "?pageSize=5000", 1000, kSchedules}),
                         testing::row_name);

TEST(Paging, RowsThatComeOrGoBetweenPagesShiftNothing) {
  testing::TenantBuilder tenant;
  for (const auto* name : {"A", "C", "D", "E"}) tenant.skill(name);
  auto sandbox = testing::make_sandbox(tenant.document());
  const auto first = body_of(ask(sandbox, "GET /api/v2/routing/skills?pageSize=2"));
  ask(sandbox, "POST /api/v2/routing/skills", R"({"name":"B"})");
  ask(sandbox, "DELETE /api/v2/routing/skills/skill-C");  // the row that the cursor stands behind
  EXPECT_EQ(names_of(body_of(ask(sandbox, "GET " + text_or(first, "nextPageUri")))),
            (std::vector<std::string>{"D", "E"}));
}

TEST(Paging, ACursorDiesAfterFifteenMinutes) {
  auto sandbox = many();
  const auto next = "GET " + text_or(body_of(ask(sandbox, "GET /api/v2/architect/schedules")), "nextPageUri");
  const Instant end(std::chrono::minutes(15));
  EXPECT_EQ(ask(sandbox, next, "", {}, end - Millis(1)).status, 200);
  EXPECT_EQ(testing::verdict_of(ask(sandbox, next, "", {}, end)), "401 cursor.expired");
}

struct FilterCase {
  const char* name;
  std::string line;
  std::vector<std::string> names;
};

class Filters : public ::testing::TestWithParam<FilterCase> {};

TEST_P(Filters, Give) {
  testing::TenantBuilder tenant;
  tenant.profile("Desk & Co", {}).profile("Other", {});
  tenant.user("zoe", {}, "Desk & Co").user("ana", {}, "Other").user("ben", {}, "Desk & Co");
  tenant.queue("Q2", {}).queue("Q1", {}).member("Q1", "zoe").member("Q1", "ana");
  auto sandbox = testing::make_sandbox(tenant.document());
  testing::ask(sandbox, "POST /__sandbox/edit", R"({"address":"queue/Q2","set":{"division":{"id":"home"}}})");
  EXPECT_EQ(names_of(body_of(ask(sandbox, GetParam().line))), GetParam().names);
}

INSTANTIATE_TEST_SUITE_P(
    Lists, Filters,
    ::testing::Values(
        FilterCase{"users_by_name", "GET /api/v2/users", {"ana", "ben", "zoe"}},
        FilterCase{"users_of_a_shared_profile", "GET /api/v2/users?routingProfileName=Desk+%26+Co", {"ben", "zoe"}},
        FilterCase{"users_of_a_profile_that_is_not_there", "GET /api/v2/users?routingProfileName=x", {}},
        FilterCase{"queues_of_a_division", "GET /api/v2/routing/queues?divisionId=home", {"Q2"}},
        FilterCase{"by_exact_name", "GET /api/v2/routing/queues?name=Q1", {"Q1"}},
        FilterCase{"members_of_a_queue", "GET /api/v2/routing/queues/queue-Q1/members", {"ana", "zoe"}},
        FilterCase{"sorted_by_another_field", "GET /api/v2/routing/queues?sortBy=id", {"Q1", "Q2"}}),
    testing::row_name);

TEST(Lag, HidesYoungWritesFromListsOnly) {
  testing::TenantBuilder tenant;
  tenant.skill("A").skill("B").with("list_lag_ms", 1000);
  auto sandbox = testing::make_sandbox(tenant.document());
  ask(sandbox, "PUT /api/v2/routing/skills/skill-A", R"({"name":"A2"})");
  ask(sandbox, "PUT /api/v2/routing/skills/skill-A", R"({"name":"A3"})", {}, Instant(Millis(400)));
  ask(sandbox, "DELETE /api/v2/routing/skills/skill-B");
  ask(sandbox, "POST /api/v2/routing/skills", R"({"name":"C"})");
  const auto list = [&](int at) {
    return names_of(body_of(ask(sandbox, "GET /api/v2/routing/skills", "", {}, Instant(Millis(at)))));
  };
  EXPECT_EQ(list(999), (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(list(1000), (std::vector<std::string>{"A2", "C"}));
  EXPECT_EQ(list(1400), (std::vector<std::string>{"A3", "C"}));
  EXPECT_EQ(text_or(body_of(ask(sandbox, "GET /api/v2/routing/skills/skill-A", "", {}, Instant(Millis(999)))), "name"),
            "A3");
}

}  // namespace
}  // namespace interlock
