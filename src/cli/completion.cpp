#include "cli/completion.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "base/text.hpp"
#include "cli/commands.hpp"

namespace interlock {
namespace {

using Words = std::vector<std::string>;

/// What can stand behind a flag or in the place of an operand. Neither: text that nobody can guess.
struct Takes {
  Words words{};
  bool is_file = false;        // with words: a file stands behind each of them and a `=`
  std::string_view display{};  // the word of the help
};

bool names_file(std::string_view word) {
  static constexpr std::array<std::string_view, 4> kFiles{"FILE", "PATH", "PLAN", "FORMAT=FILE"};
  return std::find(kFiles.begin(), kFiles.end(), word) != kFiles.end();
}

Words command_names() {
  Words names;
  for (const auto& command : commands()) names.emplace_back(command.name);
  return names;
}

Words split(std::string_view text, char separator) {
  Words parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

Takes taken_by(const FlagInfo& flag) {
  Takes takes{.is_file = names_file(flag.value), .display = flag.value == kOneOf ? "WORD" : flag.value};
  if (flag.choices == nullptr) return takes;
  for (const auto word : flag.choices()) takes.words.push_back(std::string(word) + (takes.is_file ? "=" : ""));
  return takes;
}

/// Of the first operand; that of a second one is not known here.
Takes taken_by(const Command& command) {
  auto text = command.operands.substr(0, command.operands.find(' '));
  if (text.starts_with('[')) text = text.substr(1, text.find(']') - 1);
  if (text == "COMMAND") return {.words = command_names(), .display = text};
  if (text.find('|') != std::string_view::npos) return {.words = split(text, '|'), .display = "WORD"};
  return {.is_file = names_file(text), .display = text};
}

Words forms(const FlagInfo& flag) {
  Words forms{"--" + std::string(flag.name)};
  if (!flag.letter.empty()) forms.push_back("-" + std::string(flag.letter));
  return forms;
}

/// The commands that take this very flag.
Words takers(const FlagInfo& flag) {
  Words names;
  for (const auto& command : commands()) {
    const auto& known = command.flags;
    if (std::find(known.begin(), known.end(), flag.flag) != known.end()) names.emplace_back(command.name);
  }
  return names;
}

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string result;
  for (const char c : text) {
    if (what.find(c) == std::string_view::npos) {
      result += c;
    } else {
      for (const char d : by) result += d == '&' ? c : d;
    }
  }
  return result;
}

// bash: one function with three tables.

std::string bash_flags() {
  std::string text;
  for (const auto& command : commands()) {
    Words all;
    for (const auto flag : command.flags) {
      for (auto& form : forms(info(flag))) all.push_back(std::move(form));
    }
    text += "    " + std::string(command.name) + ") echo '" + join(all, " ") + "' ;;\n";
  }
  return text;
}

/// What the shell echoes: words, or @ for a file.
std::string bash_offer(const Takes& takes) {
  if (takes.words.empty()) return takes.is_file ? "echo @" : ":";
  return "echo '" + join(takes.words, " ") + "'";
}

std::string bash_value(const FlagInfo& flag, const Words& of_commands) {
  Words patterns;
  for (const auto& form : forms(flag)) {
    for (const auto& command : of_commands) patterns.push_back("'" + command + "' " + form);
  }
  for (auto& pattern : patterns) pattern = replaced(pattern, " ", "\\&");
  return "    " + join(patterns, " | ") + ") " + bash_offer(taken_by(flag)) + " ;;\n";
}

/// Of flags that share a name the first one goes for every command that the others do not name.
std::string bash_values() {
  std::string special, general;
  std::set<std::string_view> seen;
  for (const auto& flag : flags()) {
    const bool is_first = seen.insert(flag.name).second;
    if (flag.value.empty()) continue;
    if (is_first) {
      general += "    *\\ " + join(forms(flag), " | *\\ ") + ") " + bash_offer(taken_by(flag)) + " ;;\n";
    } else {
      special += bash_value(flag, takers(flag));
    }
  }
  return special + general;
}

std::string bash_operands() {
  std::string text;
  for (const auto& command : commands()) {
    if (command.operands.empty()) continue;
    text += "    " + std::string(command.name) + ") " + bash_offer(taken_by(command)) + " ;;\n";
  }
  return text;
}

std::string bash() {
  return R"(# Completion of interlock for bash, made by `interlock completion bash`.

_interlock_flags() { # COMMAND
  case $1 in
)" + bash_flags() +
         R"(    *) echo '--help -h' ;;
  esac
}

# Words, or @ for a file, or nothing; fails where no value stands behind the flag.
_interlock_value() { # COMMAND FLAG
  case "$1 $2" in
)" + bash_values() +
         R"(    *\ =) echo @ ;;
    *) return 1 ;;
  esac
}

_interlock_operand() { # COMMAND
  case $1 in
    '') echo ')" +
         join(command_names(), " ") + R"(' ;;
)" + bash_operands() +
         R"(  esac
}

