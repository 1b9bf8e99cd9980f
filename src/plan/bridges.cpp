#include "plan/bridges.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "codec/manifest.hpp"
#include "diff/diff.hpp"
#include "plan/lending.hpp"

namespace interlock {
namespace {

constexpr std::size_t kMostObjects = 20000;  // of a tenant
constexpr int kMostPlans = 24;               // for all refusals of a plan
constexpr std::size_t kMostQueues = 3;       // of a conflict
constexpr std::size_t kLongest = 600;        // bytes of a manifest that is to be pasted

/// Rule and object: what two refusals have in common that are the same one.
using RefusalKey = std::pair<std::string, Address>;
std::set<RefusalKey> keys_of(const std::vector<Refused>& refused) {
  std::set<RefusalKey> keys;
  for (const auto& one : refused) keys.emplace(one.rule, one.object);
  return keys;
}

/// The tenant when all of it is done: by the steps and, for what these realise by other objects, by the fields.
LiveState state_after(const Intent& intent, const LiveState& before, const Plan& plan) {
  auto after = before;
  const auto set = [&](const Address& address, Map fields) {
    const ResourceId id{"new-" + std::to_string(after.objects.size())};
    after.objects.try_emplace(address, LiveObject{address, id, {}}).first->second.fields = std::move(fields);
  };
  for (const auto& step : plan.steps) {
    const auto* object = after.find(step.address);
    if (step.verb == Verb::remove) {
      after.objects.erase(step.address);
    } else {
      set(step.address, edited(object != nullptr ? object->fields : Map(), step.edits));
    }
  }
  Problems problems;
  const auto end = end_state(intent, before, problems);
  for (const auto& change : diff(end.targets, before)) {
    const auto& address = address_of(change);
    if (const auto& fields = end.targets.at(address).fields) set(address, *fields);
  }
  return after;
}

/// What the bridge put there and the refused change left as it is, as it was before; empty where nothing is left.
Manifest way_back(const Manifest& bridge, const LiveState& before, const LiveState& now) {
  Manifest back;
  for (const auto& [address, fields, at, must_exist] : bridge.resources) {
    const auto* was = before.find(address);
    const auto* is = now.find(address);
    if (is == nullptr) continue;
    Map restored;
    if (was == nullptr) restored.set("absent", true);
    Map levels;
    for (const auto& [skill, level] : map_or_empty(&fields, "levels")) {
      const auto* held = map_or_empty(&is->fields, "levels").find(skill.name);
      const auto* held_before = was != nullptr ? map_or_empty(&was->fields, "levels").find(skill.name) : nullptr;
      if (held != nullptr && *held == level) levels.set(skill.name, held_before != nullptr ? *held_before : Null{});
    }
    if (!levels.empty()) restored.set("levels", std::move(levels));
    const auto* range = fields.find("requires");
    if (range != nullptr && was != nullptr && map_or_empty(&is->fields, "requires") == *range->as<Map>()) {
      restored.set("requires", map_or_empty(&was->fields, "requires"));
    }
    if (!restored.empty()) back.resources.push_back({address, std::move(restored)});
  }
  return back;
}

/// A bridge in words: what to paste first, and what after the refused change.
class Text {
 public:
  Text(const Roster& roster, const Manifest& desired, Api api) : roster_(roster), desired_(desired), api_(api) {}

  /// The manifest in one line as it may be shown; nothing where it is long or would not read back as it is.
  std::optional<std::string> operator()(const Manifest& manifest) {
    Manifest shown;
    for (const auto& entry : manifest.resources) shown.resources.push_back(discreet(entry));
    const auto line = visible(write_line(shown));
    if (line.size() > kLongest || !reads_as(line, shown)) return std::nullopt;
    return "`" + line + "`";
  }

  /// What to write for the addresses that stand for people whom no manifest names.
  std::string remark() const {
    std::string text;
    for (const auto& [id, word] : words_) text += "; " + word + " is the e-mail address of user " + quoted(id);
    return text;
  }

 private:
  Resource discreet(const Resource& entry) {
    if (entry.address.kind != Kind::user || desired_.find(entry.address) != nullptr) return entry;
    const auto& id = roster_.find(entry.address.name)->user->id.value;
    const auto word = words_.try_emplace(id, "ADDRESS_" + std::to_string(words_.size() + 1)).first->second;
    auto shown = entry;
    shown.address.name = word;
    shown.fields.set("id", id);
    return shown;
  }

  bool reads_as(const std::string& line, const Manifest& wanted) const {
    Problems problems;
    const Source source{"bridge", line + "\n"};
    const auto read = read_manifest(std::span(&source, 1), api_, problems);
    return !has_errors(problems) && read.resources.size() == wanted.resources.size() &&
           std::all_of(wanted.resources.begin(), wanted.resources.end(), [&](const Resource& entry) {
             const auto* found = read.find(entry.address);
             return found != nullptr && found->fields == entry.fields;
           });
  }

  const Roster& roster_;
  const Manifest& desired_;
  Api api_;
  std::map<std::string, std::string> words_;  // by user id
};

class Builder {
 public:
  Builder(const std::vector<Refused>& refused, const BridgeContext& context)
      : context_(context), refused_(keys_of(refused)) {}

