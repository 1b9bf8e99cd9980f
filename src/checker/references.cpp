#include "checker/references.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace interlock::checker {
namespace {

/// How an edit names an object: "/FIELD/NAME", "/FIELD/KIND~1NAME", or with the value NAME.
enum class Form { key, address, value };

struct NamingRow {
  std::string_view kind;  // empty: any
  std::string_view field;
  std::string_view target;  // the kind that is named; empty for addresses
  Form form;
};
constexpr std::array kNamings{
    NamingRow{"", "levels", "skill", Form::key},
    NamingRow{"", "requires", "skill", Form::key},
    NamingRow{"", "member_groups", "", Form::address},
    NamingRow{"", "division", "division", Form::value},
    NamingRow{"user", "languages", "language", Form::key},
    NamingRow{"queue", "wrapup_codes", "wrapup_code", Form::key},
    NamingRow{"schedule_group", "open", "schedule", Form::key},
    NamingRow{"schedule_group", "closed", "schedule", Form::key},
    NamingRow{"schedule_group", "holiday", "schedule", Form::key},
    NamingRow{"ivr", "schedule_group", "schedule_group", Form::value},
    NamingRow{"emergency_group", "ivrs", "ivr", Form::key},
};

/// One object as another one names it over time, ascending by step; kStart is what the facts say.
struct Mention {
  At at = kStart;
  bool names = false;
  bool is_new = false;  // was not named before the step
};
using Mentions = std::map<std::string, std::vector<Mention>>;  // by the object that names

/// An object that comes or goes.
struct Subject {
  At comes = kStart;  // created or switched on
  At goes = kNever;   // switched off or deleted, whichever comes first
  bool is_deleted = false;
  Mentions mentions;
};

std::optional<bool> switched(const Step& step) {
  for (const auto& edit : step.edits) {
    if (edit.path.size() != 1 || edit.path[0] != "enabled" || edit.after == nullptr) continue;
    if (const auto* flag = edit.after->as<bool>()) return *flag;
  }
  return std::nullopt;
}

std::string key_of(std::string_view kind, std::string_view name) { return std::string(kind) + '/' + std::string(name); }

class References {
 public:
  References(const std::vector<Step>& steps, const Order& order, Problems& problems)
      : steps_(steps), order_(order), problems_(problems) {}

  void prove(const Centre& centre) {
    find_subjects();
    if (subjects_.empty()) return;
    start_from(centre);
    for (std::size_t i = 0; i < steps_.size(); ++i) follow(static_cast<At>(i));
    for (const auto& [name, subject] : subjects_) {
      for (const auto& [holder, mentions] : subject.mentions) judge(subject, holder, mentions);
    }
  }

 private:
  const Step& step(At at) const { return steps_[static_cast<std::size_t>(at)]; }

  void find_subjects() {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const bool is_first = seen.insert(steps_[i].object()).second;
      comes(steps_[i], static_cast<At>(i), is_first);
      goes(steps_[i], static_cast<At>(i));
    }
  }

  /// Of what comes back after it went, no more is asked: who named it before need not wait for it.
  void comes(const Step& changed, At at, bool is_first) {
    const bool is_made = changed.verb == Verb::create;
    const bool is_on = changed.kind == "skill" && changed.verb == Verb::update && switched(changed) == true;
    if (!is_made && !is_on) return;
    auto& subject = subjects_[changed.object()];
    subject.goes = kNever;
    if (is_on || is_first) subject.comes = at;
  }

  void goes(const Step& changed, At at) {
    const bool is_deleted = changed.verb == Verb::remove;
    const bool is_off = changed.kind == "skill" && changed.verb == Verb::update && switched(changed) == false;
    if (!is_deleted && !is_off) return;
    auto& subject = subjects_[changed.object()];
    if (subject.goes == kNever) subject.goes = at;
    subject.is_deleted = is_deleted;
  }

  void mention(const std::string& target, const std::string& holder, const Mention& mention) {
    const auto found = subjects_.find(target);
    if (found == subjects_.end()) return;
    auto& mentions = found->second.mentions[holder];
    // Who stopped naming it before has nothing to stop.
    if (!mention.names && !mentions.empty() && !mentions.back().names) return;
    mentions.push_back(mention);
    named_by_[holder].insert(target);
  }

  template <class Named>
  void start(const std::string& holder, const Named& skills) {
    for (const auto& [skill, value] : skills) mention(key_of("skill", skill), holder, {kStart, true, false});
  }

