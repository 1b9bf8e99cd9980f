// The campaign of ci/prove, a slice at a time:
//   prove scopes                    the names of the exhaustive scopes and how many groups of scenes they have
//   prove NAME FIRST COUNT          groups of a scope, or seeds of `random` or `large`
//   prove replay NAME NUMBER [SCENE]
// Prints what it did on one line, or the first disagreement and how to see it again; then it exits with 1.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "support/large_plan.hpp"
#include "support/small_scope.hpp"

namespace interlock::testing {
namespace {

constexpr std::int64_t kEdgesEach = 16;  // one of so many instances is also proven without each of its edges

Edges edges_for(std::int64_t number) { return number % kEdgesEach == 0 ? Edges::removed_in_turn : Edges::kept; }

/// What went wrong with the instance of that name and numbers.
bool report(const std::string& wrong, const std::string& name, std::int64_t number, std::int64_t scene = -1) {
  if (wrong.empty()) return true;
  std::printf("disagreement: %s\nci/prove replay %s %lld", wrong.c_str(), name.c_str(), static_cast<long long>(number));
  if (scene >= 0) std::printf(" %lld", static_cast<long long>(scene));
  std::printf("\n");
  return false;
}

Changing small_changing(std::int64_t seed) {
  const auto& shapes = small_shapes();
  const auto number = static_cast<std::uint64_t>(seed);
  return random_changing(number / shapes.size(), shapes[number % shapes.size()].shape);
}

bool examine_seed(const std::string& name, std::int64_t seed, Edges edges, Tally& tally) {
  const bool is_large = name == "large";
  const auto changing = is_large ? large_changing(static_cast<std::uint64_t>(seed)) : small_changing(seed);
  if (changing.drafts.empty()) return true;
  return report(
      is_large ? examine_large(changing, static_cast<std::uint64_t>(seed), tally) : examine(changing, edges, tally),
      name, seed);
}

bool examine_group(const Scope& scope, const SmallScope& scenes, std::int64_t group, Tally& tally) {
  bool agrees = true;
  scenes.each(group, [&](const Changing& changing, std::int64_t scene) {
    if (!agrees || changing.drafts.empty()) return;
    agrees = report(examine(changing, edges_for(scene), tally), scope.name, group, scene);
  });
  return agrees;
}

void print(const std::string& name, std::int64_t first, std::int64_t count, const Tally& tally) {
  const auto number = [](std::int64_t value) { return static_cast<long long>(value); };
  std::printf(
      "%s %lld %lld instances %lld states %lld feasible %lld found %lld possible %lld safe %lld drafts %lld divided "
      "%lld "
      "proofs %lld exact %lld edges %lld redundant %lld\n",
      name.c_str(), number(first), number(count), number(tally.instances), number(tally.states), number(tally.feasible),
      number(tally.found), number(tally.possible), number(tally.safe), number(tally.drafts), number(tally.divided),
      number(tally.proofs), number(tally.exact), number(tally.edges), number(tally.redundant));
}

bool run(const std::string& name, std::int64_t first, std::int64_t count) {
  Tally tally;
  const auto* scope = find_scope(name);
  if (scope != nullptr) {
    const SmallScope scenes(*scope);
    for (auto group = first; group < std::min(first + count, scenes.groups()); ++group) {
      if (!examine_group(*scope, scenes, group, tally)) return false;
    }
  } else {
    for (auto seed = first; seed < first + count; ++seed) {
      if (!examine_seed(name, seed, edges_for(seed / static_cast<std::int64_t>(small_shapes().size())), tally))
        return false;
    }
  }
  print(name, first, count, tally);
  return true;
}

/// One instance with all that a person needs to follow it.
bool replay(const std::string& name, std::int64_t number, std::int64_t scene) {
  Tally tally;
  bool agrees = true;
  const auto* scope = find_scope(name);
  if (scope == nullptr) {
    const auto changing = name == "large" ? large_changing(static_cast<std::uint64_t>(number)) : small_changing(number);
    const ProvenPlan plan(changing, demands_of(changing));
    std::printf("%s", told(changing, plan.arranged(), plan.order()).c_str());
    agrees = examine_seed(name, number, Edges::removed_in_turn, tally);
  } else {
    SmallScope(*scope).each(number, [&](const Changing& changing, std::int64_t one) {
      if (one != scene) return;
      const ProvenPlan plan(changing, demands_of(changing));
      std::printf("%s", told(changing, plan.arranged(), plan.order()).c_str());
      agrees = report(examine(changing, Edges::removed_in_turn, tally), name, number, scene);
    });
  }
  print(name, number, 1, tally);
  return agrees;
}

void print_scopes() {
  for (const auto& scope : scopes()) {
    std::printf("%s %lld\n", scope.name, static_cast<long long>(SmallScope(scope).groups()));
  }
}

bool is_known(const std::string& name) { return name == "random" || name == "large" || find_scope(name) != nullptr; }

int prove(const std::vector<std::string>& words) {
  const auto number = [&](std::size_t i) { return i < words.size() ? std::atoll(words[i].c_str()) : -1; };
  if (words == std::vector<std::string>{"scopes"}) return print_scopes(), EXIT_SUCCESS;
  if (words.size() >= 3 && words[0] == "replay" && is_known(words[1])) {
    return replay(words[1], number(2), number(3)) ? EXIT_SUCCESS : EXIT_FAILURE;
  }
  if (words.size() == 3 && is_known(words[0])) return run(words[0], number(1), number(2)) ? EXIT_SUCCESS : EXIT_FAILURE;
  std::fprintf(stderr, "usage: prove scopes | prove NAME FIRST COUNT | prove replay NAME NUMBER [SCENE]\n");
  return 2;
}

}  // namespace
}  // namespace interlock::testing

int main(int count, char** words) { return interlock::testing::prove({words + 1, words + count}); }
