#include "cli/rehearsal/wishes.hpp"

#include <algorithm>

#include "api/names.hpp"
#include "base/pointer.hpp"
#include "base/text.hpp"
#include "engine/conflict.hpp"

namespace interlock {
namespace {

/// Fields inside of records are called by the platform's words in a loss and by the manifest's in an edit:
/// "serviceLevel", "service_level".
std::string plain(std::string_view word) {
  auto text = lower_case(word);
  std::erase(text, '_');
  return text;
}

bool names_element(Kind kind, const FieldEdit& edit, const std::string& element, const Plan& plan) {
  const auto named = references(kind, std::span(&edit, 1));
  return std::any_of(named.begin(), named.end(), [&](const Address& address) {
    const auto id = plan.ids.find(address);
    const bool is_its_id = id != plan.ids.end() && id->second.value == element;
    return is_its_id || address.name == element || address.name == std::string(kIdPrefix) + element;
  });
}

}  // namespace

bool asks_for(const Step& step, const sandbox::Loss& loss, const Plan& plan) {
  const auto& [write, kind, object, field, element] = loss;
  // What the plan itself creates has no id in it.
  const bool is_other = !step.object_id.value.empty() && step.object_id.value != object;
  if (step.address.kind != kind || is_other) return false;
  if (step.verb == Verb::remove) return true;
  return std::any_of(step.edits.begin(), step.edits.end(), [&](const FieldEdit& edit) {
    const auto segments = pointer_segments(edit.path);
    if (segments.empty() || segments.front() != field) return false;
    if (element.empty() || segments.size() == 1 || plain(segments[1]) == plain(element)) return true;
    return names_element(kind, edit, element, plan);
  });
}

}  // namespace interlock
