#include "checker/windows.hpp"

#include <functional>
#include <iterator>
#include <optional>

namespace interlock::checker {
namespace {

/// Combinations of versions of one agent that are looked at within one frame. Plans have a handful.
constexpr std::size_t kMostCombinations = 4096;

struct Span {
  At from = kStart;
  At until = kNever;
};

template <class T>
const T& slot(const std::vector<T>& all, int index) {
  return all[static_cast<std::size_t>(index)];
}

/// What is left of the span within the frame, or nothing.
std::optional<Span> within(const Frame& frame, Span span) {
  if (frame.is_in(span.until) || frame.is_out(span.from)) return std::nullopt;
  return Span{frame.is_in(span.from) ? kStart : span.from, frame.is_out(span.until) ? kNever : span.until};
}

bool is_whole(Span span) { return span.from == kStart && span.until == kNever; }

/// The runs of versions for which `is_good` holds, as far as the frame has them.
template <class T, class Good>
std::vector<Span> runs(const Timeline<T>& timeline, const Frame& frame, Good is_good) {
  std::vector<Span> all;
  const auto& versions = timeline.versions();
  for (std::size_t i = 0; i < versions.size();) {
    auto next = i + 1;
    const bool is_run = is_good(versions[i].value);
    while (next < versions.size() && is_good(versions[next].value) == is_run) ++next;
    const Span span{versions[i].from, next < versions.size() ? versions[next].from : kNever};
    if (const auto left = is_run ? within(frame, span) : std::nullopt) all.push_back(*left);
    i = next;
  }
  return all;
}

// Levels

/// A stretch of one profile's versions: the level of each needed skill, kNone where it has none.
struct Stretch {
  Span span;
  std::vector<int> levels;
};

std::vector<At> turning_points(const Profile& profile, const std::vector<Needed>& needed) {
  std::vector<At> points{kStart};
  for (const auto& need : needed) {
    const auto levels = profile.find(need.skill);
    if (levels == profile.end()) continue;
    for (const auto& version : levels->second.versions()) points.push_back(version.from);
  }
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  return points;
}

std::vector<int> levels_at(const Profile& profile, const std::vector<Needed>& needed, At step) {
  std::vector<int> levels;
  for (const auto& need : needed) {
    const auto found = profile.find(need.skill);
    levels.push_back(found != profile.end() ? found->second.at(step) : kNone);
  }
  return levels;
}

std::vector<Stretch> stretches(const Profile& profile, const std::vector<Needed>& needed, const Frame& frame) {
  std::vector<Stretch> all;
  const auto points = turning_points(profile, needed);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto left = within(frame, {points[i], i + 1 < points.size() ? points[i + 1] : kNever});
    if (left) all.push_back({*left, levels_at(profile, needed, points[i])});
  }
  return all;
}

/// A personal level wins, whatever it is; the shared profile fills in what the person lacks.
bool meets(const std::vector<int>& personal, const std::vector<int>& shared, const std::vector<Needed>& needed) {
  for (std::size_t i = 0; i < needed.size(); ++i) {
    const int held = personal[i] != kNone ? personal[i] : shared[i];
    if (held == kNone || !needed[i].range.holds(held)) return false;
  }
  return true;
}

/// Levels are one thing with two dimensions: personal versions, and for each of them the shared versions that do.
/// Neighbours among the personal versions that leave the same to the shared ones are taken together.
struct Block {
  Span personal;
  std::vector<bool> is_good;  // by shared stretch
};

std::vector<Block> blocks(const std::vector<Stretch>& personal, const std::vector<Stretch>& shared,
                          const std::vector<Needed>& needed) {
  std::vector<Block> all;
  for (const auto& stretch : personal) {
    Block block{stretch.span, {}};
    for (const auto& other : shared) block.is_good.push_back(meets(stretch.levels, other.levels, needed));
    if (!all.empty() && all.back().is_good == block.is_good) {
      all.back().personal.until = stretch.span.until;
    } else {
      all.push_back(std::move(block));
    }
  }
  return all;
}

// Windows while they are made: spans, one of each thing.

using Spans = std::vector<Span>;

void add_runs(const Block& block, const std::vector<Stretch>& shared, std::vector<Spans>& windows) {
  for (std::size_t i = 0; i < shared.size();) {
    auto next = i + 1;
    while (next < shared.size() && block.is_good[next] == block.is_good[i]) ++next;
    if (block.is_good[i]) windows.push_back({block.personal, {shared[i].span.from, shared[next - 1].span.until}});
    i = next;
  }
}

/// For each shared version the runs of personal ones that do; the same run of neighbours is taken together.
std::vector<Spans> along_shared(const std::vector<Stretch>& personal, const std::vector<Stretch>& shared,
                                const std::vector<Needed>& needed) {
  struct Run {
    std::size_t first, end;  // of the personal stretches
    Span time;               // of the shared ones
    std::size_t next;        // the shared stretch behind
  };
  std::vector<Run> all;
  for (std::size_t j = 0; j < shared.size(); ++j) {
    for (std::size_t i = 0; i < personal.size(); ++i) {
      const auto first = i;
      while (i < personal.size() && meets(personal[i].levels, shared[j].levels, needed)) ++i;
      if (i == first) continue;
      const auto same = std::find_if(
          all.begin(), all.end(), [&](const Run& run) { return run.first == first && run.end == i && run.next == j; });
      if (same == all.end()) {
        all.push_back({first, i, shared[j].span, j + 1});
      } else {
        same->time.until = shared[j].span.until;
        same->next = j + 1;
      }
    }
  }
  std::vector<Spans> windows;
  for (const auto& run : all) {
    windows.push_back({{personal[run.first].span.from, personal[run.end - 1].span.until}, run.time});
  }
  return windows;
}

/// Everything about one agent and one frame.
class Look {
 public:
  Look(const History& history, const QueueHistory& queue, const AskVersion& ask, const Frame& frame, Grain grain,
       int agent)
      : history_(history), queue_(queue), ask_(ask), frame_(frame), grain_(grain) {
    presence_.agent = agent;
  }

