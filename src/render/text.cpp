// Documents for people: plan and drift. No line starts with text from outside (SEC12, SEC13).
#include <algorithm>
#include <array>

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "render/effects.hpp"
#include "render/formats.hpp"
#include "render/paint.hpp"
#include "render/sections.hpp"

namespace interlock::render {
namespace {

struct Sign {
  std::string_view sign;
  Color color;
};
constexpr std::array<Sign, 3> kSigns{
    {{"+ create ", Color::green}, {"~ update ", Color::yellow}, {"- delete ", Color::red}}};

constexpr std::array kPhases{Phase::prepare, Phase::expand, Phase::switching, Phase::contract, Phase::remove};

std::string tenant_line(std::string_view what, const std::string& tenant, const std::string& organization) {
  return std::string(what) + (tenant.empty() ? " for the tenant" : " for tenant " + quoted(tenant)) +
         ", organization " + quoted(organization) + "\n";
}

std::string plan_header(const Plan& plan, const Style& style) {
  auto text = paint(style, Color::bold, "Plan") + tenant_line("", plan.tenant, plan.organization);
  text += "  created " + format_wall(plan.created) + ", " +
          (plan.expires ? "expires " + format_wall(*plan.expires) : std::string("never expires")) + ", " +
          std::string(api_name(plan.api)) + " API\n";
  return text + "  manifest " + visible(plan.manifest_digest) + "\n  digest   " + plan_digest(plan) + "\n";
}

std::string step_text(const Step& step, const Style& style) {
  const auto& [sign, color] = kSigns[static_cast<std::size_t>(step.verb)];
  auto text = "  " + paint(style, color, std::string(sign) + visible(shown(step, style))) + "  (" + visible(step.id);
  if (!step.after.empty()) text += " after " + visible(join(step.after, ", "));
  text += ")";
  if (step.source) text += "  " + visible(to_string(step.source));
  text += "\n";
  if (!step.reason.empty()) text += "      # " + visible(step.reason) + "\n";
  return text + edit_lines(step.edits, style);
}

std::string title(std::string_view words, const Style& style) { return paint(style, Color::bold, std::string(words)); }

Section phase_section(const Plan& plan, Phase phase, const Style& style) {
  Section section;
  for (const auto& step : plan.steps) {
    if (step.phase == phase) section.items.push_back(step_text(step, style));
  }
  section.title = title(phase_name(phase), style) + ": " + plural(section.items.size(), "step");
  return section;
}

/// One line an element.
template <class T, class Words>
Section section_of(std::string_view words, const std::vector<T>& elements, const Style& style, Words words_of) {
  Section section{title(words, style), {}};
  for (const auto& element : elements) section.items.push_back("  " + words_of(element) + "\n");
  return section;
}

std::string agents(int count) { return plural(static_cast<std::size_t>(std::max(0, count)), "agent"); }

using Verbs = std::map<Address, Verb>;

bool has(const Verbs& verbs, const Address& address, Verb verb) {
  const auto found = verbs.find(address);
  return found != verbs.end() && found->second == verb;
}

/// Of a queue that is not there before or after, the plan promises nothing: nobody waits in it.
std::string coverage_words(const Verbs& verbs, const Coverage& queue) {
  if (has(verbs, queue.queue, Verb::create)) return "new: " + agents(queue.after) + " after";
  if (has(verbs, queue.queue, Verb::remove)) return "gone: " + agents(queue.before) + " before";
  return agents(queue.before) + " before, " + std::to_string(queue.after) + " after, never fewer than " +
         std::to_string(queue.never_below);
}

/// "from s9 on", of a version of what a queue asks for.
std::string span_words(const CertifiedVersion& version) {
  if (version.from.empty() && version.until.empty()) return "all the time";
  if (version.from.empty()) return "until " + visible(version.until);
  return version.until.empty() ? "from " + visible(version.from) + " on"
                               : "between " + visible(version.from) + " and " + visible(version.until);
}

/// The worst moment of a queue, and who stays; nothing where the plan certifies nothing about it.
std::string worst_words(const Plan& plan, const Address& queue) {
  const auto found = std::find_if(plan.certificate.begin(), plan.certificate.end(),
                                  [&](const CertifiedQueue& one) { return one.queue == queue; });
  if (found == plan.certificate.end() || found->versions.empty()) return {};
  const auto worst = std::min_element(found->versions.begin(), found->versions.end(),
                                      [](const auto& a, const auto& b) { return a.never_below < b.never_below; });
  auto text = " (fewest " + span_words(*worst);
  if (!worst->agent.empty()) text += "; nothing takes user " + quoted(worst->agent) + " from it";
  return text + ")";
}

std::string capacity_words(const SkillCapacity& skill) {
  const auto side = [](const Capacity& capacity) { return agents(capacity.agents) + " with score " + score(capacity); };
  return visible(skill.skill.name) + ": " + side(skill.before) + " before, " + side(skill.after) + " after";
}

std::string held_words(const Held& held) {
  auto text = visible(to_string(held.address)) + (held.path.empty() ? "" : " " + visible(held.path));
  if (!held.path.empty()) text += ": it was " + shown(held.base) + ", the tenant has " + shown(held.live);
  return held.source ? text + "  " + visible(to_string(held.source)) : text;
}

std::string ignored_words(const Ignored& ignored) {
  return visible(to_string(ignored.address)) + ": " + visible(ignored.reason) +
         (ignored.until.empty() ? "" : " (until " + visible(ignored.until) + ")");
}

constexpr std::string_view kCapacity = "capacity: an agent at level 5 counts as 1 in the score";
constexpr std::string_view kHeld = "held: left the manifests, but somebody changed it in the tenant; name it to decide";
constexpr std::string_view kIgnored = "ignored, as the settings say";

std::string plan_totals(const Plan& plan) {
  const auto& summary = plan.summary;
  return "\nPlan: " + std::to_string(summary.create) + " to create, " + std::to_string(summary.update) +
         " to update, " + std::to_string(summary.remove) + " to delete, " + std::to_string(summary.unchanged) +
         " unchanged; " + plural(plan.steps.size(), "step") + ", about " +
         plural(static_cast<std::size_t>(std::max(0, plan.estimate.requests)), "request") + " and " +
         std::to_string(plan.estimate.seconds) + " s\n";
}

std::string refusal(const Problems& problems) {
  const auto errors = std::count_if(problems.begin(), problems.end(),
                                    [](const Problem& problem) { return problem.severity == Severity::error; });
  return "This plan is refused: " + plural(static_cast<std::size_t>(errors), "error") +
         ". It is not saved and cannot be applied.";
}

/// The last lines of a plan: what it comes to.
std::string plan_end(const Plan& plan, const Problems& problems, const Style& style) {
  const bool is_refused = has_errors(problems);
  if (plan.steps.empty() && !is_refused) {
    return "\nno changes: the tenant is as the manifests say (" +
           plural(static_cast<std::size_t>(std::max(0, plan.summary.unchanged)), "object") + ")\n";
  }
  return plan_totals(plan) + (is_refused ? paint(style, Color::red, refusal(problems)) + "\n" : "");
}

/// The words of a drift report; a comparison has its two sides by their names.
struct DriftWords {
  std::string title, direction;
  std::array<std::string, 3> items;  // by Verb
  std::string none, some;            // behind the count
};

DriftWords words_of(const Drift& drift) {
  if (drift.wanted.empty()) {
    return {"Drift" + tenant_line("", drift.tenant, drift.organization),
            "tenant -> manifest",
            {"missing in the tenant", "differs", "still in the tenant"},
            "no drift: the tenant is as the manifests say",
            " not as the manifests say"};
  }
  const auto wanted = quoted(drift.wanted);
  const auto other = quoted(drift.tenant);
  return {"Comparison of " + wanted + " with " + other + "\n",
          other + " -> " + wanted,
          {"only in " + wanted, "differs", "only in " + other},
          "no difference between " + wanted + " and " + other,
          " not the same in " + wanted + " and " + other};
}

Verb verb_of(const Change& change) {
  return std::visit(overloaded{[](const Create&) { return Verb::create; }, [](const Update&) { return Verb::update; },
                               [](const Delete&) { return Verb::remove; }},
                    change);
}

std::string drift_item(const Change& change, const DriftWords& words, const Style& style) {
  const auto row = static_cast<std::size_t>(verb_of(change));
  return std::visit(
      [&](const auto& c) {
        auto text = "  " + paint(style, kSigns[row].color, visible(shown(change, style)) + ": " + words.items[row]);
        if (c.source) text += "  " + visible(to_string(c.source));
        if (const auto last = last_change_of(change)) text += "  (" + visible(to_string(*last)) + ")";
        return text + "\n" + edit_lines(c.edits, style);
      },
      change);
}

}  // namespace

std::string plan_text(const Plan& plan, const Problems& problems, const Style& style) {
  const auto verbs = created_or_removed(plan);
  std::vector<Section> sections;
  for (const auto phase : kPhases) sections.push_back(phase_section(plan, phase, style));
  if (!plan.steps.empty())
    sections.push_back(section_of("coverage", plan.coverage, style, [&](const Coverage& queue) {
      return visible(queue.queue.name) + ": " + coverage_words(verbs, queue) + worst_words(plan, queue.queue);
    }));
  sections.push_back(section_of(kCapacity, plan.capacity, style, capacity_words));
  sections.push_back(section_of(kHeld, plan.held, style, held_words));
  sections.push_back(section_of(kIgnored, plan.ignored, style, ignored_words));
  sections.push_back(section_of("allowed", plan.allowed, style, [](const std::string& what) { return visible(what); }));
  return fitted(plan_header(plan, style), sections, plan_end(plan, problems, style), style);
}

std::string validation_text(const Validation& validation, const Style& style) {
  const auto words = [](const SkillCapacity& skill) {
    return visible(skill.skill.name) + ": " + agents(skill.after.agents) + " with score " + score(skill.after);
  };
  return fitted("valid: " + plural(validation.objects, "object") + "\n",
                {section_of(kCapacity, validation.capacity, style, words)}, "", style);
}

std::string drift_text(const Drift& drift, const Style& style) {
  const auto& [changes, held, ignored, capacity] = drift.differences;
  const auto words = words_of(drift);
  Section items{title("differences", style) + ": " + words.direction, {}};
  for (const auto& change : changes) items.items.push_back(drift_item(change, words, style));
  const std::vector<Section> sections{items, section_of(kCapacity, capacity, style, capacity_words),
                                      section_of(kHeld, held, style, held_words),
                                      section_of(kIgnored, ignored, style, ignored_words)};
  const auto end = changes.empty() ? words.none : plural(changes.size(), "object") + words.some;
  const auto what = words.title.substr(0, words.title.find(' '));
  return fitted(paint(style, Color::bold, what) + words.title.substr(what.size()), sections,
                "\n" + (changes.empty() ? end : what + ": " + end) + "\n", style);
}

}  // namespace interlock::render
