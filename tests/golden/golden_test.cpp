// API/CASE is a case: manifest.yaml against tenant.json gives plan.txt, plan.json and plan.md; then the plan is
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
#include "model/templates.hpp"
#include "render/render.hpp"
#include "support/bench.hpp"
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

struct Case {
  Api api;
  std::string name;
  fs::path folder() const { return kCases / std::string(api_name(api)) / name; }
};

std::vector<Case> cases() {
  std::vector<Case> found;
  for (const auto api : {Api::guide, Api::published}) {
    for (const auto& entry : fs::directory_iterator(kCases / std::string(api_name(api)))) {
      found.push_back({api, entry.path().filename()});
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.folder() < b.folder(); });
  return found;
}

struct FixedRandom final : Random {
  std::uint64_t next() override { return ++state; }
  std::uint64_t state = 0;
};

/// One tenant in process, and what a command does with it.
class Rig {
 public:
  explicit Rig(const Case& one)
      : api_(one.api), world_(tenant(one.folder()), one.api), courier_(binding(one.api), credentials(), {}, random_) {
    Source source{"manifest.yaml", content(one.folder() / "manifest.yaml")};
    desired_ = read_manifest(std::span(&source, 1), api_, problems_);
    if (api_ == Api::published) desired_ = with_templates(std::move(desired_));
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
    NoJournal none;
    return interlock::apply(connection, plan, random_, {.settle = Millis(0)}, none);
  }

  const Problems& problems() const { return problems_; }
  const Sandbox& sandbox() const { return world_.sandbox; }

 private:
  static Value tenant(const fs::path& folder) { return *parse_json(content(folder / "tenant.json"), "tenant.json"); }
  static Credentials credentials() { return {{}, Secret(testing::kAccessToken)}; }
  Connection connect() { return {binding(api_), tenant_, courier_, World{world_, world_}}; }

  Api api_;
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

class Golden : public ::testing::TestWithParam<Case> {};

TEST_P(Golden, Holds) {
  const auto folder = GetParam().folder();
  Rig rig(GetParam());
  const auto plan = rig.plan();
  const auto& text = *find_format("text");
  const bool is_refused = has_errors(rig.problems());
  check(folder / "plan.txt",
        text.plan(plan, rig.problems(), {}) + (is_refused ? text.problems(rig.problems(), {}) : ""));
  check(folder / "plan.json", find_format("json")->plan(plan, rig.problems(), {}));
  check(folder / "plan.md", find_format("markdown")->plan(plan, rig.problems(), {}));
  if (!is_refused) {
    EXPECT_EQ(testing::undone(rig.apply(plan)), "");
    EXPECT_TRUE(rig.plan().steps.empty());
    EXPECT_TRUE(rig.sandbox().breaches().empty());
  }
  if (std::getenv("UPDATE_GOLDEN") != nullptr) GTEST_SKIP() << "expectations rewritten";
}

INSTANTIATE_TEST_SUITE_P(Plans, Golden, ::testing::ValuesIn(cases()), [](const auto& test) {
  auto name = std::string(api_name(test.param.api)) + "-" + test.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace interlock
