#include "support/board.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>

namespace interlock::testing {
namespace {

std::size_t index(int number) { return static_cast<std::size_t>(number); }

std::uint8_t mask_of(const std::vector<int>& agents) {
  std::uint8_t mask = 0;
  for (const int agent : agents) mask = static_cast<std::uint8_t>(mask | 1U << agent);
  return mask;
}

void set_bit(std::uint8_t& mask, int bit, bool is_set) {
  mask = static_cast<std::uint8_t>(is_set ? mask | 1U << bit : mask & ~(1U << bit));
}

}  // namespace

struct BoardMaker {
  Board& board;

  void operator()(const SetLevel& change) const {
    board.levels_[index(change.profile)][index(change.skill)] = static_cast<std::int8_t>(change.level.value_or(0));
  }
  void operator()(const Resize&) const {}
  void operator()(const SetAsked& change) const { board.queues_[index(change.queue)].asks = &change.asks; }
  void operator()(const SetMember& change) const {
    set_bit(board.queues_[index(change.queue)].direct, change.agent, change.is_direct);
  }
  void operator()(const SetUsable& change) const { set_bit(board.usable_, change.skill, change.is_usable); }
  void operator()(const SetExists& change) const { board.queues_[index(change.queue)].exists = change.exists; }
};

Board::Board(const Scene& scene) : agents_(static_cast<std::uint8_t>(scene.agents.size())) {
  if (scene.agents.size() > kAgents || scene.profiles.size() > kProfiles || scene.queues.size() > kQueues) std::abort();
  for (std::size_t i = 0; i < scene.profiles.size(); ++i) {
    for (const auto& [skill, level] : scene.profiles[i]) levels_[i][index(skill)] = static_cast<std::int8_t>(level);
  }
  for (std::size_t i = 0; i < scene.agents.size(); ++i) {
    personal_[i] = static_cast<std::int8_t>(scene.agents[i].personal);
    shared_[i] = static_cast<std::int8_t>(scene.agents[i].shared.value_or(-1));
  }
  for (std::size_t i = 0; i < scene.usable.size(); ++i) set_bit(usable_, static_cast<int>(i), scene.usable[i]);
  for (std::size_t i = 0; i < scene.queues.size(); ++i) {
    const auto& queue = scene.queues[i];
    queues_[i] = {&queue.asks, queue.only ? mask_of(*queue.only) : std::uint8_t{0xFF}, mask_of(queue.direct),
                  queue.exists};
  }
}

void Board::make(const Effects& effects) {
  for (const auto& effect : effects) std::visit(BoardMaker{*this}, effect);
}

Agents Board::holders(const Requirement& requirement) const {
  if ((usable_ >> requirement.skill & 1) == 0) return 0;
  Agents found = 0;
  for (std::size_t agent = 0; agent < agents_; ++agent) {
    int level = levels_[index(personal_[agent])][index(requirement.skill)];
    if (level == 0 && shared_[agent] >= 0) level = levels_[index(shared_[agent])][index(requirement.skill)];
    const bool serves = level >= requirement.level && (!requirement.max || level <= *requirement.max);
    found |= Agents{serves} << agent;
  }
  return found;
}

Agents Board::eligible(std::size_t number) const {
  const auto& queue = queues_[number];
  if (!queue.exists) return 0;
  if (!*queue.asks) return queue.direct;
  Agents found = queue.only & ((Agents{1} << agents_) - 1);
  for (const auto& requirement : **queue.asks) found &= holders(requirement);
  return found | queue.direct;
}

Board board_of(const Scene& scene, const std::vector<Effects>& ops, State state) {
  Board board(scene);
  for (std::size_t op = 0; op < ops.size(); ++op) {
    if ((state >> op & 1) != 0) board.make(ops[op]);
  }
  return board;
}

std::vector<Agents> entitled(const Scene& scene, const std::vector<Effects>& ops) {
  const Board start(scene), end = board_of(scene, ops, all(ops));
  std::vector<Agents> found;
  for (std::size_t queue = 0; queue < scene.queues.size(); ++queue) {
    found.push_back(start.eligible(queue) | end.eligible(queue));
  }
  return found;
}

int EveryState::fewest(std::size_t queue) const {
  int least = 1 << 20;
  for (const auto& seen : versions[queue]) least = std::min(least, seen.fewest.value_or(least));
  return least;
}

EveryState every_state(const Scene& scene, const std::vector<Effects>& ops, const Order& order,
                       const std::vector<std::vector<Window>>& in_force) {
  struct Version {
    State from, until;
    std::size_t queue;
    Seen* seen;
  };
  EveryState every{{}, std::vector<bool>(scene.queues.size()), 0};
  for (const auto& windows : in_force) every.versions.emplace_back(windows.size());
  std::vector<Version> versions;
  for (std::size_t queue = 0; queue < in_force.size(); ++queue) {
    for (std::size_t i = 0; i < in_force[queue].size(); ++i) {
      const auto& [from, until] = in_force[queue][i];
      versions.push_back({bits(from), bits(until), queue, &every.versions[queue][i]});
    }
  }
  const auto allowed = entitled(scene, ops);
  const auto look = [&](State state, const Board& board) {
    for (const auto& [from, until, queue, seen] : versions) {
      if ((from & ~state) != 0 || (until & state) != 0) continue;
      const auto now = board.eligible(queue);
      const int count = std::popcount(now);
      if (!seen->fewest || count < *seen->fewest) seen->fewest = count;
      if (const int made = std::popcount(state); made > seen->most_ops) {
        seen->most_ops = made;
        seen->at_last = now;
      }
      if ((now & ~allowed[queue]) != 0) every.intruded[queue] = true;
    }
  };
  every.states = each_ideal(
      order, Board(scene), [&](Board& board, std::size_t op) { board.make(ops[op]); }, look);
  return every;
}

namespace {

/// Goes from safe state to safe state until all ops are made.
class SafeWalk {
 public:
  SafeWalk(const Scene& scene, const std::vector<Effects>& ops, std::span<const int> floors)
      : ops_(ops), floors_(floors), allowed_(entitled(scene, ops)), is_seen_(std::size_t{1} << ops.size()) {}

  bool from(const Board& board, State state = 0) {
    if (is_seen_[state]) return false;
    is_seen_[state] = true;
    if (!is_safe(board)) return false;
    if (state == all(ops_)) return true;
    for (std::size_t op = 0; op < ops_.size(); ++op) {
      const auto grown = state | State{1} << op;
      if (is_seen_[grown]) continue;
      Board next = board;
      next.make(ops_[op]);
      if (from(next, grown)) return true;
    }
    return false;
  }

 private:
  bool is_safe(const Board& board) const {
    for (std::size_t queue = 0; queue < allowed_.size(); ++queue) {
      const auto now = board.eligible(queue);
      if (std::popcount(now) < floors_[queue] || (now & ~allowed_[queue]) != 0) return false;
    }
    return true;
  }

  const std::vector<Effects>& ops_;
  std::span<const int> floors_;
  std::vector<Agents> allowed_;
  std::vector<bool> is_seen_;
};

}  // namespace

bool has_safe_order(const Scene& scene, const std::vector<Effects>& ops, std::span<const int> floors) {
  return SafeWalk(scene, ops, floors).from(Board(scene));
}

}  // namespace interlock::testing