  void start_from(const Centre& centre) {
    for (const auto& [id, agent] : centre.agents) start(key_of("user", id), agent.levels);
    for (const auto& [name, levels] : centre.profiles) start(key_of("profile", name), levels);
    for (const auto& [name, queue] : centre.queues) {
      start(key_of("skill_group", name), queue.group.needed);
      if (queue.is_gone) continue;
      start(key_of("queue", name), queue.needed);
      if (queue.group.is_attached) mention(key_of("skill_group", name), key_of("queue", name), {kStart, true, false});
      for (const auto& group : queue.assumes) mention(group, key_of("queue", name), {kStart, true, false});
    }
  }

  void follow(At at) {
    if (step(at).verb == Verb::remove) return forget(at);
    for (const auto& edit : step(at).edits) {
      for (const auto& row : kNamings) {
        const bool is_row =
            !edit.path.empty() && edit.path[0] == row.field && (row.kind.empty() || row.kind == step(at).kind);
        if (is_row) follow(at, edit, row);
      }
    }
  }

  void follow(At at, const Edit& edit, const NamingRow& row) {
    const auto holder = step(at).object();
    if (row.form == Form::value) return follow_value(at, edit, row, holder);
    if (edit.path.size() < 2) return;
    // Deeper edits change how it is named, as "/requires/SKILL/max" does.
    const bool is_whole = edit.path.size() == 2;
    const auto target = row.form == Form::key ? key_of(row.target, edit.path[1]) : edit.path[1];
    mention(target, holder, {at, !is_whole || edit.after != nullptr, is_whole && edit.before == nullptr});
  }

  void follow_value(At at, const Edit& edit, const NamingRow& row, const std::string& holder) {
    const auto* old = edit.before != nullptr ? edit.before->as<std::string>() : nullptr;
    const auto* next = edit.after != nullptr ? edit.after->as<std::string>() : nullptr;
    if (old != nullptr) mention(key_of(row.target, *old), holder, {at, false, false});
    if (next != nullptr) mention(key_of(row.target, *next), holder, {at, true, true});
  }

  /// What goes names nothing any more.
  void forget(At at) {
    const auto holder = step(at).object();
    for (const auto& target : named_by_[holder]) mention(target, holder, {at, false, false});
    for (const auto& edit : step(at).edits) forget(at, edit, holder);
  }

  /// The facts do not tell of every object what it names; the edits of its end do.
  void forget(At at, const Edit& edit, const std::string& holder) {
    for (const auto& row : kNamings) {
      if (edit.path.size() < 2 || edit.path[0] != row.field || row.form == Form::value) continue;
      if (!row.kind.empty() && row.kind != step(at).kind) continue;
      mention(row.form == Form::key ? key_of(row.target, edit.path[1]) : edit.path[1], holder, {at, false, false});
    }
  }

  void judge(const Subject& subject, const std::string& holder, const std::vector<Mention>& mentions) {
    if (subject.comes != kStart) judge_arrival(subject, mentions);
    if (subject.goes != kNever) judge_departure(subject, holder, mentions);
  }

  void judge_arrival(const Subject& subject, const std::vector<Mention>& mentions) {
    for (const auto& [at, names, is_new] : mentions) {
      if (!names || !is_new || order_.waits(at, subject.comes)) continue;
      return breach(step(at),
                    "names what " + told(step(subject.comes)) + " makes or switches on, and does not wait for it");
    }
  }

  void judge_departure(const Subject& subject, const std::string& holder, const std::vector<Mention>& mentions) {
    const auto& last = mentions.back();
    // Who held a skill that is switched off before anything was planned may keep it; the platform takes no new ones.
    if (last.at == kStart && !subject.is_deleted) return;
    const auto& goes = step(subject.goes);
    if (last.at == kStart) return breach(goes, "takes away what " + quoted(holder) + " names, and no step stops that");
    if (last.names) return breach(goes, "takes away what " + told(step(last.at)) + " names until the end");
    if (order_.waits(subject.goes, last.at)) return;
    breach(goes, "takes away what only " + told(step(last.at)) + " stops naming, and does not wait for it");
  }

  void breach(const Step& at, const std::string& what) {
    problems_.push_back(refusal("references (b) are not proven any more: " + told(at) + ' ' + what));
  }

  const std::vector<Step>& steps_;
  const Order& order_;
  Problems& problems_;
  std::map<std::string, Subject> subjects_;
  std::map<std::string, std::set<std::string>> named_by_;  // subjects, by who ever names them
};

}  // namespace

void prove_references(const Centre& centre, const std::vector<Step>& steps, const Order& order, Problems& problems) {
  References(steps, order, problems).prove(centre);
}

}  // namespace interlock::checker
