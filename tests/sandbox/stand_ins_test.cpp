#include "sandbox/stand_ins.hpp"

#include <gtest/gtest.h>

#include "sandbox/document.hpp"
#include "sandbox/observer.hpp"
#include "support/published_tenant.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using sandbox::with_stand_ins;

constexpr std::array kCollections{"skills",          "users",      "queues", "schedules",    "languages",
                                  "wrapup_codes",    "divisions",  "flows",  "prompts",      "scripts",
                                  "schedule_groups", "groups",     "teams",  "skill_groups", "ivrs",
                                  "data_tables",     "trunk_bases"};

/// The centre, named in every way that there is.
Map centre_that_refers() {
  const Value queue{
      Map{{"id", "queue-All"},
          {"name", "All"},
          {"skills", List{}},
          {"memberGroups", List{Map{{"id", "team-T"}, {"type", "TEAM"}}, Map{{"id", "group-Night"}, {"type", "GROUP"}},
                                Map{{"id", "group-Invoices"}, {"type", "SKILLGROUP"}}}},
          {"queueFlow", Map{{"id", "flow-A"}}},
          {"whisperPrompt", Map{{"id", "prompt-Hold"}}}}};
  auto document = *testing::published_centre().document().as<Map>();
  document.find("queues")->as<List>()->push_back(queue);
  return document;
}

TEST(StandIns, AddNothingToWhatIsWhole) { EXPECT_EQ(with_stand_ins(centre_that_refers()), centre_that_refers()); }

/// The centre without those objects, and without what is kept by their ids: that goes with them and names nothing.
Map centre_without(std::string_view collection) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kKept{{{"queues", "members"},
                                                                                {"queues", "queue_wrapup_codes"},
                                                                                {"users", "user_languages"},
                                                                                {"users", "personal_profiles"},
                                                                                {"data_tables", "data_table_rows"}}};
  auto document = centre_that_refers();
  document.set(collection, List{});
  for (const auto& [owner, key] : kKept) {
    if (owner == collection) document.erase(key);
  }
  return document;
}

TEST(StandIns, MakeADocumentOfWhateverIsMissing) {
  for (const auto* collection : kCollections) {
    const Value whole = with_stand_ins(centre_without(collection));
    for (const auto& problem : sandbox::check_document(whole, collection)) {
      ADD_FAILURE() << collection << ": " << problem.message;
    }
  }
}

TEST(StandIns, RouteNobody) {
  for (const auto* collection : {"skill_groups", "skills", "users"}) {
    const sandbox::Store store(with_stand_ins(centre_without(collection)));
    EXPECT_EQ(sandbox::eligible_agents(store, Api::published).at("queue-Invoices"), 0) << collection;
  }
}

TEST(StandIns, AreNamedByTheirIds) {
  auto document = centre_that_refers();
  document.set("flows", List{});
  const auto whole = with_stand_ins(document);
  const auto& flow = whole.find("flows")->as<List>()->front();
  EXPECT_EQ(flow, (Map{{"id", "flow-A"}, {"name", "id:flow-A"}}));
}

}  // namespace
}  // namespace interlock
