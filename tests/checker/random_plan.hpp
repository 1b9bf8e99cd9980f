// Small random plans whose every state can be looked at, and the plan files that tell of them.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "base/value.hpp"

namespace interlock::checker::testing {

inline constexpr int kAgents = 3;
inline constexpr int kSkills = 3;
inline constexpr int kQueues = 2;  // in the facts; one more is made by steps
inline constexpr int kLimit = 3;

enum class SkillState : std::uint8_t { missing, disabled, enabled };

struct Need {
  int min = 0;  // 0: not required
  int max = 0;  // 0: none
  friend bool operator==(const Need&, const Need&) = default;
};

struct QueueState {
  bool exists = true;
  bool is_open = true;  // guide API: everybody is a member
  std::array<bool, kAgents> member{};
  std::array<Need, kSkills> needs{};  // of the queue (guide API), of its group (published API)
  bool has_group = false;
  bool is_attached = false;
};

/// A tenant. Profile kAgents is the shared one.
struct World {
  std::array<std::array<int, kSkills>, kAgents + 1> levels{};
  std::array<bool, kAgents> has_shared{};
  std::array<int, kAgents + 1> others{};  // levels of skills that matter to no queue
  std::array<SkillState, kSkills> skills{};
  std::array<QueueState, kQueues + 1> queues{};
};

enum class Field : std::uint8_t { level, enabled, need, attached, member };
struct RandomEdit {
  Field field{};
  int index = 0;  // of the skill or the agent
  int before = 0;
  int after = 0;  // level or flag; 0: none
  Need need_before{};
  Need need_after{};
};

enum class What : std::uint8_t { profile, skill, queue, group };
enum class Verb : std::uint8_t { create, update, remove };
struct Op {
  What what{};
  int index = 0;
  Verb verb = Verb::update;
  std::vector<RandomEdit> edits{};
  std::vector<int> after{};
};

struct RandomPlan {
  bool is_published = false;
  World start{};
  std::array<int, kQueues> floors{};
  std::vector<Op> ops{};
};

/// The element at an index that counts agents, skills or queues.
template <class T>
auto& slot(T& all, int index) {
  return all[static_cast<std::size_t>(index)];
}

RandomPlan random_plan(std::mt19937& dice);

void take(World& world, const Op& op);
bool is_eligible(const World& world, bool is_published, int queue, int agent);
int size_of(const World& world, int profile);

/// Steps "s1".., facts and an empty certificate.
Map document_of(const RandomPlan& plan);
std::string id_of(int op);

}  // namespace interlock::checker::testing
