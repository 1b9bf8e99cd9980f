#include "reskilling.hpp"

#include <algorithm>
#include <random>
#include <string>

namespace interlock::bench {
namespace {

constexpr int kServed = 3;  // queues of one agent
constexpr int kHighest = 5;

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  int below(int limit) { return static_cast<int>(engine_() % static_cast<unsigned>(limit)); }
  bool one_in(int count) { return below(count) == 0; }

 private:
  std::mt19937 engine_;
};

std::string numbered(const char* stem, int number) {
  auto digits = std::to_string(number);
  return stem + std::string(6 - std::min<std::size_t>(6, digits.size()), '0') + digits;
}

/// Collects objects; names come in order, so the manifest is sorted as it must be.
class Objects {
 public:
  Objects() {
    for (const auto& kind : kinds()) centre_.live.complete.insert(kind.kind);
  }

  void add(Kind kind, const std::string& name, const Map& live) {
    const Address address{kind, name};
    auto& objects = centre_.live.objects;
    objects.emplace_hint(objects.end(), address,
                         LiveObject{address, {"00000000-0000-4000-8000-" + numbered("0000", ++ids_)}, live, {}});
  }
  void want(Kind kind, const std::string& name, const Map& desired) {
    centre_.desired.resources.push_back({{kind, name}, desired, {file_, ++line_, 5}});
  }
  void add_skill(const std::string& name) { add(Kind::skill, name, Map{{"type", "custom"}, {"enabled", true}}); }
  Centre centre() && { return std::move(centre_); }

 private:
  int ids_ = 0;
  std::uint32_t line_ = 0;
  std::shared_ptr<const std::string> file_ = std::make_shared<const std::string>("centre.yaml");
  Centre centre_;
};

Map user_of(const Map& levels) { return Map{{"active", true}, {"levels", Value(levels)}}; }
Map exactly(const Map& levels) { return Map{{"mode", "exact"}, {"levels", Value(levels)}}; }
Map asking(const std::string& skill, int level) { return Map{{"requires", Map{{skill, Map{{"level", level}}}}}}; }

class Migration {
 public:
  explicit Migration(std::uint32_t seed) : dice_(seed), skills_(2 + dice_.below(5)) {}

  Centre centre() {
    for (int i = 0; i < skills_; ++i) objects_.add_skill(numbered("Skill_", i));
    for (int i = 2 + dice_.below(39); i > 0; --i) {
      const auto name = numbered("agent", 99 - i) + "@example.com";
      objects_.add(Kind::user, name, user_of(levels()));
      if (!dice_.one_in(3)) objects_.want(Kind::user, name, exactly(levels()));
    }
    for (int i = 1 + dice_.below(8); i > 0; --i) {
      const auto name = numbered("Queue_", 99 - i);
      objects_.add(Kind::queue, name, Map{{"requires", Value(requirements())}});
      if (dice_.one_in(2)) objects_.want(Kind::queue, name, Map{{"requires", Value(requirements())}});
    }
    return std::move(objects_).centre();
  }

 private:
  Map levels() {
    Map levels;
    for (int i = 0; i < skills_; ++i) {
      if (dice_.one_in(2)) levels.set(numbered("Skill_", i), 1 + dice_.below(kHighest));
    }
    return levels;
  }
  Map requirements() {
    Map required;
    for (int left = 1 + dice_.below(2); left > 0; --left) {
      required.set(numbered("Skill_", dice_.below(skills_)), Map{{"level", 1 + dice_.below(3)}});
    }
    return required;
  }

  Dice dice_;
  int skills_;
  Objects objects_;
};

}  // namespace

Centre reskilled(int agents, int queues) {
  Dice dice(7);
  Objects objects;
  for (int i = 0; i < queues; ++i) {
    objects.add_skill(numbered("New_", i));
    objects.add_skill(numbered("Old_", i));
  }
  for (int i = 0; i < agents; ++i) {
    Map before, after;
    while (static_cast<int>(before.size()) < std::min(kServed, queues)) {
      const int queue = dice.below(queues);
      const int level = 1 + dice.below(kHighest);
      before.set(numbered("Old_", queue), level);
      after.set(numbered("New_", queue), level);
    }
    const auto name = numbered("agent", i) + "@example.com";
    objects.add(Kind::user, name, user_of(before));
    objects.want(Kind::user, name, exactly(after));
  }
  for (int i = 0; i < queues; ++i) {
    objects.add(Kind::queue, numbered("Queue_", i), asking(numbered("Old_", i), 1));
    objects.want(Kind::queue, numbered("Queue_", i), asking(numbered("New_", i), 1));
  }
  return std::move(objects).centre();
}

Centre random_migration(std::uint32_t seed) { return Migration(seed).centre(); }

}  // namespace interlock::bench
