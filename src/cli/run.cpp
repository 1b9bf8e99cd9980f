#include "cli/run.hpp"

#include "cli/arguments.hpp"
#include "cli/written_files.hpp"

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

/// Sets what each word that is this flag says; a value that says nothing is passed over, since it was refused already.
void set_flag(Options& options, std::span<const std::string> words, Flag flag) {
  const auto name = "--" + std::string(info(flag).name);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].starts_with(name + "=")) info(flag).set(options, words[i].substr(name.size() + 1));
    if (words[i] == name && i + 1 < words.size()) info(flag).set(options, words[i + 1]);
  }
}

/// A machine that asked for JSON, or for a report, gets its refusal there, also of a command line that could not be
/// read wholly.
Options options_for_refusal(std::span<const std::string> words) {
  Options options;
  set_flag(options, words, Flag::format);
  set_flag(options, words, Flag::report);
  return options;
}

/// Nothing is written to a file that has another role too.
Exit refuse(const Arguments& arguments, Problems problems, const Environment& environment, Output& output,
            const LineReader& read_line) {
  auto options = arguments.options;
  const auto shared = shared_files(arguments);
  if (!shared.empty()) options.reports.clear();
  append(problems, shared);
  Context context{options, arguments.operands, environment, output, read_line};
  return conclude(context, problems);
}

Exit parse_and_execute(std::span<const std::string> words, const Environment& environment, Output& output,
                       const LineReader& read_line) {
  const auto arguments = parse_arguments(words);
  if (!arguments) {
    const Arguments readable{.operands = {words.begin(), words.end()}, .options = options_for_refusal(words)};
    return refuse(readable, arguments.problems(), environment, output, read_line);
  }
  if (!shared_files(*arguments).empty()) return refuse(*arguments, {}, environment, output, read_line);
  Context context{arguments->options, arguments->operands, environment, output, read_line};
  return execute(*arguments, context);
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
