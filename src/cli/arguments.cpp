#include "cli/arguments.hpp"

#define CXXOPTS_NO_REGEX
#define CXXOPTS_VECTOR_DELIMITER '\0'
#include <algorithm>
#include <array>
#include <cxxopts.hpp>
#include <map>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "cli/typed_text.hpp"

namespace interlock {
namespace {

Problem wrong(std::string rule, std::string message, std::string hint = {}) {
  return {.rule = std::move(rule), .message = std::move(message), .hint = std::move(hint)};
}

/// A flag as it was written, by the long name.
struct Given {
  std::string name;
  std::string value;
};

struct Split {
  std::vector<Given> flags;
  std::vector<std::string> unknown;   // words that look like flags and are none
  std::vector<std::string> operands;  // the command first
};

/// Every flag takes text here, a switch an empty one; what the text means is the table's business.
void declare(cxxopts::Options& syntax) {
  std::set<std::string_view> declared;
  for (const auto& flag : flags()) {
    if (!declared.insert(flag.name).second) continue;
    auto value = cxxopts::value<std::string>();
    if (flag.value.empty()) value->implicit_value("");
    const auto letter = flag.letter.empty() ? std::string() : std::string(flag.letter) + ",";
    syntax.add_options()(letter + std::string(flag.name), "", value);
  }
  syntax.add_options()("operands", "", cxxopts::value<std::vector<std::string>>());
  syntax.parse_positional({"operands"});
  syntax.allow_unrecognised_options();
}

void sort_in(Split& split, const cxxopts::KeyValue& pair) {
  if (pair.key() == "operands") {
    split.operands.push_back(pair.value());
  } else {
    split.flags.push_back({pair.key(), pair.value()});
  }
}

Result<Split> split(std::span<const std::string> words) {
  std::vector<const char*> pointers{"interlock"};
  for (const auto& word : words) pointers.push_back(word.c_str());
  cxxopts::Options syntax("interlock");
  declare(syntax);
  Split result;
  try {
    const auto parsed = syntax.parse(static_cast<int>(pointers.size()), pointers.data());
    for (const auto& pair : parsed.arguments()) sort_in(result, pair);
    result.unknown = parsed.unmatched();
  } catch (const cxxopts::exceptions::missing_argument&) {
    return wrong("B41", quoted(words.back()) + " lacks its value");
  } catch (const cxxopts::exceptions::exception& error) {
    return wrong("B41", "the command line cannot be read: " + std::string(error.what()));
  }
  return result;
}

std::vector<std::string> written_flags(const Command& command) {
  std::vector<std::string> names;
  for (const auto flag : command.flags) names.push_back("--" + std::string(info(flag).name));
  return names;
}

const FlagInfo* flag_of(const Command& command, std::string_view name) {
  const auto found =
      std::find_if(command.flags.begin(), command.flags.end(), [&](Flag flag) { return info(flag).name == name; });
  return found != command.flags.end() ? &info(*found) : nullptr;
}

Problem unknown_flag(const Command& command, const std::string& word) {
  const auto name = word.substr(0, word.find('='));
  return wrong("B41", "unknown flag " + quoted(name) + " of '" + std::string(command.name) + "'",
               did_you_mean(name, written_flags(command)));
}

/// A value that stands behind its flag and begins with a dash is a flag that was forgotten to be given its value.
bool swallowed_a_flag(std::span<const std::string> words, const Given& given) {
  return given.value.starts_with('-') && std::find(words.begin(), words.end(), given.value) != words.end();
}

std::optional<Problem> set(const Command& command, const Given& given, std::span<const std::string> words,
                           std::map<std::string, int>& counts, Options& options) {
  const auto flag = "--" + given.name;
  const auto* row = flag_of(command, given.name);
  if (row == nullptr) return wrong("B44", flag + " does not go with '" + std::string(command.name) + "'");
  if (++counts[given.name] > 1 && !row->repeatable) return wrong("B41", flag + " is given twice");
  if (row->value.empty() && !given.value.empty()) {
    return wrong("B41", flag + " takes no value, found " + quoted(given.value));
  }
  if (!row->value.empty() && given.value.empty()) return wrong("B41", flag + " lacks its value");
  if (swallowed_a_flag(words, given)) {
    return wrong("B41", flag + " lacks its value: " + quoted(given.value) + " looks like a flag",
                 "write " + flag + "=" + visible(given.value) + " if it is meant");
  }
  options.given.insert(row->flag);
  return row->set(options, given.value);
}

void set_options(const Command& command, const std::vector<Given>& flags, std::span<const std::string> words,
                 Options& options, Problems& problems) {
  std::map<std::string, int> counts;
  for (const auto& given : flags) {
    if (auto problem = set(command, given, words, counts, options)) problems.push_back(*std::move(problem));
  }
}

void check_operands(const Command& command, const std::vector<std::string>& operands, Problems& problems) {
  if (operands.size() < command.least) {
    problems.push_back(wrong("B41", "'" + std::string(command.name) + "' needs " + std::string(command.operands)));
  }
  for (std::size_t i = command.most; i < operands.size(); ++i) {
    problems.push_back(wrong("B41",
                             "unexpected argument " + quoted(operands[i]) + " of '" + std::string(command.name) + "'",
                             "manifests are named with -f"));
  }
}

void check_contradictions(const Arguments& arguments, Problems& problems) {
  const auto& options = arguments.options;
  if (options.quiet && options.verbose) problems.push_back(wrong("B44", "--quiet and --verbose contradict each other"));
  append(problems, lacking_documents(options, arguments.command->documents));
  if (arguments.command->run != command::apply) return;
  const bool has_plan = !arguments.operands.empty();
  if (!has_plan && !options.approved.empty()) {
    problems.push_back(
        wrong("B44",
              "--approve and apply without a PLAN contradict each other: what is planned anew, nobody has "
              "approved"));
  }
  const std::array told_by_plan{
      std::pair{"--file", !options.files.empty()},       std::pair{"--only", !options.only.empty()},
      std::pair{"--except", !options.except.empty()},    std::pair{"--base", !options.base.empty()},
      std::pair{"--overlay", !options.overlays.empty()}, std::pair{"--allow", !options.allowed.empty()},
      std::pair{"--at", options.at.has_value()}};
  for (const auto& [flag, is_given] : told_by_plan) {
    if (!has_plan || !is_given) continue;
    problems.push_back(
        wrong("B44", "apply PLAN and " + std::string(flag) + " contradict each other: a plan says itself what to do"));
  }
}

/// What a word of the command line is called; a word behind a flag may be a secret and is not shown.
std::string name_of(std::span<const std::string> words, std::size_t i) {
  if (words[i].starts_with("--")) return visible(words[i].substr(0, words[i].find('=')));
  const bool is_value = i > 0 && words[i - 1].starts_with('-');
  return is_value ? "the value of " + visible(words[i - 1]) : "the argument " + quoted(words[i]);
}

Problems broken_text(std::span<const std::string> words) {
  Problems problems;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (auto problem = text_fault(name_of(words, i), words[i])) problems.push_back(*std::move(problem));
  }
  return problems;
}

Problem unknown_command(const std::string& name) {
  std::vector<std::string_view> known;
  for (const auto& command : commands()) known.push_back(command.name);
  return wrong("B41", "unknown command " + quoted(name), did_you_mean(name, known));
}

}  // namespace

Result<Arguments> parse_arguments(std::span<const std::string> words) {
  if (auto problems = broken_text(words); !problems.empty()) return problems;
  const auto parts = split(words);
  if (!parts) return parts.problems();
  Arguments arguments;
  if (!parts->operands.empty()) {
    arguments.command = find_command(parts->operands.front());
    if (arguments.command == nullptr) return unknown_command(parts->operands.front());
    arguments.operands.assign(parts->operands.begin() + 1, parts->operands.end());
  }
  const auto& command = arguments.command != nullptr ? *arguments.command : *find_command("help");
  Problems problems;
  for (const auto& word : parts->unknown) problems.push_back(unknown_flag(command, word));
  set_options(command, parts->flags, words, arguments.options, problems);
  if (arguments.options.help) return arguments;
  // Words behind an unknown flag may be its value, and that may be a secret: they are not echoed as operands.
  if (arguments.command != nullptr && parts->unknown.empty()) check_operands(command, arguments.operands, problems);
  if (arguments.command != nullptr) check_contradictions(arguments, problems);
  if (!problems.empty()) return problems;
  return arguments;
}

}  // namespace interlock
