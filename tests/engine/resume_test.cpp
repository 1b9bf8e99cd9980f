// A run that is killed at every call of its journal, before and after the call does its work, while what was on its way
// arrives or is lost: taken up again it ends where it would have ended, and nothing was done twice (F40, J8, J9).
// INTERLOCK_TENANTS and INTERLOCK_FIRST_TENANT say how many random tenants and from which on.
#include "engine/resume.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "codec/json.hpp"
#include "codec/manifest.hpp"
#include "model/templates.hpp"
#include "plan/inverse.hpp"
#include "support/bench.hpp"
#include "support/environment.hpp"
#include "support/memory_journal.hpp"
#include "support/random_tenant.hpp"

namespace interlock {
namespace {

using testing::Bench;
using testing::Edition;
using testing::MemoryJournal;
using testing::number_from;

struct Killed {};

/// Kills the process, so to speak, at the call with that number, from 1.
class Killer final : public Journal {
 public:
  Killer(MemoryJournal& journal, int at, bool after) : journal_(journal), at_(at), after_(after) {}

  Problems begin(const Lock& lock, const RunHead& head, const std::string& plan, const std::string& inverse) override {
    return journal_.begin(lock, head, plan, inverse);
  }
  Problems go_on(const Lock& lock, const std::string& tool, Wall now) override {
    return journal_.go_on(lock, tool, now);
  }
  Problems intend(std::span<const WriteIntent> intents) override {
    return killed([&] { return journal_.intend(intents); });
  }
  Problems settle(std::span<const Settled> outcomes) override {
    return killed([&] { return journal_.settle(outcomes); });
  }
  Problems end(const RunEnd& end) override { return journal_.end(end); }

  int calls() const { return calls_; }

 private:
  template <class Call>
  Problems killed(const Call& call) {
    const bool is_last = ++calls_ == at_;
    if (is_last && !after_) throw Killed();
    auto problems = call();
    if (is_last) throw Killed();
    return problems;
  }

  MemoryJournal& journal_;
  int at_;
  bool after_;
  int calls_ = 0;
};

std::string exported_text(Bench& bench) {
  const auto found = bench.exported();
  return found ? write_manifest(found->manifest) : "no export: " + found.problems().front().message;
}

/// As a manifest.
Manifest second_edition(unsigned seed) {
  Bench other(testing::random_tenant(seed, Edition::second), Api::published);
  const Source source{"wanted.yaml", exported_text(other)};
  Problems problems;
  return with_templates(read_manifest({&source, 1}, Api::published, problems));
}

Lock lock_of(MemoryJournal& journal, const std::string& run) {
  journal.liveness = Liveness::dead;
  return *journal.try_acquire({.organization = "org", .run = run, .id = "lock", .holder = {}, .now = {}});
}

/// A tenant, a plan for it, and a journal.
struct Theatre {
  Theatre(unsigned seed, const Manifest& manifest)
      : bench(testing::random_tenant(seed, Edition::first), Api::published) {
    const auto planned = bench.plan(manifest);
    if (planned && !has_errors(bench.problems)) plan = planned->plan;
    bench.options.run = "run";
    bench.world.latency = [](const Request&, int nth) { return Millis(20 + nth * 37 % 61); };
  }

  /// Whether it came to its end.
  bool run(int killed_at, bool after) {
    Killer killer(journal, killed_at, after);
    bench.journal = &killer;
    journal.begin(lock_of(journal, "run"), {.run = "run", .steps = static_cast<int>(plan.steps.size())},
                  write_json(plan_document(plan)), "{}");
    try {
      bench.apply(plan);
      calls = killer.calls();
      return true;
    } catch (const Killed&) {
      return false;
    }
  }

  Run resume() {
    bench.options.prior = prior_of(*journal.record("run"));
    bench.journal = &journal;
    journal.go_on(lock_of(journal, "run"), "test", {});
    return bench.apply(plan);
  }

