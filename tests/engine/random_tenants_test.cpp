// Random tenants of the published API in process: what is exported of one plans to nothing, and what somebody wants to
// change comes about, without a queue that loses its agents on the way and without a field that is lost.
// INTERLOCK_TENANTS and INTERLOCK_FIRST_TENANT say how many and from which on (ci/campaign).
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "codec/json.hpp"
#include "codec/manifest.hpp"
#include "model/templates.hpp"
#include "support/bench.hpp"
#include "support/environment.hpp"
#include "support/models.hpp"
#include "support/orders.hpp"
#include "support/random_answer.hpp"
#include "support/random_tenant.hpp"

namespace interlock {
namespace {

using testing::Bench;
using testing::Edition;
using testing::number_from;

std::string told(const Problems& problems) {
  std::string text;
  for (const auto& problem : problems) text += "\n" + problem.rule + " " + problem.message;
  return text;
}

/// The platform's answers, said otherwise each time.
void say_otherwise(Bench& bench, unsigned seed) {
  bench.world.replace = [state = seed](const Request& request, const Response& response,
                                       int) mutable -> std::optional<Outcome> {
    const auto body = parse_json(response.body, "answer");
    if (request.method != Method::get || response.status != 200 || !body) return std::nullopt;
    auto other = response;
    other.body = write_json(testing::as_answered_otherwise(*body, state));
    return other;
  };
}

/// As text and back, as a file is.
Manifest reread(const Manifest& manifest, Problems& problems) {
  const Source source{"export.yaml", write_manifest(manifest)};
  return with_templates(read_manifest({&source, 1}, Api::published, problems));
}

Manifest exported(Bench& bench) {
  const auto found = bench.exported();
  EXPECT_TRUE(found) << told(found ? Problems{} : found.problems());
  EXPECT_FALSE(has_errors(bench.problems)) << told(bench.problems);
  Problems problems;
  auto manifest = found ? reread(found->manifest, problems) : Manifest{};
  EXPECT_FALSE(has_errors(problems)) << told(problems);
  return manifest;
}

const std::set<Kind> kKindsThatGo{Kind::queue, Kind::row, Kind::wrapup_code};

/// What the second edition says, and now and then that something shall go.
Manifest wanted(unsigned seed) {
  Bench other(random_tenant(seed, Edition::second), Api::published);
  auto manifest = exported(other);
  testing::Dice dice(seed);
  for (auto& entry : manifest.resources) {
    if (kKindsThatGo.contains(entry.address.kind) && dice.one_in(40)) entry.fields = Map{{"absent", true}};
  }
  return manifest;
}

// What nobody knows

using Unknown = std::map<std::string, Value>;  // by place in the document

void collect(Unknown& unknown, const std::string& place, const Value& value) {
  if (const auto* map = value.as<Map>()) {
    for (const auto [key, member] : *map) {
      const auto at = place + "/" + key.name;
      if (key.name == testing::kUnknownField) {
        unknown.emplace(at, member);
      } else {
        collect(unknown, at, member);
      }
    }
  }
  const auto* list = value.as<List>();
  if (list == nullptr) return;
  for (const auto& element : *list) {
    if (const auto id = text_or(element, "id"); !id.empty()) collect(unknown, place + "/" + id, element);
  }
}

Unknown unknown_in(const Sandbox& sandbox) {
  Unknown unknown;
  collect(unknown, "", sandbox.document());
  return unknown;
}

/// "/queues/queues-1"
std::string object_at(const std::string& place) { return place.substr(0, place.find('/', place.find('/', 1) + 1)); }

/// Of objects that went nothing is left.
std::string lost(const Unknown& before, const Sandbox& sandbox) {
  const auto after = unknown_in(sandbox);
  std::set<std::string> there;
  for (const auto& [place, value] : after) there.insert(object_at(place));
  for (const auto& [place, value] : before) {
    const auto now = after.find(place);
    const bool is_kept = now != after.end() && write_json(now->second) == write_json(value);
    if (!is_kept && there.contains(object_at(place))) return place;
  }
  return {};
}

// Who serves

/// Queues that skill groups of others serve are served as those like.
std::set<std::string> served_by_others(const Value& document) {
  std::set<std::string> names;
  for (const auto& queue : *document.find("queues")->as<List>()) {
    const auto* groups = queue.find("memberGroups");
    if (groups == nullptr) continue;
    for (const auto& group : *groups->as<List>()) {
      const bool is_others = text_or(group, "id").starts_with("skill_groups-");
      if (is_others && text_or(group, "type") == "SKILLGROUP") names.insert(text_or(queue, "name"));
    }
  }
  return names;
}

/// A queue that has agents before and after has some throughout. What skill groups are that the manifest has entries
/// for, it says itself.
std::string starved(const Sandbox& sandbox, const Value& before, const Manifest& manifest) {
  const auto& end = sandbox.history().back().eligible;
  const auto others = served_by_others(before), others_at_the_end = served_by_others(sandbox.document());
  for (const auto& breach : sandbox.breaches()) {
    const auto found = end.find(breach.queue);
    const bool is_ours = !others.contains(breach.queue) && !others_at_the_end.contains(breach.queue) &&
                         manifest.find({Kind::skill_group, breach.queue}) == nullptr;
    if (is_ours && found != end.end() && found->second > 0) return breach.queue + " by " + breach.request;
  }
  return {};
}

// The properties

std::string told(const std::vector<Step>& steps) {
  std::string text;
  for (const auto& step : steps) {
    text += std::string(verb_name(step.verb)) + " " + to_string(step.address) + "\n  " +
            join(testing::lines(step.edits), "\n  ") + "\n";
  }
  return text;
}

void expect_nothing_to_do(Bench& bench, const Manifest& manifest) {
  const auto planned = bench.plan(manifest);
  ASSERT_TRUE(planned) << told(planned.problems());
  EXPECT_FALSE(has_errors(bench.problems)) << told(bench.problems);
  EXPECT_EQ(told(planned->plan.steps), "");
}

void expect_an_empty_plan_for_an_export(unsigned seed) {
  Bench bench(random_tenant(seed, Edition::first), Api::published);
  const auto manifest = exported(bench);
  say_otherwise(bench, seed);
  EXPECT_EQ(write_manifest(exported(bench)), write_manifest(manifest));
  expect_nothing_to_do(bench, manifest);
  EXPECT_EQ(bench.world.sandbox.writes(), 0);
}

/// Whether there was a plan: what is wanted may well be refused.
bool expect_to_come_about(unsigned seed) {
  const auto before = random_tenant(seed, Edition::first);
  const auto manifest = wanted(seed);
  Bench bench(before, Api::published);
  say_otherwise(bench, seed);
  bench.world.latency = [dice = testing::Dice(seed)](const Request&, int) mutable { return Millis(dice.up_to(300)); };
  const auto planned = bench.plan(manifest);
  EXPECT_TRUE(planned) << told(planned ? Problems{} : planned.problems());
  if (!planned || has_errors(bench.problems)) return false;
  const auto unknown = unknown_in(bench.world.sandbox);
  EXPECT_EQ(testing::undone(bench.apply(planned->plan)), "");
  EXPECT_EQ(lost(unknown, bench.world.sandbox), "");
  EXPECT_EQ(starved(bench.world.sandbox, before, manifest), "");
  expect_nothing_to_do(bench, manifest);
  return !planned->plan.steps.empty();
}

TEST(RandomTenants, ComeToWhatIsWantedAndStayWhatTheyAre) {
  const auto first = number_from("INTERLOCK_FIRST_TENANT", 1u), count = number_from("INTERLOCK_TENANTS", 200u);
  unsigned changed = 0, failed = 0;
  for (unsigned seed = first; seed < first + count && failed < 20; ++seed) {
    const auto parts = ::testing::UnitTest::GetInstance()->current_test_info()->result()->total_part_count();
    expect_an_empty_plan_for_an_export(seed);
    changed += expect_to_come_about(seed);
    if (::testing::UnitTest::GetInstance()->current_test_info()->result()->total_part_count() == parts) continue;
    ++failed;
    ADD_FAILURE() << "replay with INTERLOCK_TENANTS=1 INTERLOCK_FIRST_TENANT=" << seed;
  }
  std::printf("%u random tenants from %u on, %u of them changed, %u failed\n", count, first, changed, failed);
  EXPECT_GE(changed, count / 4);
}

}  // namespace
}  // namespace interlock