  std::string hint(const Refused& refused, const Tangle& tangle) {
    const RefusalKey key{refused.rule, refused.object};
    for (const auto& [solved, text] : found_) {
      if (solved.contains(key)) return text;  // with the same bridge, once it is there
    }
    const auto alone = part_of(context_.intent, tangle);
    for (const auto& candidate : candidates(refused, tangle)) {
      if (plans_ >= kMostPlans) break;
      if (auto text = tried(candidate, key, alone)) return *std::move(text);
    }
    return {};
  }

 private:
  /// In the order of planning.md.
  std::vector<Candidate> candidates(const Refused& refused, const Tangle& tangle) const {
    std::vector<Candidate> all;
    const auto add = [&](std::vector<Candidate> some) {
      all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    };
    std::vector<const RosterQueue*> queues;
    for (const auto& name : tangle.queues) {
      for (const auto& queue : context_.roster.queues()) {
        if (queue.address.name == name && queues.size() < kMostQueues) queues.push_back(&queue);
      }
    }
    for (const auto* queue : queues) {
      add(lendings(context_.roster, *queue, std::max(1, refused.missing)));
    }
    for (const auto* queue : queues) {
      add(placeholders(context_.roster, *queue, context_.live, context_.intent.desired));
    }
    for (const auto* queue : queues) add(widenings(context_.roster, *queue));
    return all;
  }

  Outcome plan(const Intent& intent, const LiveState& live) {
    ++plans_;
    return context_.plan(intent, live);
  }

  /// A change of its own, which the settings may keep hands off.
  Intent own(Manifest manifest) const {
    return {std::move(manifest), std::nullopt, Scope{.ignore = context_.intent.scope.ignore}};
  }

  static bool is_safe(const Outcome& outcome) {
    return !outcome.has_errors && outcome.refused.empty() && !outcome.plan.steps.empty();
  }

  /// The changes that conflict, without all the others: of few it is soon seen that they still do.
  static Intent part_of(const Intent& intent, const Tangle& tangle) {
    Manifest part;
    for (const auto& change : tangle.changes) {
      if (const auto* entry = intent.desired.find(change.address)) part.resources.push_back(*entry);
    }
    return part;
  }

  /// The bridge's text, if it does away with the refusal and brings no other one.
  std::optional<std::string> tried(const Candidate& candidate, const RefusalKey& key, const Intent& alone) {
    const auto bridge = own(candidate.manifest);
    const auto first = plan(bridge, context_.live);
    if (!is_safe(first)) return std::nullopt;
    const auto with_bridge = state_after(bridge, context_.live, first.plan);
    if (keys_of(plan(alone, with_bridge).refused).contains(key)) return std::nullopt;
    const auto second = plan(context_.intent, with_bridge);
    const auto left = keys_of(second.refused);
    const bool is_better = !second.has_errors && !left.contains(key) &&
                           std::includes(refused_.begin(), refused_.end(), left.begin(), left.end());
    if (!is_better) return std::nullopt;
    const auto done = state_after(context_.intent, with_bridge, second.plan);
    const auto back = own(way_back(candidate.manifest, context_.live, done));
    if (!back.desired.resources.empty() && !is_safe(plan(back, done))) return std::nullopt;
    auto text = told(candidate, back.desired, more_agents(candidate, first.plan));
    if (!text) return std::nullopt;
    std::set<RefusalKey> solved;
    std::set_difference(refused_.begin(), refused_.end(), left.begin(), left.end(),
                        std::inserter(solved, solved.end()));
    found_.emplace_back(std::move(solved), *text);
    return text;
  }

  /// Consent needs to know to whom it lets a queue be offered (planning.md: a widened range breaks precision).
  static std::string more_agents(const Candidate& candidate, const Plan& plan) {
    for (const auto& row : plan.coverage) {
      if (candidate.widened == nullptr || row.queue != candidate.widened->address) continue;
      const auto more = static_cast<std::size_t>(std::max(0, row.after - row.before));
      return ", which offers it to " + plural(more, "agent") + " more";
    }
    return {};
  }

  std::optional<std::string> told(const Candidate& candidate, const Manifest& back, const std::string& cost) const {
    Text text(context_.roster, context_.intent.desired, context_.api);
    const auto there = text(candidate.manifest);
    const auto return_way = text(back);
    if (!there || !return_way) return std::nullopt;
    return candidate.words + cost + ": apply " + *there + ", then this change" +
           (back.resources.empty() ? "" : ", then " + *return_way) + text.remark();
  }

  const BridgeContext& context_;
  std::set<RefusalKey> refused_;
  std::vector<std::pair<std::set<RefusalKey>, std::string>> found_;
  int plans_ = 0;
};

}  // namespace

std::vector<std::string> bridges(const std::vector<Refused>& refused, const std::vector<Tangle>& tangles,
                                 const BridgeContext& context) {
  std::vector<std::string> hints(refused.size());
  if (context.live.objects.size() > kMostObjects) return hints;
  Builder builder(refused, context);
  for (std::size_t i = 0; i < refused.size(); ++i) hints[i] = builder.hint(refused[i], tangles[i]);
  return hints;
}

}  // namespace interlock
