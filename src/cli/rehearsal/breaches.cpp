#include "cli/rehearsal/breaches.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cli/rehearsal/wishes.hpp"

namespace interlock {
namespace {

using sandbox::Invariant;

class Judge {
 public:
  explicit Judge(const Rehearsed& rehearsed) : rehearsed_(rehearsed) {}

  std::vector<RehearsalBreach> all() && {
    for (const auto& queue : rehearsed_.queues) judge(queue);
    for (const auto& [write, fault] : rehearsed_.inspector.findings()) {
      if (fault.invariant == Invariant::precision && is_allowed("imprecise", fault.name)) continue;
      add(fault.invariant, rehearsed_.script.maker(write), shown(fault.kind, fault.id, fault.name), fault.what);
    }
    for (const auto& loss : rehearsed_.inspector.losses()) judge(loss);
    return std::move(found_);
  }

 private:
  void add(Invariant invariant, const Step* step, std::string object, std::string message) {
    found_.push_back({.invariant = std::string(invariant_name(invariant)),
                      .letter = invariant_letter(invariant),
                      .step = step != nullptr ? step->id : std::string(),
                      .object = std::move(object),
                      .message = std::move(message),
                      .source = step != nullptr ? step->source : Place()});
  }

  /// A tenant that has fewer agents from the start than the plan was made for is not the plan's doing.
  void judge(const QueueCurve& queue) {
    const auto worst = queue.worst();
    if (worst == 0 || !queue.before || !queue.after) return;
    const int fewest = *queue.agents[worst];
    const bool may_starve = *queue.before == 0 || *queue.after == 0 || is_allowed("starving", queue.queue.name);
    const auto counts = std::to_string(*queue.before) + " before, " + std::to_string(*queue.after) + " after";
    const bool keeps_promise = !queue.promised || fewest >= std::min(*queue.promised, *queue.before);
    if (keeps_promise && (fewest > 0 || may_starve)) return;
    add(Invariant::coverage, rehearsed_.order[worst - 1], to_string(queue.queue),
        "has " + plural(static_cast<std::size_t>(fewest), "eligible agent") + " (" + counts + "), where " +
            (keeps_promise ? "there must always be one"
                           : "the plan promises never fewer than " + std::to_string(*queue.promised)));
  }

  void judge(const sandbox::Loss& loss) {
    const auto* step = rehearsed_.script.maker(loss.write);
    if (step == nullptr) return;
    if (asks_for(*step, loss, rehearsed_.plan)) return;
    const auto what = loss.field.empty()     ? std::string("is gone")
                      : loss.element.empty() ? "loses its field " + quoted(loss.field)
                                             : "loses " + quoted(shown(loss.element)) + " of " + quoted(loss.field);
    add(Invariant::preservation, step, shown(loss.kind, loss.id, {}), what + ", which no edit of the plan names");
  }

  bool is_allowed(std::string_view what, const std::string& queue) const {
    const auto& allowed = rehearsed_.plan.allowed;
    return std::find(allowed.begin(), allowed.end(), std::string(what) + "=" + queue) != allowed.end();
  }

  /// People by their ids, unless the manifest names them (SEC19).
  std::string shown(Kind kind, const std::string& id, const std::string& name) const {
    const auto& steps = rehearsed_.plan.steps;
    const auto step = std::find_if(steps.begin(), steps.end(), [&](const Step& candidate) {
      return candidate.address.kind == kind && candidate.object_id.value == id;
    });
    if (step != steps.end()) return discreet(*step);
    if (kind == Kind::user) return discreet({kind, {}}, {id}, true);
    return to_string(Address{kind, name.empty() ? shown(id) : name});
  }
  /// The name of what has the id in the copy, unless it is a person.
  std::string shown(const std::string& id) const {
    for (const auto& [key, list] : rehearsed_.before) {
      const auto* objects = list.as<List>();
      if (objects == nullptr || key.name == "users" || key.name == "personal_profiles") continue;
      for (const auto& object : *objects) {
        if (text_or(object, "id") == id) return text_or(object, "name", id);
      }
    }
    return id;
  }

  const Rehearsed& rehearsed_;
  std::vector<RehearsalBreach> found_;
};

}  // namespace

std::vector<RehearsalBreach> breaches_of(const Rehearsed& rehearsed) { return Judge(rehearsed).all(); }

}  // namespace interlock
