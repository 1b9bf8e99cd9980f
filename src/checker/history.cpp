#include "checker/history.hpp"

namespace interlock::checker {
namespace {

using Numbers = std::map<std::string, int, std::less<>>;

/// The number of a name, a new one if need be.
int number(Numbers& numbers, std::string_view name) {
  const auto found = numbers.find(name);
  if (found != numbers.end()) return found->second;
  const auto next = static_cast<int>(numbers.size());
  numbers.emplace(name, next);
  return next;
}

template <class T>
T& slot(std::vector<T>& all, int index) {
  return all[static_cast<std::size_t>(index)];
}

class Recorder {
 public:
  Recorder(Centre centre, const Document& document, Problems& problems)
      : centre_(std::move(centre)), document_(document), problems_(problems), skills_at_start_(centre_.skills) {}

  History record() {
    history_.is_published = centre_.is_published;
    add_shared();
    add_agents();
    add_queues();
    for (std::size_t i = 0; i < document_.steps.size(); ++i) follow(static_cast<At>(i));
    close();
    return std::move(history_);
  }

 private:
  int skill(std::string_view name) {
    const auto next = number(skills_, name);
    if (next == static_cast<int>(history_.usable.size())) {
      const auto found = skills_at_start_.find(name);
      history_.usable.emplace_back(found != skills_at_start_.end() && found->second);
    }
    return next;
  }

  Profile first_of(const Levels& levels) {
    Profile profile;
    for (const auto& [name, level] : levels) profile.emplace(skill(name), Timeline<int>(level));
    return profile;
  }

  void add_shared() {
    for (const auto& [name, levels] : centre_.profiles) {
      number(shared_, name);
      history_.shared.push_back(first_of(levels));
    }
    history_.users.resize(history_.shared.size());
  }

  void add_agents() {
    for (const auto& [id, agent] : centre_.agents) {
      const auto own = number(agents_, id);
      history_.agents.push_back(id);
      history_.personal.push_back(first_of(agent.levels));
      const auto shared = shared_.find(agent.shared);
      history_.shared_of.push_back(shared != shared_.end() ? shared->second : kNone);
      if (shared != shared_.end()) slot(history_.users, shared->second).push_back(own);
    }
  }

  void add_queues() {
    for (const auto& [name, queue] : centre_.queues) {
      number(queues_, name);
      QueueHistory past{.name = name, .floor = queue.floor, .is_open = queue.is_open};
      for (const auto& id : queue.members) {
        const auto agent = agents_.find(id);
        if (agent != agents_.end()) past.direct.emplace(agent->second, Timeline<bool>(true));
      }
      history_.queues.push_back(std::move(past));
      asks_.emplace_back(ask_of(centre_, queue));
    }
  }

  void follow(At at) {
    const auto& step = document_.steps[static_cast<std::size_t>(at)];
    const auto touched = take(centre_, document_, step, problems_);
    for (const auto& name : touched.skills) follow_skill(at, name);
    for (const auto& [object, name] : touched.levels) follow_level(at, step, name);
    for (const auto& name : touched.asks) follow_ask(at, name);
    for (const auto& [queue, id] : touched.memberships) follow_member(at, queue, id);
    follow_size(at, step);
  }

  void follow_skill(At at, const std::string& name) {
    const auto number = skill(name);
    const auto found = centre_.skills.find(name);
    slot(history_.usable, number).add(at, found != centre_.skills.end() && found->second);
  }

  void follow_level(At at, const Step& step, const std::string& name) {
    const bool is_shared = step.kind == "profile";
    const auto& levels =
        is_shared ? centre_.profiles.find(step.name)->second : centre_.agents.find(step.object_id)->second.levels;
    auto& profile =
        is_shared ? shared_profile(step.name) : slot(history_.personal, agents_.find(step.object_id)->second);
    const auto level = levels.find(name);
    const auto entry = profile.emplace(skill(name), Timeline<int>(kNone)).first;
    entry->second.add(at, level != levels.end() ? level->second : kNone);
  }

  Profile& shared_profile(std::string_view name) {
    const auto next = number(shared_, name);
    if (next == static_cast<int>(history_.shared.size())) {
      history_.shared.emplace_back();
      history_.users.emplace_back();
    }
    return slot(history_.shared, next);
  }

  void follow_ask(At at, const std::string& name) {
    const auto queue = queues_.find(name)->second;
    auto& steps = slot(history_.queues, queue).ask_steps;
    if (steps.empty() || steps.back() != at) steps.push_back(at);
    slot(asks_, queue).add(at, ask_of(centre_, centre_.queues.find(name)->second));
  }

  void follow_member(At at, const std::string& name, const std::string& id) {
    auto& queue = slot(history_.queues, queues_.find(name)->second);
    const auto agent = agents_.find(id);
    if (agent == agents_.end() || queue.is_open) return;
    const auto entry = queue.direct.emplace(agent->second, Timeline<bool>(false)).first;
    entry->second.add(at, centre_.queues.find(name)->second.members.contains(id));
  }

  void follow_size(At at, const Step& step) {
    if (step.edits.empty() || (step.kind != "user" && step.kind != "profile")) return;
    const auto object = step.object();
    const auto size = centre_.sizes.find(object);
    if (size == centre_.sizes.end() || overfull_.contains(object)) return;
    const auto known = centre_.most.find(object);
    const auto most = known != centre_.most.end() ? known->second : centre_.limit;
    if (size->second <= most) return;
    overfull_.insert(object);
    history_.overfull.push_back({at, size->second, most});
  }

  AskVersion numbered(const Version<Ask>& version) {
    AskVersion ask{.from = version.from, .is_gone = version.value.is_gone, .by_levels = version.value.by_levels};
    for (const auto& [name, range] : version.value.needed) ask.needed.push_back({skill(name), range});
    return ask;
  }

  void close() {
    for (std::size_t i = 0; i < history_.queues.size(); ++i) {
      auto& asks = history_.queues[i].asks;
      for (const auto& version : asks_[i].versions()) {
        if (!asks.empty()) asks.back().until = version.from;
        asks.push_back(numbered(version));
      }
    }
    index(history_.personal, history_.holders);
    index(history_.shared, history_.givers);
  }

  void index(const std::vector<Profile>& profiles, std::vector<std::vector<int>>& by_skill) {
    by_skill.resize(history_.usable.size());
    for (std::size_t i = 0; i < profiles.size(); ++i) {
      for (const auto& [held, levels] : profiles[i]) slot(by_skill, held).push_back(static_cast<int>(i));
    }
  }

  Centre centre_;
  const Document& document_;
  Problems& problems_;
  std::map<std::string, bool, std::less<>> skills_at_start_;
  std::set<std::string> overfull_;
  Numbers skills_;
  Numbers shared_;
  Numbers agents_;
  Numbers queues_;
  std::vector<Timeline<Ask>> asks_;  // of each queue
  History history_;
};

}  // namespace

int History::agent(std::string_view id) const {
  const auto found = std::lower_bound(agents.begin(), agents.end(), id);
  return found != agents.end() && *found == id ? static_cast<int>(found - agents.begin()) : kNone;
}

History history_of(Centre centre, const Document& document, Problems& problems) {
  return Recorder(std::move(centre), document, problems).record();
}

}  // namespace interlock::checker
