// A folder is a case: manifest.yaml against tenant.json gives plan.txt, plan.json and plan.md; then the plan is
// applied, and the next one must be empty. UPDATE_GOLDEN=1 rewrites the expectations and reports the tests as skipped,
// so that an update never passes for a check.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "codec/json.hpp"
#include "codec/manifest.hpp"
#include "engine/executor.hpp"
#include "engine/reader.hpp"
#include "render/render.hpp"
#include "support/sandbox_world.hpp"

namespace interlock {
namespace {

namespace fs = std::filesystem;

const fs::path kCases = fs::path(INTERLOCK_SOURCE_DIR) / "tests" / "golden";

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kCases)) {
    if (entry.is_directory()) names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

struct FixedRandom final : Random {
  std::uint64_t next() override { return ++state; }
  std::uint64_t state = 0;
};

/// One tenant in process, and what a command does with it.
class Rig {
 public:
  explicit Rig(const fs::path& folder)
      : world_(tenant(folder)), courier_(binding(Api::guide), credentials(), {}, random_) {
    Source source{"manifest.yaml", content(folder / "manifest.yaml")};
    desired_ = read_manifest(std::span(&source, 1), Api::guide, problems_);
  }

  Plan plan() {
    auto connection = connect();
    auto planned = plan_tenant(connection, desired_, problems_);
    if (!planned) throw std::runtime_error(planned.problems().front().message);
    auto plan = std::move(planned->plan);
    plan.tenant = "golden";
    plan.organization = planned->view.organization;
    plan.created = *parse_wall("2026-01-05T08:00:00Z");
    plan.manifest_digest = digest(desired_);
    return plan;
  }

  Run apply(const Plan& plan) {
    auto connection = connect();
    return interlock::apply(connection, plan, random_, {.settle = Millis(0)});
  }

  const Problems& problems() const { return problems_; }
  const Sandbox& sandbox() const { return world_.sandbox; }

 private:
  static Value tenant(const fs::path& folder) { return *parse_json(content(folder / "tenant.json"), "tenant.json"); }
  static Credentials credentials() { return {{}, Secret(testing::kAccessToken)}; }
  Connection connect() { return {binding(Api::guide), tenant_, courier_, World{world_, world_}}; }

  testing::SandboxWorld world_;
  FixedRandom random_;
  Courier courier_;
  Tenant tenant_{.name = "golden"};
  Manifest desired_;
  Problems problems_;
};

/// Compares, or rewrites where asked to.
void check(const fs::path& path, const std::string& text) {
  if (std::getenv("UPDATE_GOLDEN") == nullptr) {
    EXPECT_EQ(text, content(path)) << path;
    return;
  }
  std::ofstream(path, std::ios::binary) << text;
}

class Golden : public ::testing::TestWithParam<std::string> {};

TEST_P(Golden, Holds) {
  const auto folder = kCases / GetParam();
  Rig rig(folder);
  const auto plan = rig.plan();
  const auto& text = *find_format("text");
  const bool is_refused = has_errors(rig.problems());
  check(folder / "plan.txt",
        text.plan(plan, rig.problems(), {}) + (is_refused ? text.problems(rig.problems(), {}) : ""));
  check(folder / "plan.json", find_format("json")->plan(plan, rig.problems(), {}));
  check(folder / "plan.md", find_format("markdown")->plan(plan, rig.problems(), {}));
  if (!is_refused) {
    EXPECT_EQ(exit_of(rig.apply(plan)), Exit::success);
    EXPECT_TRUE(rig.plan().steps.empty());
    EXPECT_TRUE(rig.sandbox().breaches().empty());
  }
  if (std::getenv("UPDATE_GOLDEN") != nullptr) GTEST_SKIP() << "expectations rewritten";
}

INSTANTIATE_TEST_SUITE_P(Plans, Golden, ::testing::ValuesIn(cases()), [](const auto& test) {
  auto name = test.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace interlock
