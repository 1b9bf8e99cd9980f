#include "adapters/files.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <functional>
#include <thread>

#include "support/names.hpp"
#include "support/temporary_directory.hpp"

namespace interlock {
namespace {

using testing::content_of;
using testing::TemporaryDirectory;

struct TreeCase {
  const char* name;
  std::function<void(const TemporaryDirectory&)> make;
  std::string outcome;  // the files read, below the root; or the rule and the end of the message
};

std::string outcome_of(const TemporaryDirectory& directory, std::size_t limit = 100) {
  const auto read = read_manifest_files({directory.path("m")}, limit);
  if (!read) {
    const auto& [rule, message] = std::pair(read.problems()[0].rule, read.problems()[0].message);
    const auto name_end = message.rfind("' ");
    return rule + ": " + (name_end == std::string::npos ? message : message.substr(name_end + 2));
  }
  std::string names;
  for (const auto& source : *read) names += source.name.substr(directory.path("m/").size()) + "=" + source.text + " ";
  return names;
}

class ManifestFiles : public ::testing::TestWithParam<TreeCase> {};

TEST_P(ManifestFiles, AreRead) {
  const TemporaryDirectory directory;
  GetParam().make(directory);
  EXPECT_EQ(outcome_of(directory), GetParam().outcome);
}

// B2, B16, B33, SEC10.
INSTANTIATE_TEST_SUITE_P(
    Trees, ManifestFiles,
    ::testing::Values(TreeCase{"in_path_order_with_directories",
                               [](auto& d) {
                                 d.write("m/b.yaml", "3");
                                 d.write("m/a/z.yml", "2");
                                 d.write("m/a.yaml", "1");
                               },
                               "a.yaml=1 a/z.yml=2 b.yaml=3 "},
                      TreeCase{"without_hidden_and_other_files_and_settings",
                               [](auto& d) {
                                 d.write("m/a.yaml", "1");
                                 d.write("m/.b.yaml", "hidden");
                                 d.write("m/.git/c.yaml", "hidden");
                                 d.write("m/readme.md", "other");
                                 d.write("m/sub/interlock.yaml", "settings");
                               },
                               "a.yaml=1 "},
                      TreeCase{"a_link_within_the_root_is_followed_and_the_file_comes_once",
                               [](auto& d) {
                                 d.write("m/a.yaml", "1");
                                 std::filesystem::create_symlink("a.yaml", d.path("m/b.yaml"));
                               },
                               "a.yaml=1 "},
                      TreeCase{"a_link_out_of_the_root_is_refused",
                               [](auto& d) {
                                 d.write("secret", "canary");
                                 d.write("m/a.yaml", "1");
                                 std::filesystem::create_symlink("../secret", d.path("m/b.yaml"));
                               },
                               "B33: is a link that leads out of its root"},
                      TreeCase{"an_absolute_link_is_refused",
                               [](auto& d) {
                                 d.write("m/a.yaml", "1");
                                 std::filesystem::create_symlink(d.path("m/a.yaml"), d.path("m/b.yaml"));
                               },
                               "B33: is a link that leads out of its root"},
                      TreeCase{"a_link_to_a_directory_outside_is_refused",
                               [](auto& d) {
                                 d.write("other/a.yaml", "1");
                                 d.write("m/a.yaml", "1");
                                 std::filesystem::create_symlink("../other", d.path("m/sub"));
                               },
                               "B33: is a link that leads out of its root"},
                      TreeCase{"a_link_to_a_directory_inside_is_refused",
                               [](auto& d) {
                                 d.write("m/sub/a.yaml", "1");
                                 std::filesystem::create_symlink("sub", d.path("m/again"));
                               },
                               "B33: is a link to a directory"},
                      TreeCase{"a_link_to_itself_is_refused",
                               [](auto& d) {
                                 d.write("m/a.yaml", "1");
                                 std::filesystem::create_symlink("b.yaml", d.path("m/b.yaml"));
                               },
                               "B33: is a link that leads to itself"},
                      TreeCase{"a_pipe_does_not_block",
                               [](auto& d) {
                                 d.write("m/a.yaml", "1");
                                 ASSERT_EQ(mkfifo(d.path("m/b.yaml").c_str(), 0600), 0);
                               },
                               "B33: is a pipe, not a regular file"},
                      TreeCase{"an_empty_directory_is_no_desired_state",
                               [](auto& d) { std::filesystem::create_directory(d.path("m")); },
                               "B2: holds no *.yaml or *.yml file: an empty desired state is refused"},
                      TreeCase{"a_missing_directory_is_no_desired_state", [](auto&) {},
                               "B2: does not exist: an empty desired state is refused"},
                      TreeCase{"a_file_over_the_limit", [](auto& d) { d.write("m/a.yaml", std::string(101, 'x')); },
                               "B16: the file has 101 bytes, more than the 100 allowed"}),
    testing::row_name);

TEST(ManifestFiles, AFileNamedTwiceComesOnce) {
  const TemporaryDirectory directory;
  directory.write("m/a.yaml", "1");
  const auto read = read_manifest_files({directory.path("m/a.yaml"), directory.path("m"), directory.path("m/")});
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1u);
  EXPECT_EQ(read->front().name, directory.path("m/a.yaml"));
}

TEST(ManifestFiles, ASwappedLinkNeverShowsWhatLiesOutside) {
  const TemporaryDirectory directory;
  directory.write("m/sub/a.yaml", "inside");
  directory.write("out/a.yaml", "canary");
  std::filesystem::create_directory_symlink("../out", directory.path("m/.link"));
  std::atomic<bool> stop{false};
  std::thread swapper([&] {
    while (!stop) {
      renameat2(AT_FDCWD, directory.path("m/sub").c_str(), AT_FDCWD, directory.path("m/.link").c_str(),
                RENAME_EXCHANGE);
    }
  });
  int canaries = 0;
  for (int round = 0; round < 2000; ++round) {
    const auto read = read_manifest_files({directory.path("m")});
    for (const auto& source : read ? *read : std::vector<Source>{}) canaries += source.text == "canary";
  }
  stop = true;
  swapper.join();
  EXPECT_EQ(canaries, 0);
}

struct SecretCase {
  const char* name;
  std::string text;
  int mode;
  std::string outcome;  // the secret, or the rule and words of the message
};

class SecretFile : public ::testing::TestWithParam<SecretCase> {};

TEST_P(SecretFile, IsRead) {
  const TemporaryDirectory directory;
  const auto read = read_secret_file(directory.write("s", GetParam().text, GetParam().mode));
  if (read) {
    EXPECT_EQ(read->reveal(), GetParam().outcome);
    return;
  }
  const auto& problem = read.problems()[0];
  EXPECT_EQ(problem.exit, Exit::invalid);
  EXPECT_NE((problem.rule + " " + problem.message).find(GetParam().outcome), std::string::npos) << problem.message;
  EXPECT_EQ(problem.message.find("hunter2"), std::string::npos);
}

// B47, B87.
INSTANTIATE_TEST_SUITE_P(
    Files, SecretFile,
    ::testing::Values(SecretCase{"one_line", "hunter2-hunter2", 0600, "hunter2-hunter2"},
                      SecretCase{"one_final_newline_is_dropped", "hunter2\n", 0400, "hunter2"},
                      SecretCase{"others_may_read_it", "hunter2\n", 0604, "its mode is 604, wanted is 600"},
                      SecretCase{"the_group_may_read_it", "hunter2\n", 0640, "its mode is 640"},
                      SecretCase{"empty", "", 0600, "it is empty"},
                      SecretCase{"only_a_newline", "\n", 0600, "it is empty"},
                      SecretCase{"several_lines", "hunter2\nx\n", 0600, "it has several lines"},
                      SecretCase{"binary", std::string("hunter2\0x", 9), 0600, "binary data"},
                      SecretCase{"too_long", std::string(5000, 'x'), 0600, "more than 4096 bytes"},
                      SecretCase{"a_carriage_return_at_the_end", "hunter2\r\n", 0600, "ends in '\\x0d'"},
                      SecretCase{"a_blank_at_the_end", "hunter2 ", 0600, "B87 "}),
    testing::row_name);

TEST(SecretFile, ADirectoryIsRefused) {
  const TemporaryDirectory directory;
  const auto read = read_secret_file(directory.path());
  ASSERT_FALSE(read);
  EXPECT_NE(read.problems()[0].message.find("a directory"), std::string::npos);
}

TEST(SettingsFile, ThatOthersMayWriteIsRefused) {
  const TemporaryDirectory directory;
  const auto read = read_settings_file(directory.write("interlock.yaml", "interlock: 1\n", 0666));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.problems()[0].rule, "B78");
  EXPECT_NE(read.problems()[0].message.find("666"), std::string::npos);
}