  Bench bench;
  MemoryJournal journal;
  Plan plan{};
  int calls = 0;
};

/// How many objects of each kind there are: none was created twice.
std::string counts(const Sandbox& sandbox) {
  std::string text;
  const auto document = sandbox.document();
  for (const auto& [kind, objects] : *document.as<Map>()) {
    if (const auto* list = objects.as<List>()) text += kind.name + " " + std::to_string(list->size()) + "\n";
  }
  return text;
}

struct Ending {
  std::string manifest, counts;
  int writes = 0;
};

void expect_the_same_end(unsigned seed, const Manifest& manifest, int call, bool after, bool arrives,
                         const Ending& whole) {
  SCOPED_TRACE("tenant " + std::to_string(seed) + ", killed " + (after ? "after" : "before") + " call " +
               std::to_string(call) + (arrives ? ", what was on its way arrived" : ", what was on its way was lost"));
  Theatre theatre(seed, manifest);
  ASSERT_FALSE(theatre.run(call, after));
  const int flying = theatre.bench.world.in_flight();
  arrives ? theatre.bench.world.land_flights() : theatre.bench.world.lose_flights();
  EXPECT_EQ(testing::undone(theatre.resume()), "");
  EXPECT_EQ(exported_text(theatre.bench), whole.manifest);
  EXPECT_EQ(counts(theatre.bench.world.sandbox), whole.counts);
  EXPECT_LE(theatre.bench.world.sandbox.writes(), whole.writes + flying);
}

TEST(Resume, EndsWhereTheRunWouldHaveEnded) {
  const auto first = number_from("INTERLOCK_FIRST_TENANT", 1u), count = number_from("INTERLOCK_TENANTS", 1u);
  int kills = 0, steps = 0;
  for (unsigned seed = first; seed < first + count && !::testing::Test::HasFailure(); ++seed) {
    const auto manifest = second_edition(seed);
    Theatre theatre(seed, manifest);
    if (theatre.plan.steps.empty()) continue;
    ASSERT_TRUE(theatre.run(0, false));
    const Ending whole{exported_text(theatre.bench), counts(theatre.bench.world.sandbox),
                       theatre.bench.world.sandbox.writes()};
    for (int call = 1; call <= theatre.calls && !::testing::Test::HasFailure(); ++call) {
      for (const bool after : {false, true}) {
        for (const bool arrives : {false, true}) expect_the_same_end(seed, manifest, call, after, arrives, whole);
      }
      kills += 4;
    }
    steps += static_cast<int>(theatre.plan.steps.size());
  }
  std::printf("%d kills of plans with %d steps in all\n", kills, steps);
  EXPECT_GT(kills, 0);
}

/// Every intent was there before its write came to the platform (O5).
TEST(Journal, KnowsOfEachWriteBeforeThePlatformDoes) {
  const auto manifest = second_edition(1);
  Theatre theatre(1, manifest);
  int unknown = 0;
  theatre.bench.world.before_request = [&](Sandbox& sandbox, int) {
    const auto record = theatre.journal.record("run");
    if (record && sandbox.writes() > static_cast<int>(record->intents.size())) ++unknown;
  };
  ASSERT_TRUE(theatre.run(0, false));
  EXPECT_EQ(unknown, 0);
  EXPECT_GE(static_cast<int>(theatre.journal.record("run")->intents.size()), theatre.bench.world.sandbox.writes());
}

/// F43: a journal that fails ends the writing, and the run says so.
TEST(Journal, ThatFailsStopsTheNextWrite) {
  const auto manifest = second_edition(1);
  for (int call = 3; call < 12; ++call) {
    SCOPED_TRACE("call " + std::to_string(call));
    Theatre theatre(1, manifest);
    theatre.journal.fails_at = call;
    ASSERT_TRUE(theatre.run(0, false));
    const auto record = theatre.journal.record("run");
    EXPECT_LE(theatre.bench.world.sandbox.writes(), static_cast<int>(record->intents.size()));
  }
}

/// Undo walks the same states back.
TEST(Undo, BringsTheTenantBack) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("tenant " + std::to_string(seed));
    Theatre theatre(seed, second_edition(seed));
    if (theatre.plan.steps.empty()) continue;
    const auto before = exported_text(theatre.bench);
    ASSERT_TRUE(theatre.run(0, false));
    const auto back = inverse_of(theatre.plan, taken_by(*theatre.journal.record("run"), theatre.plan),
                                 binding(Api::published).batches);
    NoJournal none;
    theatre.bench.journal = &none;
    theatre.bench.options.prior.clear();
    EXPECT_EQ(testing::undone(theatre.bench.apply(back)), "");
    EXPECT_EQ(exported_text(theatre.bench), before);
  }
}

}  // namespace
}  // namespace interlock
