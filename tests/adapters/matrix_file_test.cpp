// What a manifest names is opened beneath the root alone (B33, SEC10, SEC37).
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <functional>
#include <thread>

#include "adapters/files.hpp"
#include "support/names.hpp"
#include "support/temporary_directory.hpp"

namespace interlock {
namespace {

using testing::TemporaryDirectory;

/// Of the manifest m/team/a.yaml, with m as its root.
MatrixRequest request_for(const TemporaryDirectory& directory, std::string path) {
  const Place at{std::make_shared<const std::string>(directory.path("m/team/a.yaml")), 3, 14};
  return {.path = std::move(path), .at = at, .root = directory.path("m/")};
}

/// The content, or rule and message; a problem stands where the manifest names the path.
std::string outcome_of(const MatrixRequest& request) {
  const auto read = read_matrix_file(request, 10);
  if (read) return read->text;
  const auto& problem = read.problems()[0];
  EXPECT_EQ(problem.where.line, problem.rule == "B16" ? 0u : 3u);
  return problem.rule + " " + problem.message;
}

struct PathCase {
  const char* name;
  std::string path;
  std::function<void(const TemporaryDirectory&)> make;
  std::string outcome;
};

class MatrixFile : public ::testing::TestWithParam<PathCase> {};

TEST_P(MatrixFile, IsOpenedBeneathTheRoot) {
  const TemporaryDirectory directory;
  directory.write("m/team/a.yaml", "");
  directory.write("secret.csv", "canary");
  GetParam().make(directory);
  EXPECT_EQ(outcome_of(request_for(directory, GetParam().path)), GetParam().outcome);
}

const std::string kOut = " leads out of the directory that the manifests are read from";

INSTANTIATE_TEST_SUITE_P(
    Paths, MatrixFile,
    ::testing::Values(
        PathCase{"beside_the_manifest", "t.csv", [](auto& d) { d.write("m/team/t.csv", "in"); }, "in"},
        PathCase{"below_the_manifest", "./deep/t.csv", [](auto& d) { d.write("m/team/deep/t.csv", "in"); }, "in"},
        PathCase{"above_the_manifest_within_the_root", "../t.csv", [](auto& d) { d.write("m/t.csv", "in"); }, "in"},
        PathCase{"a_link_within_the_root", "t.csv",
                 [](auto& d) {
                   d.write("m/t.csv", "in");
                   std::filesystem::create_symlink("../t.csv", d.path("m/team/t.csv"));
                 },
                 "in"},
        PathCase{"a_link_to_a_directory_within_the_root", "link/t.csv",
                 [](auto& d) {
                   d.write("m/tables/t.csv", "in");
                   std::filesystem::create_symlink("../tables", d.path("m/team/link"));
                 },
                 "in"},
        PathCase{"dots_that_lead_out", "../../secret.csv", [](auto&) {}, "B33 matrix '../../secret.csv'" + kOut},
        PathCase{"dots_that_lead_out_and_in_again", "../../m/team/t.csv",
                 [](auto& d) { d.write("m/team/t.csv", "in"); }, "B33 matrix '../../m/team/t.csv'" + kOut},
        PathCase{"an_absolute_path", "/etc/hostname", [](auto&) {}, "B33 matrix '/etc/hostname' is an absolute path"},
        PathCase{"a_link_that_leads_out", "t.csv",
                 [](auto& d) { std::filesystem::create_symlink("../../secret.csv", d.path("m/team/t.csv")); },
                 "B33 matrix 't.csv'" + kOut},
        PathCase{"an_absolute_link", "t.csv",
                 [](auto& d) {
                   d.write("m/x.csv", "in");
                   std::filesystem::create_symlink(d.path("m/x.csv"), d.path("m/team/t.csv"));
                 },
                 "B33 matrix 't.csv'" + kOut},
        PathCase{"a_link_to_a_directory_outside", "link/secret.csv",
                 [](auto& d) { std::filesystem::create_symlink("../..", d.path("m/team/link")); },
                 "B33 matrix 'link/secret.csv'" + kOut},
        PathCase{"a_link_to_itself", "t.csv",
                 [](auto& d) { std::filesystem::create_symlink("t.csv", d.path("m/team/t.csv")); },
                 "B33 matrix 't.csv' is a link that leads to itself, or to what is no file"},
        PathCase{"a_pipe_does_not_block", "t.csv",
                 [](auto& d) { ASSERT_EQ(mkfifo(d.path("m/team/t.csv").c_str(), 0600), 0); },
                 "B33 matrix 't.csv' is a pipe, not a regular file"},
        PathCase{"a_directory", ".", [](auto&) {}, "B33 matrix '.' is a directory, not a regular file"},
        PathCase{"nothing_there", "t.csv", [](auto&) {}, "B33 matrix 't.csv' does not exist"},
        PathCase{"a_file_taken_for_a_directory", "a.yaml/t.csv", [](auto&) {},
                 "B33 matrix 'a.yaml/t.csv' does not exist"},
        PathCase{"a_name_with_a_nul", std::string("t.csv\0x", 7), [](auto& d) { d.write("m/team/t.csv", "in"); },
                 "B33 matrix 't.csv\\x00x' has a NUL character"},
        PathCase{"a_name_that_no_path_can_have", std::string(5000, 'x'), [](auto&) {},
                 "B33 matrix '" + std::string(80, 'x') + "…' is too long for a path"},
        PathCase{"a_file_over_the_limit", "t.csv", [](auto& d) { d.write("m/team/t.csv", "12345678901"); },
                 "B16 the file has 11 bytes, more than the 10 allowed"}),
    testing::row_name);

TEST(MatrixFile, IsNoDevice) {
  const Place at{std::make_shared<const std::string>("/dev/a.yaml"), 3, 14};
  EXPECT_EQ(outcome_of({.path = "null", .at = at, .root = "/dev/"}),
            "B33 matrix 'null' is a device, not a regular file");
}

TEST(MatrixFile, OfAManifestInTheWorkingDirectoryLiesThere) {
  const Place at{std::make_shared<const std::string>("a.yaml"), 3, 14};
  EXPECT_EQ(outcome_of({.path = "../t.csv", .at = at}), "B33 matrix '../t.csv'" + kOut);
}

TEST(MatrixFile, IsNamedAsTheManifestIs) {
  const TemporaryDirectory directory;
  directory.write("m/team/a.yaml", "");
  directory.write("m/t.csv", "in");
  const auto read = read_matrix_file(request_for(directory, "../t.csv"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->name, directory.path("m/team/../t.csv"));
}

TEST(MatrixFile, OfASwappedDirectoryNeverShowsWhatLiesOutside) {
  const TemporaryDirectory directory;
  directory.write("m/team/a.yaml", "");
  directory.write("m/team/sub/t.csv", "inside");
  directory.write("out/t.csv", "canary");
  std::filesystem::create_directory_symlink("../../out", directory.path("m/team/link"));
  std::atomic<bool> stop{false};
  std::thread swapper([&] {
    while (!stop) {
      renameat2(AT_FDCWD, directory.path("m/team/sub").c_str(), AT_FDCWD, directory.path("m/team/link").c_str(),
                RENAME_EXCHANGE);
    }
  });
  const auto request = request_for(directory, "../team/sub/t.csv");
  int canaries = 0, read = 0;
  for (int round = 0; round < 5000; ++round) {
    const auto outcome = outcome_of(request);
    canaries += outcome == "canary";
    read += outcome == "inside";
  }
  stop = true;
  swapper.join();
  EXPECT_EQ(canaries, 0);
  EXPECT_GT(read, 0);  // else the rounds showed nothing
}

}  // namespace
}  // namespace interlock