TEST(PrivateFile, IsWrittenForItsOwnerWhateverTheUmask) {
  const TemporaryDirectory directory;
  const auto before = umask(0);
  EXPECT_TRUE(write_private_file(directory.path("p"), "one").empty());
  EXPECT_TRUE(write_private_file(directory.write("p", "wide", 0666), "two").empty());
  umask(before);
  struct stat status {};
  ASSERT_EQ(stat(directory.path("p").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0600u);
  EXPECT_EQ(content_of(directory.path("p")), "two");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory.path()), {}), 1);
}

TEST(PrivateFile, IsNoLinkAndNoDirectory) {
  const TemporaryDirectory directory;
  directory.write("target", "kept");
  std::filesystem::create_symlink("target", directory.path("link"));
  EXPECT_EQ(write_private_file(directory.path("link"), "x")[0].exit, Exit::io);
  EXPECT_EQ(write_private_file(directory.path(), "x")[0].exit, Exit::io);
  EXPECT_EQ(write_private_file(directory.path("missing/p"), "x")[0].exit, Exit::io);
  EXPECT_EQ(content_of(directory.path("target")), "kept");
}

TEST(RewrittenFile, KeepsItsMode) {
  const TemporaryDirectory directory;
  const auto path = directory.write("m.yaml", "one", 0640);
  EXPECT_TRUE(rewrite_file(path, "two").empty());
  struct stat status {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0640u);
  EXPECT_EQ(content_of(path), "two");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory.path()), {}), 1);
}

TEST(RewrittenFile, IsThereAndNoLink) {
  const TemporaryDirectory directory;
  directory.write("target", "kept");
  std::filesystem::create_symlink("target", directory.path("link"));
  EXPECT_EQ(rewrite_file(directory.path("link"), "x")[0].rule, "B73");
  EXPECT_EQ(rewrite_file(directory.path("missing"), "x")[0].exit, Exit::io);
  EXPECT_EQ(content_of(directory.path("target")), "kept");
  EXPECT_FALSE(std::filesystem::exists(directory.path("missing")));
}

}  // namespace
}  // namespace interlock
