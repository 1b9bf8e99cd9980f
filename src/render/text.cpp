// Documents for people: plan and drift. No line starts with text from outside (SEC12, SEC13).
#include <algorithm>
#include <array>

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "render/formats.hpp"
#include "render/paint.hpp"

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

std::string headline(Verb verb, const Address& address, const Style& style) {
  const auto& [sign, color] = kSigns[static_cast<std::size_t>(verb)];
  return "  " + paint(style, color, std::string(sign) + visible(to_string(address)));
}

std::string step_text(const Step& step, const Style& style) {
  auto text = headline(step.verb, step.address, style) + "  (" + visible(step.id);
  if (!step.after.empty()) text += " after " + visible(join(step.after, ", "));
  text += ")";
  if (step.source) text += "  " + visible(to_string(step.source));
  text += "\n";
  if (!step.reason.empty()) text += "      # " + visible(step.reason) + "\n";
  return text + edit_lines(step.edits, style);
}

std::string phase_text(const Plan& plan, Phase phase, const Style& style) {
  std::string steps;
  std::size_t count = 0;
  for (const auto& step : plan.steps) {
    if (step.phase != phase) continue;
    steps += step_text(step, style);
    ++count;
  }
  if (count == 0) return {};
  return "\n" + paint(style, Color::bold, std::string(phase_name(phase))) + ": " + plural(count, "step") + "\n" + steps;
}

std::string agents(int count) { return plural(static_cast<std::size_t>(std::max(0, count)), "agent"); }

bool has_step(const Plan& plan, Verb verb, const Address& address) {
  return std::any_of(plan.steps.begin(), plan.steps.end(),
                     [&](const Step& step) { return step.verb == verb && step.address == address; });
}

/// Of a queue that is not there before or after, the plan promises nothing: nobody waits in it.
std::string coverage_words(const Plan& plan, const Coverage& queue) {
  if (has_step(plan, Verb::create, queue.queue)) return "new: " + agents(queue.after) + " after";
  if (has_step(plan, Verb::remove, queue.queue)) return "gone: " + agents(queue.before) + " before";
  return agents(queue.before) + " before, " + std::to_string(queue.after) + " after, never fewer than " +
         std::to_string(queue.never_below);
}

std::string coverage_text(const Plan& plan, const Style& style) {
  if (plan.coverage.empty()) return {};
  auto text = "\n" + paint(style, Color::bold, "coverage") + "\n";
  for (const auto& queue : plan.coverage) {
    text += "  " + visible(queue.queue.name) + ": " + coverage_words(plan, queue) + "\n";
  }
  return text;
}

std::string plan_totals(const Plan& plan) {
  const auto& summary = plan.summary;
  return "\nPlan: " + std::to_string(summary.create) + " to create, " + std::to_string(summary.update) +
         " to update, " + std::to_string(summary.remove) + " to delete, " + std::to_string(summary.unchanged) +
         " unchanged; " + plural(plan.steps.size(), "step") + ", about " +
         plural(static_cast<std::size_t>(std::max(0, plan.estimate.requests)), "request") + " and " +
         std::to_string(plan.estimate.seconds) + " s\n";
}

std::string refusal(const Problems& problems, const Style& style) {
  const auto errors = std::count_if(problems.begin(), problems.end(),
                                    [](const Problem& problem) { return problem.severity == Severity::error; });
  if (errors == 0) return {};
  return paint(style, Color::red,
               "This plan is refused: " + plural(static_cast<std::size_t>(errors), "error") +
                   ". It is not saved and cannot be applied.") +
         "\n";
}

struct DriftRow {
  Verb verb;
  std::string_view words;
};

DriftRow drift_row(const Change& change) {
  return std::visit(overloaded{[](const Create&) {
                                 return DriftRow{Verb::create, "missing in the tenant"};
                               },
                               [](const Update&) {
                                 return DriftRow{Verb::update, "differs"};
                               },
                               [](const Delete&) {
                                 return DriftRow{Verb::remove, "still in the tenant"};
                               }},
                    change);
}

std::string drift_item(const Change& change, const Style& style) {
  const auto row = drift_row(change);
  return std::visit(
      [&](const auto& c) {
        const auto color = kSigns[static_cast<std::size_t>(row.verb)].color;
        auto text = "  " + paint(style, color, visible(to_string(c.address)) + ": " + std::string(row.words));
        if (c.source) text += "  " + visible(to_string(c.source));
        return text + "\n" + edit_lines(c.edits, style);
      },
      change);
}

}  // namespace

std::string plan_text(const Plan& plan, const Problems& problems, const Style& style) {
  auto text = plan_header(plan, style);
  if (plan.steps.empty() && !has_errors(problems)) {
    return text + "\nno changes: the tenant is as the manifests say (" +
           plural(static_cast<std::size_t>(std::max(0, plan.summary.unchanged)), "object") + ")\n";
  }
  for (const auto phase : kPhases) text += phase_text(plan, phase, style);
  return text + coverage_text(plan, style) + plan_totals(plan) + refusal(problems, style);
}

std::string drift_text(const Drift& drift, const Style& style) {
  auto text = paint(style, Color::bold, "Drift") + tenant_line("", drift.tenant, drift.organization);
  if (drift.differences.changes.empty()) return text + "\nno drift: the tenant is as the manifests say\n";
  text += "  each field: tenant -> manifest\n\n";
  for (const auto& change : drift.differences.changes) text += drift_item(change, style);
  return text + "\nDrift: " + plural(drift.differences.changes.size(), "object") + " not as the manifests say\n";
}

}  // namespace interlock::render
