// Prints what planning and reading cost at 1,000, 10,000 and 100,000 objects, and how the cost grows.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "centre.hpp"
#include "codec/manifest.hpp"
#include "measure.hpp"
#include "plan/make_plan.hpp"
#include "scanner.hpp"

namespace interlock::bench {
namespace {

constexpr std::array kSizes{1'000, 10'000, 100'000};

/// A centre whose plan is refused, or a text that cannot be read, would make its figures worthless.
void stop_on_errors(const Problems& problems) {
  if (!has_errors(problems)) return;
  std::fprintf(stderr, "%s: %s\n", problems.front().rule.c_str(), problems.front().message.c_str());
  std::abort();
}

struct Input {
  Intent intent;
  LiveState live;
};

std::shared_ptr<const Input> input_of(int objects) {
  auto centre = centre_of(objects);
  return std::make_shared<const Input>(Input{Intent(std::move(centre.desired)), std::move(centre.live)});
}

Work planning(int objects) {
  return [input = input_of(objects)] {
    Problems problems;
    const auto plan = make_plan(input->intent, input->live, {}, problems);
    stop_on_errors(problems);
  };
}

Work comparing(int objects) {
  return [input = input_of(objects)] {
    Problems problems;
    const auto found = differences(input->intent, input->live, problems);
    stop_on_errors(problems);
  };
}

Source source_of(int objects) { return {"centre.yaml", write_manifest(centre_of(objects).desired)}; }

Work reading(int objects) {
  return [source = source_of(objects)] {
    Problems problems;
    const auto manifest = read_manifest({&source, 1}, Api::guide, problems);
    stop_on_errors(problems);
  };
}

Work scanning(int objects) {
  return [source = source_of(objects)] {
    if (scanner_events(source.text) == 0) std::abort();
  };
}

constexpr std::array kRows{
    Row{"make_plan", planning},
    Row{"differences", comparing},
    Row{"read_manifest", reading},
    Row{"bare scanner", scanning},
};

void print_plan(int objects) {
  const auto input = input_of(objects);
  Problems problems;
  const auto plan = make_plan(input->intent, input->live, {}, problems);
  long eligible = 0;
  for (const auto& row : plan.coverage) eligible += row.before;
  std::printf("%d objects: %d updates in %zu steps; %zu queues touched, with %ld eligible agents each on average\n",
              objects, plan.summary.update, plan.steps.size(), plan.coverage.size(),
              eligible / static_cast<long>(std::max<std::size_t>(1, plan.coverage.size())));
}

}  // namespace
}  // namespace interlock::bench

int main() {
  using namespace interlock::bench;
  print_plan(kSizes.back());
  print_heading("objects");
  for (const auto& row : kRows) print_row(row, kSizes);
}
