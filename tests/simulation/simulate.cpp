// The simulator as a program:
//   simulate --seeds FROM..TO [--api guide|published]   plays them and prints figures; a failing one is shrunk
//   simulate --check FROM..TO [--api guide|published]   plays them until one fails, and says which oracle spoke
//   simulate --replay SEED [--api guide|published]      plays one and prints everything that happened
// Seeds that fail end it with 1.
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "codec/manifest.hpp"
#include "sandbox/faults/kinds.hpp"
#include "simulation/shrink.hpp"

namespace interlock::simulation {
namespace {

struct Orders {
  std::uint64_t first = 1, last = 0;
  bool is_replay = false, is_check = false;
  std::optional<Api> api{};
};

struct Figures {
  std::uint64_t runs = 0, applies = 0, refused = 0, requests = 0, faults = 0, failed = 0, twice = 0;
  std::uint64_t with_eight = 0, applies_with_eight = 0;  // runs with at least eight faults, and their applies
  Millis simulated{0};
  std::map<std::string_view, std::uint64_t> by_kind{};
};

void print(const Violations& violations) {
  for (const auto& [oracle, what] : violations)
    std::printf("  %s: %s\n", std::string(oracle).c_str(), visible(what).c_str());
}

std::string flag(const Scenario& scenario) { return " --api " + std::string(api_name(scenario.api)); }

void print(const Scenario& scenario) {
  std::printf("  api %s, legs up to %d ms%s\n", std::string(api_name(scenario.api)).c_str(),
              static_cast<int>(scenario.slowest.count()), scenario.plans_in_trouble ? ", planned in trouble too" : "");
  if (scenario.crash_at > 0) std::printf("  crash behind request %d\n", scenario.crash_at);
  if (scenario.signal_at > 0) std::printf("  SIGINT behind request %d\n", scenario.signal_at);
  std::printf("  faults: %s\n", write_fault_script(scenario.script).c_str());
}

void report_failure(const Scenario& scenario, const Violations& violations) {
  std::printf("seed %llu fails; replay with: simulate --replay %llu%s\n",
              static_cast<unsigned long long>(scenario.seed), static_cast<unsigned long long>(scenario.seed),
              flag(scenario).c_str());
  print(violations);
  const auto small = shrunk(scenario, violations);
  std::printf(" shrunk in %d runs, wanted:", small.runs);
  for (const auto& resource : small.scenario.wanted.resources) std::printf(" %s", to_string(resource.address).c_str());
  std::printf("\n");
  print(small.scenario);
  print(small.violations);
  std::fflush(stdout);
}

void count(Figures& figures, const Record& record) {
  ++figures.runs;
  figures.applies += static_cast<std::uint64_t>(record.applies());
  figures.refused += record.troubled() == nullptr ? 1U : 0U;
  figures.requests += record.log.size();
  figures.simulated += record.end().time_since_epoch();
  figures.faults += record.happenings.size();
  if (record.happenings.size() >= 8) {
    ++figures.with_eight;
    figures.applies_with_eight += static_cast<std::uint64_t>(record.applies());
  }
  for (const auto& happening : record.happenings)
    ++figures.by_kind[record.scenario.script.rules[happening.rule].kind->name];
}

void print(Figures& figures, double seconds) {
  const auto number = [](std::uint64_t count) { return static_cast<unsigned long long>(count); };
  std::printf("%llu runs (%llu whose plan was refused), %llu applies, %llu requests, %.0f simulated hours\n",
              number(figures.runs), number(figures.refused), number(figures.applies), number(figures.requests),
              static_cast<double>(figures.simulated.count()) / 3.6e6);
  std::printf("%llu faults, %.1f a run; %llu runs had at least 8, with %llu applies\n", number(figures.faults),
              static_cast<double>(figures.faults) / static_cast<double>(figures.runs), number(figures.with_eight),
              number(figures.applies_with_eight));
  for (const auto& kind : sandbox::fault_kinds()) {
    std::printf("  %-20s %-24s %llu\n", std::string(kind.name).c_str(), std::string(kind.numbers).c_str(),
                number(figures.by_kind[kind.name]));
  }
  std::printf("%llu runs failed; %llu were played twice to the same hash\n", number(figures.failed),
              number(figures.twice));
  std::printf("in %.1f s, %.0f applies/s on one core\n", seconds, static_cast<double>(figures.applies) / seconds);
}

/// O9, for one of a hundred and for each that fails.
bool is_the_same_again(const Scenario& scenario, const Record& record) { return play(scenario).hash == record.hash; }

void play_one(const Orders& orders, std::uint64_t seed, Figures& figures) {
  const auto scenario = scenario_of(seed, orders.api);
  const auto record = play(scenario);
  count(figures, record);
  auto violations = judged(record);
  if (seed % 100 == 0 || !violations.empty()) {
    ++figures.twice;
    if (!is_the_same_again(scenario, record)) violations.push_back({"O9", "the same seed went otherwise"});
  }
  if (violations.empty()) return;
  ++figures.failed;
  report_failure(scenario, violations);
}

int campaign(const Orders& orders) {
  Figures figures;
  const auto start = std::chrono::steady_clock::now();
  for (auto seed = orders.first; seed <= orders.last; ++seed) play_one(orders, seed, figures);
  print(figures, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  return figures.failed > 0 ? 1 : 0;
}

int check(const Orders& orders) {
  for (auto seed = orders.first; seed <= orders.last; ++seed) {
    const auto violations = judged(play(scenario_of(seed, orders.api)));
    if (violations.empty()) continue;
    std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed),
                std::string(violations.front().oracle).c_str());
    return 1;
  }
  return 0;
}

int replay(const Orders& orders) {
  const auto scenario = scenario_of(orders.first, orders.api);
  print(scenario);
  std::printf("%s\n", write_manifest(scenario.wanted).c_str());
  const auto record = play(scenario, [](const std::string& line) { std::printf("%s\n", visible(line).c_str()); });
  for (const auto& operation : record.operations) {
    std::printf("%s%s: requests %zu to %zu\n", operation.is_apply ? "apply" : "plan",
                operation.in_trouble ? " in trouble" : "", operation.first + 1, operation.last);
    for (const auto& problem : operation.problems)
      std::printf("  %s %s\n", problem.rule.c_str(), visible(problem.message).c_str());
    if (!operation.run) continue;
    for (const auto& outcome : operation.run->outcomes) {
      std::printf("  %s %s %s %s\n", outcome.step.c_str(), to_string(outcome.address).c_str(),
                  std::string(standing_name(outcome.standing)).c_str(), visible(outcome.reason).c_str());
    }
  }
  const auto violations = judged(record);
  std::printf("hash %016llx, %zu faults, %zu violations\n", static_cast<unsigned long long>(record.hash),
              record.happenings.size(), violations.size());
  print(violations);
  return violations.empty() ? 0 : 1;
}

bool take_number(std::string_view text, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

std::optional<Orders> orders_of(int argc, char** argv) {
  Orders orders;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i], value = argv[i + 1];
    const auto dots = std::min(value.find(".."), value.size());
    bool is_good = false;
    if (name == "--seeds" || name == "--check") {
      orders.is_check = name == "--check";
      is_good = take_number(value.substr(0, dots), orders.first) && dots < value.size() &&
                take_number(value.substr(dots + 2), orders.last);
    } else if (name == "--replay") {
      orders.is_replay = is_good = take_number(value, orders.first);
    } else if (name == "--api") {
      orders.api = parse_api(value);
      is_good = orders.api.has_value();
    }
    if (!is_good) return std::nullopt;
  }
  if (argc % 2 == 0 || (!orders.is_replay && orders.last < orders.first)) return std::nullopt;
  return orders;
}

}  // namespace
}  // namespace interlock::simulation

int main(int argc, char** argv) {
  using namespace interlock::simulation;
  const auto orders = orders_of(argc, argv);
  if (!orders) {
    std::fprintf(stderr,
                 "usage: simulate --seeds FROM..TO | --check FROM..TO | --replay SEED  [--api guide|published]\n");
    return 3;
  }
  if (orders->is_check) return check(*orders);
  return orders->is_replay ? replay(*orders) : campaign(*orders);
}