  Presence presence() {
    auto windows = history_.is_published ? beside_members() : among_members();
    if (presence_.is_unclear) return std::move(presence_);
    for (const auto& window : windows) keep(window);
    return std::move(presence_);
  }

 private:
  /// Guide API: members who meet what is asked.
  std::vector<Spans> among_members() { return times(by_levels(), membership(true)); }

  /// Published API: members whatever they hold, and whoever meets what is asked while no member.
  std::vector<Spans> beside_members() {
    std::vector<Spans> windows;
    for (const auto span : membership(true)) windows.push_back({span});
    if (!ask_.by_levels) return windows;
    auto others = times(by_levels(), membership(false));
    windows.insert(windows.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
    return windows;
  }

  std::vector<Span> membership(bool wanted) {
    const auto found = queue_.direct.find(presence_.agent);
    if (found == queue_.direct.end()) return queue_.is_open == wanted ? std::vector<Span>{{}} : std::vector<Span>{};
    return runs(found->second, frame_, [&](bool is_member) { return is_member == wanted; });
  }

  std::vector<Spans> by_levels() {
    auto windows = held_levels();
    for (const auto& need : ask_.needed) {
      if (windows.empty()) return windows;
      windows = times(windows, runs(slot(history_.usable, need.skill), frame_, [](bool usable) { return usable; }));
    }
    return windows;
  }

  std::vector<Spans> held_levels() {
    static const Profile kNothing;
    const int shared_number = slot(history_.shared_of, presence_.agent);
    const auto personal = stretches(slot(history_.personal, presence_.agent), ask_.needed, frame_);
    const auto shared =
        stretches(shared_number != kNone ? slot(history_.shared, shared_number) : kNothing, ask_.needed, frame_);
    std::vector<Spans> windows;
    if (is_too_much(personal.size(), shared.size())) return windows;
    if (grain_ == Grain::shared) return along_shared(personal, shared, ask_.needed);
    for (const auto& block : blocks(personal, shared, ask_.needed)) add_runs(block, shared, windows);
    return windows;
  }

  bool is_too_much(std::size_t some, std::size_t others) {
    if (others != 0 && some > kMostCombinations / others) presence_.is_unclear = true;
    return presence_.is_unclear;
  }

  std::vector<Spans> times(const std::vector<Spans>& windows, const std::vector<Span>& spans) {
    std::vector<Spans> all;
    if (is_too_much(windows.size(), spans.size())) return all;
    for (const auto& window : windows) {
      for (const auto span : spans) {
        all.push_back(window);
        if (!is_whole(span)) all.back().push_back(span);
      }
    }
    return all;
  }

  /// Of steps of which all must be in, the ones that the others do not wait for; of steps of which none may be in, the
  /// ones that wait for no other.
  std::vector<At> decisive(std::vector<At> steps, bool last) const {
    std::sort(steps.begin(), steps.end());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    std::vector<At> left;
    std::copy_if(steps.begin(), steps.end(), std::back_inserter(left), [&](At step) {
      return std::none_of(steps.begin(), steps.end(), [&](At other) {
        return other != step && (last ? frame_.order.waits(other, step) : frame_.order.waits(step, other));
      });
    });
    return left;
  }

  void keep(const Spans& spans) {
    Window window;
    std::size_t changing = 0;
    for (const auto span : spans) {
      if (span.from != kStart) window.from.push_back(span.from);
      if (span.until != kNever) window.until.push_back(span.until);
      changing += is_whole(span) ? 0U : 1U;
    }
    if (changing > 1) presence_.has_one_cause = false;
    window = {decisive(std::move(window.from), true), decisive(std::move(window.until), false)};
    if (is_possible(window)) presence_.windows.push_back(std::move(window));
  }

  bool is_possible(const Window& window) const {
    return std::none_of(window.from.begin(), window.from.end(), [&](At begins) {
      return std::any_of(window.until.begin(), window.until.end(),
                         [&](At ends) { return frame_.order.waits(begins, ends); });
    });
  }

  const History& history_;
  const QueueHistory& queue_;
  const AskVersion& ask_;
  const Frame& frame_;
  Grain grain_;
  Presence presence_;
};

// Who is worth a look

std::size_t count_of_holders(const History& history, int skill) {
  auto count = slot(history.holders, skill).size();
  for (const int profile : slot(history.givers, skill)) count += slot(history.users, profile).size();
  return count;
}

void add_holders(const History& history, int skill, std::vector<int>& agents) {
  const auto& own = slot(history.holders, skill);
  agents.insert(agents.end(), own.begin(), own.end());
  for (const int profile : slot(history.givers, skill)) {
    const auto& users = slot(history.users, profile);
    agents.insert(agents.end(), users.begin(), users.end());
  }
}

/// Nobody else can meet what is asked: the holders of its rarest skill.
void add_fitting(const History& history, const AskVersion& ask, std::vector<int>& agents) {
  if (ask.needed.empty()) {
    for (std::size_t i = 0; i < history.agents.size(); ++i) agents.push_back(static_cast<int>(i));
    return;
  }
  const auto rarest = std::min_element(ask.needed.begin(), ask.needed.end(), [&](const auto& a, const auto& b) {
    return count_of_holders(history, a.skill) < count_of_holders(history, b.skill);
  });
  add_holders(history, rarest->skill, agents);
}

std::vector<int> candidates(const History& history, const QueueHistory& queue, const AskVersion& ask) {
  std::vector<int> agents;
  if (ask.is_gone) return agents;
  const bool members_serve = history.is_published || !queue.is_open;
  if (members_serve) {
    for (const auto& [agent, times] : queue.direct) agents.push_back(agent);
  }
  if (ask.by_levels && (history.is_published || queue.is_open)) add_fitting(history, ask, agents);
  std::sort(agents.begin(), agents.end());
  agents.erase(std::unique(agents.begin(), agents.end()), agents.end());
  return agents;
}

// One state at an end of the plan

template <class T>
const T& at_end(const Timeline<T>& timeline, bool last) {
  return last ? timeline.last() : timeline.first();
}

int level_at_end(const Profile& profile, int skill, bool last) {
  const auto found = profile.find(skill);
  return found != profile.end() ? at_end(found->second, last) : kNone;
}

bool meets_at_end(const History& history, const AskVersion& ask, int agent, bool last) {
  const int shared = slot(history.shared_of, agent);
  return std::all_of(ask.needed.begin(), ask.needed.end(), [&](const Needed& need) {
    int held = level_at_end(slot(history.personal, agent), need.skill, last);
    if (held == kNone && shared != kNone) held = level_at_end(slot(history.shared, shared), need.skill, last);
    return held != kNone && need.range.holds(held) && at_end(slot(history.usable, need.skill), last);
  });
}

bool is_eligible_at_end(const History& history, const QueueHistory& queue, const AskVersion& ask, int agent,
                        bool last) {
  const auto found = queue.direct.find(agent);
  const bool is_member = found != queue.direct.end() ? at_end(found->second, last) : queue.is_open;
  const bool meets = ask.by_levels && meets_at_end(history, ask, agent, last);
  return history.is_published ? is_member || meets : is_member && meets;
}

std::vector<int> eligible(const History& history, const QueueHistory& queue, bool last) {
  const auto& ask = last ? queue.asks.back() : queue.asks.front();
  auto agents = candidates(history, queue, ask);
  std::erase_if(agents, [&](int agent) { return !is_eligible_at_end(history, queue, ask, agent, last); });
  return agents;
}

}  // namespace

std::vector<Presence> presences(const History& history, const QueueHistory& queue, const AskVersion& ask,
                                const Frame& frame, Grain grain) {
  std::vector<Presence> all;
  for (const int agent : candidates(history, queue, ask)) {
    auto presence = Look(history, queue, ask, frame, grain, agent).presence();
    if (presence.is_unclear || !presence.windows.empty()) all.push_back(std::move(presence));
  }
  return all;
}

std::vector<int> eligible_first(const History& history, const QueueHistory& queue) {
  return eligible(history, queue, false);
}
std::vector<int> eligible_last(const History& history, const QueueHistory& queue) {
  return eligible(history, queue, true);
}

}  // namespace interlock::checker
