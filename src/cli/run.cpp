#include "cli/run.hpp"

#include "cli/arguments.hpp"

namespace interlock {
namespace {

Exit execute(const Arguments& arguments, Context& context) {
  const bool asks_for_help = arguments.options.help;
  if (arguments.command != nullptr && !asks_for_help) return arguments.command->run(context);
  const auto text = help_text(arguments.command);
  if (asks_for_help) {
    context.output.data(text);
  } else {
    context.output.people(text);
  }
  return asks_for_help ? Exit::success : Exit::invalid;
}

/// A machine that asked for JSON gets its refusal as JSON, also of a command line that could not be read wholly.
Options options_for_refusal(std::span<const std::string> words) {
  Options options;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool follows = words[i] == "json" && i > 0 && words[i - 1] == "--format";
    if (follows || words[i] == "--format=json") options.format = find_format("json");
  }
  return options;
}

Exit parse_and_execute(std::span<const std::string> words, const Environment& environment, Output& output,
                       const LineReader& read_line) {
  const auto arguments = parse_arguments(words);
  if (arguments) {
    Context context{arguments->options, arguments->operands, environment, output, read_line};
    return execute(*arguments, context);
  }
  const auto options = options_for_refusal(words);
  const std::vector<std::string> nothing;
  Context context{options, nothing, environment, output, read_line};
  return conclude(context, arguments.problems());
}

}  // namespace

Exit run(std::span<const std::string> words, const Environment& environment, Output& output,
         const LineReader& read_line) {
  const auto exit = parse_and_execute(words, environment, output, read_line);
  const auto unwritten = output.finish();
  if (!unwritten.empty()) output.people(problems_text(unwritten, {}));
  output.flush();
  return graver(exit, exit_of(unwritten));
}

}  // namespace interlock
