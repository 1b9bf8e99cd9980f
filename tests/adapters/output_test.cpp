#include "adapters/output.hpp"

#include <gtest/gtest.h>

#include "support/temporary_directory.hpp"

namespace interlock {
namespace {

Output::Sink into(std::string& text) {
  return [&text](std::string_view bytes) {
    text += bytes;
    return std::string();
  };
}

TEST(Output, TakesSecretsOutOfEveryChannel) {
  const testing::TemporaryDirectory directory;
  std::string data, people;
  Output output(into(data), into(people));
  output.hide(Secret("hunter2-hunter2"));
  output.data("a hunter2-");
  output.data("hunter2 b\n");
  output.people("token=hunter2%2dhunter2");
  EXPECT_TRUE(output.file(directory.path("report"), "hunter2-hunter2").empty());
  EXPECT_TRUE(output.finish().empty());
  EXPECT_EQ(data, "a [redacted] b\n");
  EXPECT_EQ(people, "token=[redacted]");
  EXPECT_EQ(testing::content_of(directory.path("report")), "[redacted]");
}

TEST(Output, TellsThatStandardOutputIsFull) {
  std::string people;
  Output output([](std::string_view) { return std::string("No space left on device"); }, into(people));
  output.data("document");
  const auto problems = output.finish();
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].exit, Exit::io);
  EXPECT_EQ(problems[0].message, "cannot write to standard output: No space left on device");
}

TEST(Output, ShowsAPromptAtOnceEvenIfItCouldBeginASecret) {
  std::string data, people;
  Output output(into(data), into(people));
  output.hide(Secret(": secret"));
  output.people("type 3: ");
  output.flush();
  EXPECT_EQ(people, "type 3: ");
}

}  // namespace
}  // namespace interlock
