#include "simulation/scenario.hpp"

#include "simulation/centre.hpp"
#include "simulation/dice.hpp"
#include "simulation/swarm.hpp"

namespace interlock::simulation {

Scenario scenario_of(std::uint64_t seed, std::optional<Api> api) {
  Dice dice(seed, "scenario");
  Scenario scenario{.seed = seed, .api = dice.chance(50) ? Api::guide : Api::published};
  if (api) scenario.api = *api;
  auto centre = small_centre(seed, scenario.api);
  scenario.document = std::move(centre.document);
  scenario.wanted = std::move(centre.wanted);
  scenario.script = swarm(seed, scenario.api, scenario.document, scenario.wanted);
  scenario.slowest = Millis(dice.one_of(std::vector<int>{5, 60, 400, 1'500}));
  scenario.plans_in_trouble = dice.chance(30);
  scenario.again = dice.one_of(std::vector<int>{0, 0, 1, 1, 2});
  if (dice.chance(12)) scenario.crash_at = dice.number(1, 60);
  if (scenario.crash_at == 0 && dice.chance(8)) scenario.signal_at = dice.number(1, 60);
  return scenario;
}

}  // namespace interlock::simulation
