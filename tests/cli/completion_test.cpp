#include "cli/completion.hpp"

#include <gtest/gtest.h>

#include "cli/commands.hpp"

namespace interlock {
namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Completion, KnowsEveryCommandInEveryShell) {
  for (const auto& shell : shells()) {
    const auto script = shell.completion();
    for (const auto& command : commands()) {
      EXPECT_TRUE(has(script, command.name)) << shell.name << " " << command.name;
    }
  }
}

TEST(Completion, KnowsEveryFlagAndItsWordsInEveryShell) {
  for (const auto& shell : shells()) {
    const auto script = shell.completion();
    const std::string dashes = shell.name == "fish" ? "-l " : "--";
    for (const auto& flag : flags()) {
      EXPECT_TRUE(has(script, dashes + std::string(flag.name))) << shell.name << " " << flag.name;
      if (flag.choices == nullptr) continue;
      for (const auto word : flag.choices()) EXPECT_TRUE(has(script, word)) << shell.name << " " << word;
    }
  }
}

TEST(Completion, HasARowForEachShellOfTheCommand) {
  std::string names;
  for (const auto& shell : shells()) names += (names.empty() ? "" : "|") + std::string(shell.name);
  EXPECT_EQ(find_command("completion")->operands, names);
}

}  // namespace
}  // namespace interlock
