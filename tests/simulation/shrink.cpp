#include "simulation/shrink.hpp"

#include <algorithm>

namespace interlock::simulation {
namespace {

class Shrinker {
 public:
  Shrinker(const Scenario& scenario, const Violations& violations)
      : best_{scenario, violations}, oracle_(violations.front().oracle) {}

  Shrunk shrink() {
    drop_each([](const Scenario& scenario) { return scenario.script.rules.size(); },
              [](Scenario& scenario, std::size_t i) {
                scenario.script.rules.erase(scenario.script.rules.begin() + static_cast<std::ptrdiff_t>(i));
              });
    for (const auto& simplify :
         {+[](Scenario& scenario) { scenario.crash_at = 0; }, +[](Scenario& scenario) { scenario.signal_at = 0; },
          +[](Scenario& scenario) { scenario.again = 0; },
          +[](Scenario& scenario) { scenario.plans_in_trouble = false; },
          +[](Scenario& scenario) { scenario.slowest = Millis(5); }}) {
      auto candidate = best_.scenario;
      simplify(candidate);
      take_if_failing(std::move(candidate));
    }
    drop_each([](const Scenario& scenario) { return scenario.wanted.resources.size(); },
              [](Scenario& scenario, std::size_t i) {
                scenario.wanted.resources.erase(scenario.wanted.resources.begin() + static_cast<std::ptrdiff_t>(i));
              });
    fewer_faults();
    return std::move(best_);
  }

 private:
  bool take_if_failing(Scenario candidate) {
    ++best_.runs;
    auto violations = judged(play(candidate));
    const auto speaks = [&](const Violation& violation) { return violation.oracle == oracle_; };
    if (std::none_of(violations.begin(), violations.end(), speaks)) return false;
    best_.scenario = std::move(candidate);
    best_.violations = std::move(violations);
    return true;
  }

  template <class Count, class Drop>
  void drop_each(const Count& count, const Drop& drop) {
    for (auto i = count(best_.scenario); i > 0; --i) {
      auto candidate = best_.scenario;
      drop(candidate, i - 1);
      take_if_failing(std::move(candidate));
    }
  }

  /// Each rule happens as rarely as it may.
  void fewer_faults() {
    for (std::size_t i = 0; i < best_.scenario.script.rules.size(); ++i) {
      for (const int times : {1, 2, 4}) {
        auto candidate = best_.scenario;
        candidate.script.rules[i].times = times;
        if (take_if_failing(std::move(candidate))) break;
      }
    }
  }

  Shrunk best_;
  std::string_view oracle_;
};

}  // namespace

Shrunk shrunk(const Scenario& scenario, const Violations& violations) {
  return Shrinker(scenario, violations).shrink();
}

}  // namespace interlock::simulation
