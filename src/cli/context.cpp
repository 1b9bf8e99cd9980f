#include "cli/context.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace interlock {
namespace {

bool is_text(const Format& format) { return format.name == "text"; }

Style style_for(const Context& context, bool is_terminal, const std::optional<Screen>& screen) {
  const auto wish = context.options.color;
  const bool wants = context.environment.wants_color && is_terminal;
  const bool is_short = is_terminal && !context.options.verbose;
  return {.color = wish == ColorWish::always || (wish == ColorWish::automatic && wants),
          .show_names = context.options.show_names,
          .screen = is_short ? screen : std::nullopt};
}

/// Machines get no colours and are not shortened.
Style plain_style(const Context& context) { return {.show_names = context.options.show_names}; }

Problems write_reports(Context& context, const Problems& problems, const Rendering& render) {
  Problems failed;
  for (const auto& [format, path] : context.options.reports) {
    append(failed, context.output.file(path, render(*format, problems, plain_style(context))));
  }
  return failed;
}

Problems without_warnings(Problems problems) {
  std::erase_if(problems, [](const Problem& problem) { return problem.severity == Severity::warning; });
  return problems;
}

}  // namespace

Style data_style(const Context& context) {
  return style_for(context, context.environment.data_is_terminal, context.environment.data_screen);
}
Style people_style(const Context& context) {
  return style_for(context, context.environment.people_have_terminal, context.environment.people_screen);
}

void say(Context& context, const std::string& line) {
  if (!context.options.quiet) context.output.people(line + "\n");
}

void detail(Context& context, const std::string& line) {
  if (context.options.verbose) context.output.people(line + "\n");
}

Exit conclude(Context& context, Problems problems, const Rendering& render, TextIs text) {
  const auto& format = *context.options.format;
  if (!is_text(format)) context.output.data(render(format, problems, plain_style(context)));
  if (is_text(format) && text == TextIs::data) context.output.data(render(format, problems, data_style(context)));
  append(problems, context.output.finish());
  append(problems, write_reports(context, problems, render));
  const auto told = context.options.quiet ? without_warnings(problems) : problems;
  context.output.people(problems_text(told, people_style(context)));
  return exit_of(problems);
}

Exit conclude(Context& context, const Problems& problems) {
  return conclude(
      context, problems,
      [](const Format& format, const Problems& all, const Style& style) { return format.refusal(all, style); },
      TextIs::told);
}

}  // namespace interlock
