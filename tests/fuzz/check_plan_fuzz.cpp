// Any document is judged; what is proven stays proven with one more edge, though its certificate may then say too
// little.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "checker/checker.hpp"
#include "codec/json.hpp"

namespace {

using namespace interlock;

/// Makes the step wait for the other one, which stands before it.
void add_edge(Map& plan, std::size_t late, std::size_t early) {
  auto& steps = *plan.find("steps")->as<List>();
  auto* after = steps[late].as<Map>()->find("after")->as<List>();
  after->push_back(*steps[early].find("id"));
}

bool is_about_the_certificate(const Problem& problem) {
  return problem.message.starts_with("the certificate is not that of the plan");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto plan = parse_json(std::string(data, data + size), "fuzz.json");
  if (!plan) return 0;
  const auto verdict = checker::check_plan(*plan);
  if (!checker::check_rest(*plan, {}) && verdict) std::abort();
  if (!verdict || verdict->steps < 2) return 0;
  auto changed = *plan->as<Map>();
  const auto late = 1 + size % (static_cast<std::size_t>(verdict->steps) - 1);
  add_edge(changed, late, size / 7 % late);
  const auto again = checker::check_plan(changed);
  if (again) return 0;
  for (const auto& problem : again.problems()) {
    if (!is_about_the_certificate(problem)) std::abort();
  }
  return 0;
}
