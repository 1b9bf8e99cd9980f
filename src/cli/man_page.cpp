#include "cli/man_page.hpp"

#include <array>
#include <string_view>

#include "cli/commands.hpp"

namespace interlock {
namespace {

struct Entry {
  std::string_view term;
  std::string_view text;
};

constexpr std::array kExits{
    Entry{"0", "success: nothing to do, applied, no drift"},
    Entry{"1", "internal error: a bug"},
    Entry{"2", "changes pending, differences found"},
    Entry{"3", "invalid input: command line, settings, manifest"},
    Entry{"4", "refused by a safety rule"},
    Entry{"5", "stale plan or conflict"},
    Entry{"6", "authentication or permission"},
    Entry{"7", "platform unavailable, or the rate budget is spent"},
    Entry{"8", "partly applied"},
    Entry{"9", "locked by another run"},
    Entry{"10", "plan file corrupt or tampered with"},
    Entry{"11", "local input or output error"},
    Entry{"130, 143", "interrupted; requests on their way were finished and recorded"},
};

constexpr std::array kVariables{
    Entry{"GENESYSCLOUD_OAUTHCLIENT_ID", "the client that the tool logs in as"},
    Entry{"GENESYSCLOUD_OAUTHCLIENT_SECRET", "its secret"},
    Entry{"GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE", "or a file of mode 600 that holds it"},
    Entry{"GENESYSCLOUD_ACCESS_TOKEN", "a ready-made token in the place of client and secret"},
    Entry{"GENESYSCLOUD_REGION", "the platform's region"},
    Entry{"INTERLOCK_HOOK_KEY", "signs what the hooks of the settings are told"},
    Entry{"INTERLOCK_HOOK_KEY_FILE", "or a file of mode 600 that holds it"},
    Entry{"NO_COLOR", "no colours, unless --color says otherwise"},
};

constexpr std::array kFiles{
    Entry{"interlock.yaml", "settings, in the working directory; --settings names another file"},
    Entry{"manifests/", "manifests, in the working directory; --file names others"},
};

/// Text that is no request of the language: dashes that can be copied, no control character at the start of a line.
std::string plain(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else {
      result += c;
    }
  }
  return result.starts_with('.') || result.starts_with('\'') ? "\\&" + result : result;
}

std::string section(std::string_view title) { return ".SH " + std::string(title) + "\n"; }

std::string entry(const std::string& term, std::string_view text) { return ".TP\n" + term + "\n" + plain(text) + "\n"; }

template <class Entries>
std::string entries(std::string_view title, const Entries& rows) {
  auto text = section(title);
  for (const auto& [term, meaning] : rows) text += entry("\\fB" + plain(term) + "\\fR", meaning);
  return text;
}

std::string flag_entry(const FlagInfo& flag) {
  auto term = "\\fB" + plain("--" + std::string(flag.name)) + "\\fR";
  if (!flag.letter.empty()) term = "\\fB" + plain("-" + std::string(flag.letter)) + "\\fR, " + term;
  if (!flag.value.empty()) term += " \\fI" + plain(value_word(flag)) + "\\fR";
  return entry(term, std::string(flag.help) + (flag.repeatable ? "; repeatable" : ""));
}

std::string command_section(const Command& command) {
  auto text = ".SS " + std::string(command.name) + " [FLAGS]";
  if (!command.operands.empty()) text += " " + plain(command.operands);
  text += "\n" + plain(command.summary) + "\n";
  const auto more = command.more.substr(0, command.more.find("\n\n"));
  if (!more.empty()) text.insert(text.size() - 1, ". " + plain(more));
  for (const auto flag : command.flags) text += flag_entry(info(flag));
  return text;
}

}  // namespace

std::string man_page() {
  auto text =
      std::string(".TH INTERLOCK 1 \"\" \"interlock " INTERLOCK_VERSION "\"\n") + section("NAME") +
      "interlock \\- bring contact\\-centre routing to its desired state\n" + section("SYNOPSIS") +
      ".B interlock\n.I COMMAND\n[FLAGS]\n" + section("DESCRIPTION") +
      "Interlock reads manifests of skills, agents' levels, queues and schedules, compares them with a contact\n"
      "centre, and makes an ordered plan in which no queue loses its last agent on the way. Only the steps of a\n"
      "plan write.\n" +
      section("COMMANDS");
  for (const auto& command : commands()) text += command_section(command);
  return text + entries("EXIT STATUS", kExits) + entries("ENVIRONMENT", kVariables) + entries("FILES", kFiles);
}

}  // namespace interlock
