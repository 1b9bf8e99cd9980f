#include "cli/intent.hpp"

#include "adapters/files.hpp"
#include "adapters/system.hpp"
#include "base/text.hpp"
#include "cli/globs.hpp"
#include "cli/manifests.hpp"
#include "codec/manifest.hpp"
#include "model/overlay.hpp"
#include "model/templates.hpp"

namespace interlock {
namespace {

/// A file below a directory of manifests would count twice, and would count also where it is not meant to.
void check_outside(const std::string& flag, const std::string& path, const std::vector<std::string>& manifests,
                   Problems& problems) {
  for (const auto& root : manifests) {
    if (!lies_within(path, root)) continue;
    problems.push_back({.rule = "B74",
                        .message = flag + " " + quoted(path) + " lies within the manifests of " + quoted(root),
                        .hint = "keep it in a directory of its own"});
  }
}

Manifest read_desired(const Context& context, Api api, Problems& problems) {
  const auto paths = manifest_paths(context.options);
  auto desired = read_entries(paths, api, problems);
  for (const auto& overlay : context.options.overlays) {
    check_outside("--overlay", overlay, paths, problems);
    desired = overlaid(desired, read_entries({overlay}, api, problems));
  }
  check_together(desired, problems);
  return desired;
}

/// B95: what is wrong with the base is told apart from what is wrong with the manifests.
std::optional<Manifest> read_base(const Context& context, Api api, Problems& problems) {
  const auto& path = context.options.base;
  if (path.empty()) return std::nullopt;
  check_outside("--base", path, manifest_paths(context.options), problems);
  Problems found;
  auto base = read_manifests({path}, api, found);
  for (auto& problem : found) {
    problem.message = "in the base: " + problem.message;
    problem.exit = Exit::invalid;
  }
  append(problems, found);
  if (!has_errors(found)) return base;
  problems.push_back({.rule = "B95",
                      .message = "the base " + quoted(path) + " cannot be used",
                      .hint = "without --base nothing that left the manifests is removed"});
  return base;
}

Choice choice_of(const Manifest& desired, const std::optional<Manifest>& base) {
  Choice choice{.whose = "the manifests"};
  for (const auto& entry : desired.resources) choice.addresses.push_back(entry.address);
  if (base) {
    for (const auto& entry : base->resources) choice.addresses.push_back(entry.address);
  }
  choice.suggestions = choice.addresses;
  return choice;
}

/// `until` is a date: the row is in force to the end of that day, in UTC.
bool is_expired(const Ignore& row, Wall moment) {
  const auto day = parse_wall(row.until + "T00:00:00Z");
  return day && moment >= *day + std::chrono::hours(24);
}

std::vector<Ignore> in_force(const std::vector<Ignore>& rows, Wall moment, Problems& problems) {
  std::vector<Ignore> result;
  for (const auto& row : rows) {
    if (!is_expired(row, moment)) {
      result.push_back(row);
      continue;
    }
    problems.push_back(
        {.rule = "B92",
         .severity = Severity::warning,
         .where = row.at,
         .message = "ignore " + quoted(row.object) + " ended with " + row.until + " and hides nothing any more",
         .hint = "remove it, or give it a later `until`"});
  }
  return result;
}

}  // namespace

Intent read_intent(const Context& context, Api api, const Settings& settings, Problems& problems) {
  auto desired = read_desired(context, api, problems);
  auto base = read_base(context, api, problems);
  if (!has_errors(problems)) check_globs(context.options, choice_of(desired, base), problems);
  if (api == Api::published) {
    desired = with_templates(std::move(desired));
    if (base) base = with_templates(*std::move(base));
  }
  return {std::move(desired), std::move(base), scope_of(context, settings, problems)};
}

Scope scope_of(const Context& context, const Settings& settings, Problems& problems) {
  const auto moment = context.options.at.value_or(SystemClock().wall());
  return {context.options.only, context.options.except, in_force(settings.ignore, moment, problems)};
}

Terms terms_of(const Context& context, const Settings& settings) { return {settings.limits, context.options.allowed}; }

}  // namespace interlock
