#include "cli/man_page.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/commands.hpp"

namespace interlock {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(ManPage, HasEachCommandWithItsFlags) {
  const auto page = man_page();
  for (const auto& command : commands()) {
    const auto start = page.find(".SS " + std::string(command.name) + " [FLAGS]");
    ASSERT_NE(start, std::string::npos) << command.name;
    const auto section = page.substr(start, page.find("\n.S", start + 1) - start);
    for (const auto flag : command.flags) {
      std::string name(info(flag).name);
      for (auto dash = name.find('-'); dash != std::string::npos; dash = name.find('-', dash + 2)) {
        name.insert(dash, "\\");
      }
      EXPECT_TRUE(has(section, "\\fB\\-\\-" + name + "\\fR")) << command.name << " " << name;
    }
  }
}

TEST(ManPage, HasNoLineThatAsksForAnUnknownRequest) {
  std::istringstream page(man_page());
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with('.') && !line.starts_with('\'')) continue;
    const auto request = line.substr(0, line.find(' '));
    EXPECT_TRUE(request == ".TH" || request == ".SH" || request == ".SS" || request == ".TP" || request == ".B" ||
                request == ".I")
        << line;
  }
}

}  // namespace
}  // namespace interlock
