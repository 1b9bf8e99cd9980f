#include <gtest/gtest.h>

#include <random>

#include "codec/json.hpp"
#include "support/ask.hpp"
#include "support/published_paths.hpp"
#include "support/published_tenant.hpp"
#include "support/sandbox_world.hpp"

namespace interlock {
namespace {

using testing::kAna;
using testing::kAnaSpeaks;
using testing::kArchitect;
using testing::kDivisions;
using testing::kGroups;
using testing::kQueues;
using testing::kRows;
using testing::kSkills;
using testing::kTrunks;

// SEC9, SEC40: whatever is sent, the answer is an answer, what is refused changes nothing, and what is accepted is a
// tenant that can be loaded.
TEST(PublishedRules, HostileRequestsAreAnswered) {
  const std::vector<std::string> paths{
      kSkills,
      kSkills + "/skill-Idle",
      kAna,
      kAna + "/bulk",
      kAna + "/skill-Idle",
      kAnaSpeaks + "/bulk",
      "/api/v2/users/user-ana",
      kQueues,
      kQueues + "/queue-Desk",
      kQueues + "/queue-Desk/members",
      kQueues + "/queue-Desk/wrapupcodes",
      kGroups,
      kGroups + "/group-Invoices",
      kGroups + "/group-Invoices/members/divisions",
      kArchitect + "/schedules/schedule-Hours",
      kArchitect + "/schedulegroups",
      kArchitect + "/schedulegroups/hours-Main",
      kArchitect + "/emergencygroups/emergency-Down",
      kArchitect + "/ivrs/ivr-Line",
      "/api/v2/flows/datatables",
      "/api/v2/flows/datatables/table-Sites",
      kRows,
      kRows + "/SIN",
      "/api/v2/routing/utilization",
      "/api/v2/routing/users/user-ana/utilization",
      kDivisions,
      kDivisions + "/apac",
      kDivisions + "/apac/objects/QUEUE",
      kTrunks + "/trunk-SG",
  };
  const std::string values[] = {"null",
                                "[]",
                                "{}",
                                "[null]",
                                "[{}]",
                                "7",
                                "-1",
                                "2.5",
                                "1e999",
                                "\"\"",
                                "\"x\"",
                                "true",
                                R"([{"id":"user-ana"}])",
                                R"({"id":"flow-A"})",
                                R"({"properties":{"key":7}})",
                                R"([{"id":"skill-Idle","proficiency":3}])",
                                R"(["queue-Desk"])",
                                R"([{"operation":"Or","routingSkillConditions":[],"languageSkillConditions":[]}])",
                                R"({"call":{"maximumCapacity":3,"interruptableMediaTypes":null}})"};
  const std::string keys[] = {"id",
                              "name",
                              "division",
                              "divisionId",
                              "version",
                              "proficiency",
                              "dnis",
                              "skillConditions",
                              "memberGroups",
                              "mediaSettings",
                              "bullseye",
                              "schema",
                              "start",
                              "end",
                              "openSchedules",
                              "scheduleGroup",
                              "key",
                              "closed",
                              "utilization",
                              "memberDivisions",
                              "trunkMetabase",
                              "properties",
                              "addDivisionIds",
                              "description",
                              "emergencyCallFlows"};
  std::mt19937 random(40);
  const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random()) % count; };
  const auto document = testing::published_centre().with("rates", Map{{"token", "60000/min"}}).document();
  auto sandbox = testing::make_sandbox(document);
  int accepted = 0;
  for (int i = 0; i < 6000; ++i) {
    if (i % 50 == 0) sandbox = testing::make_sandbox(document);
    std::string body = R"({"name":"N)" + std::to_string(i) + "\"";
    for (std::size_t k = pick(6); k > 0; --k)
      body += ",\"" + keys[pick(std::size(keys))] + "\":" + values[pick(std::size(values))];
    body += "}";
    if (pick(3) == 0) body = values[pick(std::size(values))];
    auto request = testing::to_request("GET " + paths[pick(paths.size())], body);
    request.method = static_cast<Method>(pick(5));
    if (pick(4) == 0) request.query.emplace_back(pick(2) == 0 ? "after" : "expand", body);
    const auto before = sandbox.document();
    const auto response = sandbox.answer(request, Instant(Millis(i)), testing::wall_at({}), Api::published);
    ASSERT_TRUE(response.status >= 200 && response.status < 500) << request.path << body;
    accepted += response.status < 300 ? 1 : 0;
    if (response.status >= 400) {
      ASSERT_EQ(sandbox.document(), before) << request.path << body;
    }
    ASSERT_TRUE(Sandbox::load(sandbox.document(), {}, "again.json"))
        << method_name(request.method) << " " << request.path << body << write_json(sandbox.document());
  }
  EXPECT_GT(accepted, 500) << "hardly anything reached the rules";
}

}  // namespace
}  // namespace interlock