_interlock() {
  local word=$2 command= flag= part offered i
  # bash cuts words at `=`; the part behind `--flag=` is its value, the one behind `json=` a file.
  [[ $word != = ]] || word=
  for ((i = 1; i < COMP_CWORD + (${#word} == 0 && ${#COMP_WORDS[COMP_CWORD]} > 0); i++)); do
    part=${COMP_WORDS[i]}
    if [[ $part == = ]]; then
      [[ ${COMP_WORDS[i - 1]} == -* ]] || flag==
    elif [[ -n $flag ]]; then
      flag=
    elif [[ $part == -* ]]; then
      ! _interlock_value "$command" "$part" >/dev/null || flag=$part
    elif [[ -z $command ]]; then
      command=$part
    fi
  done
  if [[ -n $flag ]]; then
    offered=$(_interlock_value "$command" "$flag")
  elif [[ $word == -* ]]; then
    offered=$(_interlock_flags "$command")
  else
    offered=$(_interlock_operand "$command")
  fi
  if [[ $offered == @ ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -W "$offered" -- "$word")
  fi
  [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
  return 0
}

complete -F _interlock interlock
)";
}

// zsh: one call of _arguments a command.

std::string zsh_quoted(std::string_view text) { return replaced(text, "'", "'\\&'"); }

std::string zsh_action(const Takes& takes) {
  if (takes.is_file) return takes.words.empty() ? "_files" : "_interlock_report";
  return takes.words.empty() ? " " : "(" + join(takes.words, " ") + ")";
}

std::string zsh_flag(const FlagInfo& flag) {
  const bool is_switch = flag.value.empty();
  const auto all = forms(flag);
  const auto long_form = all.front() + (is_switch ? "" : "=");
  std::string form = long_form;
  if (all.size() > 1) form = "{" + all.back() + (is_switch ? "" : "+") + "," + long_form + "}";
  const auto before = flag.repeatable ? std::string("'*'") : "'(" + join(all, " ") + ")'";
  const auto takes = taken_by(flag);
  auto spec = before + form + "'[" + zsh_quoted(replaced(flag.help, "[]:\\", "\\&")) + "]";
  if (!is_switch) spec += ":" + std::string(takes.display) + ":" + zsh_action(takes);
  return "            " + spec + "'";
}

std::string zsh_command(const Command& command) {
  Words lines;
  for (const auto flag : command.flags) lines.push_back(zsh_flag(info(flag)));
  const auto takes = taken_by(command);
  if (!command.operands.empty()) {
    lines.push_back("            '1:" + std::string(takes.display) + ":" + zsh_action(takes) + "'");
  }
  return "        " + std::string(command.name) + ")\n          _arguments \\\n" + join(lines, " \\\n") +
         "\n          ;;\n";
}

Words format_words() {
  const auto takes = taken_by(info(Flag::report));
  Words words;
  for (const auto& word : takes.words) words.push_back(word.substr(0, word.size() - 1));
  return words;
}

std::string zsh() {
  std::string described, cases;
  for (const auto& command : commands()) {
    described += "    '" + std::string(command.name) + ":" + zsh_quoted(replaced(command.summary, ":", "\\&")) + "'\n";
    cases += zsh_command(command);
  }
  return R"(#compdef interlock
# Completion of interlock for zsh, made by `interlock completion zsh`.

_interlock_report() {
  if compset -P '*='; then
    _files
  else
    compadd -S = -- )" +
         join(format_words(), " ") + R"(
  fi
}

_interlock() {
  local curcontext=$curcontext state line
  local -a commands
  typeset -A opt_args
  commands=(
)" + described +
         R"(  )
  _arguments -C '1:command:->command' '*::argument:->argument' && return
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
)" + cases +
         R"(      esac
      ;;
  esac
}

if [[ $funcstack[1] == _interlock ]]; then
  _interlock "$@"
else
  compdef _interlock interlock
fi
)";
}

// fish: one line a command, a flag, an operand.

std::string fish_quoted(std::string_view text) { return "'" + replaced(text, "'\\", "\\&") + "'"; }

std::string fish_line(const std::string& condition, const std::string& rest) {
  return "complete -c interlock -n " + fish_quoted(condition) + " " + rest + "\n";
}

std::string fish_offer(const Takes& takes) {
  std::string offer = takes.is_file ? "-r -F" : "-x";
  if (!takes.words.empty()) offer += " -a " + fish_quoted(join(takes.words, " "));
  return offer;
}

std::string fish_flag(const FlagInfo& flag) {
  std::string rest = "-l " + std::string(flag.name);
  if (!flag.letter.empty()) rest += " -s " + std::string(flag.letter);
  if (!flag.value.empty()) rest += " " + fish_offer(taken_by(flag));
  return fish_line("__fish_seen_subcommand_from " + join(takers(flag), " "), rest + " -d " + fish_quoted(flag.help));
}

std::string fish() {
  std::string text =
      "# Completion of interlock for fish, made by `interlock completion fish`.\ncomplete -c interlock -f\n";
  for (const auto& command : commands()) {
    text +=
        fish_line("__fish_use_subcommand", "-a " + std::string(command.name) + " -d " + fish_quoted(command.summary));
  }
  for (const auto& flag : flags()) text += fish_flag(flag);
  for (const auto& command : commands()) {
    const auto takes = taken_by(command);
    const auto offer = takes.is_file ? std::string("-F") : "-a " + fish_quoted(join(takes.words, " "));
    if (!takes.is_file && takes.words.empty()) continue;
    text += fish_line("__fish_seen_subcommand_from " + std::string(command.name), offer);
  }
  return text;
}

constexpr std::array kShells{Shell{"bash", bash}, Shell{"zsh", zsh}, Shell{"fish", fish}};

}  // namespace

std::span<const Shell> shells() { return kShells; }

}  // namespace interlock
