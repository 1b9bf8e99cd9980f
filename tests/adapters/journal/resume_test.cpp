// F40-F42, J8, J9, from end to end: the machine fails before any call that the journal of an apply makes of its files,
// and loses what was not synced in each way, while what was on its way to the platform arrives or is lost. Taken up
// again from what the journal still holds, the run ends where it would have ended, and nothing was done twice.
// INTERLOCK_LONGEST_PLAN says of how many steps at most (plans of 1, 2 ... 10, 20, 30 ... steps); of plans of at most
// INTERLOCK_EVERY_LENGTH steps the last write is torn at every length, of longer ones at some.
#include <gtest/gtest.h>

#include <set>

#include "adapters/journal/sqlite_journal.hpp"
#include "codec/json.hpp"
#include "codec/manifest.hpp"
#include "engine/resume.hpp"
#include "support/bench.hpp"
#include "support/environment.hpp"
#include "support/journal_script.hpp"
#include "support/simulated_files.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::Bench;
using testing::kJournalFile;
using testing::Loss;
using testing::number_from;
using testing::SimulatedFiles;

constexpr std::size_t kSomeLengths = 509;  // one length in so many

std::string name_of(int step) { return std::to_string(step / 3); }

/// A third of the steps creates a skill, a third gives that skill to somebody, a third describes a queue.
Value tenant_of(int steps) {
  testing::TenantBuilder builder;
  builder.skill("Old");
  for (int step = 0; step < steps; ++step) {
    if (step % 3 == 1) builder.user("agent" + name_of(step) + "@x", {{"Old", 1}});
    if (step % 3 == 2) builder.queue("Line" + name_of(step), {});
  }
  return builder.document();
}

Manifest wanted_of(int steps) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (int step = 0; step < steps; ++step) {
    const auto name = name_of(step);
    if (step % 3 == 0) entries.emplace_back("skill/New" + name, "{}");
    if (step % 3 == 1) entries.emplace_back("user/agent" + name + "@x", R"({"levels":{"New)" + name + R"(":2}})");
    if (step % 3 == 2) entries.emplace_back("queue/Line" + name, R"({"description":"new"})");
  }
  return testing::manifest(entries);
}

struct Killed {};

/// A journal whose failure is the end of the process.
class Mortal final : public Journal {
 public:
  explicit Mortal(Journal& journal) : journal_(journal) {}

  Problems begin(const Lock& lock, const RunHead& head, const std::string& plan, const std::string& inverse) override {
    return live(journal_.begin(lock, head, plan, inverse));
  }
  Problems go_on(const Lock& lock, const std::string& tool, Wall now) override {
    return live(journal_.go_on(lock, tool, now));
  }
  Problems intend(std::span<const WriteIntent> intents) override { return live(journal_.intend(intents)); }
  Problems settle(std::span<const Settled> outcomes) override { return live(journal_.settle(outcomes)); }
  Problems end(const RunEnd& end) override { return live(journal_.end(end)); }

 private:
  static Problems live(const Problems& problems) {
    if (!problems.empty()) throw Killed();
    return {};
  }
  Journal& journal_;
};

struct Ending {
  std::string manifest, counts;
  int writes = 0;
  friend bool operator==(const Ending&, const Ending&) = default;
};

Ending ending_of(Bench& bench) {
  Ending ending;
  const auto document = bench.world.sandbox.document();
  ending.writes = bench.world.sandbox.writes();
  for (const auto& [kind, objects] : *document.as<Map>()) {
    if (const auto* list = objects.as<List>()) ending.counts += kind.name + " " + std::to_string(list->size()) + "\n";
  }
  const auto found = bench.exported();
  ending.manifest = found ? write_manifest(found->manifest) : "no export: " + found.problems().front().message;
  return ending;
}

/// One plan, the files that its journal is on, and every way in which they can fail.
class Machine {
 public:
  explicit Machine(int steps) : tenant_(tenant_of(steps)) {
    Bench bench(tenant_, Api::published);
    plan_ = bench.planned(wanted_of(steps));
    open(true);
    empty_ = files_.contents();
    Bench whole(tenant_, Api::published);
    EXPECT_TRUE(run(whole));
    calls_ = files_.calls();
    whole_ = ending_of(whole);
  }

  int calls() const { return calls_; }
  int steps() const { return static_cast<int>(plan_.steps.size()); }
  int points = 0;   // call, loss and length
  int resumed = 0;  // those of them that leave different journals, each with both fates of what was on its way

  /// What goes wrong where the machine fails before that call; empty where nothing does.
  std::string fail_before(int call, std::size_t stride) {
    crash(call);
    std::set<std::string> seen;
    for (const auto& left : losses(call, stride)) {
      ++points;
      files_.restore(left);
      if (!seen.insert(held()).second) continue;
      for (const bool arrives : {false, true}) {
        if (auto wrong = end_after(call, left, arrives); !wrong.empty()) return wrong;
      }
    }
    return {};
  }

 private:
  std::unique_ptr<JournalStore> open(bool creates = false) {
    auto journal = open_sqlite_journal(kJournalFile, {.in_flight = 0,
                                                      .checkpoint_pages = 20,
                                                      .creates = creates,
                                                      .liveness = [](const LockHolder&) { return Liveness::dead; },
                                                      .vfs = files_.name()});
    return journal ? *std::move(journal) : nullptr;
  }

  void prepare(Bench& bench) const {
    bench.options.run = "run-1";
    bench.world.latency = [](const Request&, int nth) { return Millis(20 + nth * 37 % 61); };
  }

  /// Whether it came to its end.
  bool run(Bench& bench) {
    prepare(bench);
    const auto store = open();
    if (!store) return false;
    const auto lock = store->try_acquire(testing::lock_request());
    if (!lock) return false;
    Mortal journal(*store);
    bench.journal = &journal;
    try {
      journal.begin(*lock, testing::run_head(*lock, steps()), write_json(plan_document(plan_)), "{\"inverse\": 1}");
      EXPECT_EQ(testing::undone(bench.apply(plan_)), "");
      journal.end({});
      return store->release(*lock).empty();
    } catch (const Killed&) {
      return false;
    }
  }

  /// The tenant as the failure leaves it; the files are as they were at that moment. The last calls are made when a run
  /// that has come to its end closes its journal.
  std::unique_ptr<Bench> crash(int call) {
    files_.restore(empty_);
    files_.crash_at(call);
    auto bench = std::make_unique<Bench>(tenant_, Api::published);
    run(*bench);
    return bench;
  }

  std::vector<SimulatedFiles::Contents> losses(int call, std::size_t stride) const {
    std::vector<SimulatedFiles::Contents> left;
    for (const auto loss : {Loss::none, Loss::all, Loss::zeros}) left.push_back(files_.left_after(loss));
    for (std::uint64_t seed = 0; seed < 4; ++seed)
      left.push_back(files_.left_after(Loss::some, static_cast<std::uint64_t>(call) * 100 + seed));
    const auto longest = files_.last_write();
    for (std::size_t length = 0; length < longest; length += stride) left.push_back(files_.torn_at(length));
    return left;
  }

  /// What the journal knows: journals that know the same are gone on with in the same way.
  std::string held() {
    const auto store = open();
    if (!store) return "unreadable";
    const auto runs = store->runs();
    const auto locks = store->locks();
    if (!runs || !locks) return "unreadable";
    return (runs->empty() ? "no run" : runs->front().hash) + " " + (locks->empty() ? "" : locks->front().id);
  }

  std::string end_after(int call, const SimulatedFiles::Contents& left, bool arrives) {
    ++resumed;
    const auto bench = crash(call);
    const int flying = bench->world.in_flight();
    arrives ? bench->world.land_flights() : bench->world.lose_flights();
    files_.restore(left);
    if (auto wrong = go_on(*bench); !wrong.empty()) return wrong;
    auto end = ending_of(*bench);
    if (end.writes > whole_.writes + flying) return std::to_string(end.writes) + " writes";
    end.writes = whole_.writes;
    return end == whole_ ? "" : "another end: " + end.counts + end.manifest;
  }

  std::string begin_again(Bench& bench) {
    if (bench.world.sandbox.writes() > 0) return "something was written that no journal knows";
    return run(bench) ? "" : "the run does not begin again";
  }

  std::string go_on(Bench& bench) {
    auto store = open();
    if (!store) return "the journal cannot be opened";
    const auto runs = store->runs();
    if (!runs) return testing::told_with_exit(runs.problems());
    if (runs->empty()) return store.reset(), begin_again(bench);  // the files are not made for two at once
    if (!is_open(runs->front())) return {};
    const auto lock = store->try_acquire(testing::lock_request("run-1", "lock-2"));
    if (!lock) return testing::told_with_exit(lock.problems());
    bench.options.prior = prior_of(*store->record("run-1"));
    bench.journal = store.get();
    auto failed = store->go_on(*lock, "0.1.0", testing::kMonday);
    auto undone = testing::undone(bench.apply(plan_));
    if (failed.empty()) failed = store->end({});
    return failed.empty() ? undone : testing::told_with_exit(failed);
  }

  Value tenant_;
  Plan plan_{};
  SimulatedFiles files_;
  SimulatedFiles::Contents empty_;
  int calls_ = 0;
  Ending whole_;
};

/// The work grows with the square of a plan's length: of the long ones each tenth.
int next_length(int steps) { return steps < 10 ? steps + 1 : steps + 10; }

TEST(ResumedRun, EndsWhereItWouldHaveEnded) {
  const int longest = number_from("INTERLOCK_LONGEST_PLAN", 2);
  const int every = number_from("INTERLOCK_EVERY_LENGTH", 0);
  int calls = 0, points = 0, resumed = 0;
  for (int steps = 1; steps <= longest; steps = next_length(steps)) {
    Machine machine(steps);
    ASSERT_EQ(machine.steps(), steps);
    for (int call = 1; call <= machine.calls(); ++call) {
      ASSERT_EQ(machine.fail_before(call, steps <= every ? 1 : kSomeLengths), "") << steps << " steps, call " << call;
    }
    calls += machine.calls(), points += machine.points, resumed += machine.resumed;
  }
  std::printf("plans of 1 to %d steps: %d calls of the journal's files, %d crash points, %d runs taken up again\n",
              longest, calls, points, resumed);
  EXPECT_GT(resumed, calls);
}

}  // namespace
}  // namespace interlock
