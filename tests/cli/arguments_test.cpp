#include "cli/arguments.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

using Words = std::vector<std::string>;

struct RefusedCase {
  const char* name;
  Words words;
  std::string told;  // rule, message and hint of the first problem
};

class RefusedArguments : public ::testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedArguments, Say) {
  const auto parsed = parse_arguments(GetParam().words);
  ASSERT_FALSE(parsed);
  const auto& problem = parsed.problems().front();
  EXPECT_EQ(problem.exit, Exit::invalid);
  EXPECT_EQ(problem.rule + ": " + problem.message + (problem.hint.empty() ? "" : " (" + problem.hint + ")"),
            GetParam().told);
}

// B41-B44, B52.
INSTANTIATE_TEST_SUITE_P(
    CommandLine, RefusedArguments,
    ::testing::Values(
        RefusedCase{"unknown_flag", {"plan", "--frobnicate"}, "B41: unknown flag '--frobnicate' of 'plan'"},
        RefusedCase{"misspelt_flag",
                    {"plan", "--detailed-exitcod"},
                    "B41: unknown flag '--detailed-exitcod' of 'plan' (did you mean '--detailed-exitcode'?)"},
        RefusedCase{
            "abbreviated_flag_is_not_guessed", {"plan", "--detailed"}, "B41: unknown flag '--detailed' of 'plan'"},
        RefusedCase{
            "unknown_flag_with_a_value", {"plan", "--frobnicate=x"}, "B41: unknown flag '--frobnicate' of 'plan'"},
        RefusedCase{"unknown_short_flag", {"plan", "-x"}, "B41: unknown flag '-x' of 'plan'"},
        RefusedCase{"flag_twice", {"plan", "--tenant", "a", "--tenant", "b"}, "B41: --tenant is given twice"},
        RefusedCase{"switch_twice", {"apply", "--yes", "--yes"}, "B41: --yes is given twice"},
        RefusedCase{"no_value", {"plan", "--tenant"}, "B41: '--tenant' lacks its value"},
        RefusedCase{"empty_value", {"plan", "--tenant="}, "B41: --tenant lacks its value"},
        RefusedCase{
            "flag_in_the_place_of_a_value",
            {"plan", "--tenant", "--quiet"},
            "B41: --tenant lacks its value: '--quiet' looks like a flag (write --tenant=--quiet if it is meant)"},
        RefusedCase{"value_for_a_switch", {"plan", "--quiet=yes"}, "B41: --quiet takes no value, found 'yes'"},
        RefusedCase{"unknown_command", {"frobnicate"}, "B41: unknown command 'frobnicate'"},
        RefusedCase{"misspelt_command", {"plam"}, "B41: unknown command 'plam' (did you mean 'plan'?)"},
        RefusedCase{"argument_too_many",
                    {"plan", "manifests"},
                    "B41: unexpected argument 'manifests' of 'plan' (manifests are named with -f)"},
        RefusedCase{"argument_missing", {"show"}, "B41: 'show' needs FILE"},
        RefusedCase{
            "wait_without_unit",
            {"plan", "--max-wait=5"},
            "B42: --max-wait is no duration: '5' (a whole number with its unit ms, s, m, h or d: 30s, 5m, 24h)"},
        RefusedCase{"no_parallelism",
                    {"plan", "--parallelism", "0"},
                    "B43: --parallelism is a whole number from 1 to 64, not '0'"},
        RefusedCase{"negative_parallelism",
                    {"plan", "--parallelism=-1"},
                    "B43: --parallelism is a whole number from 1 to 64, not '-1'"},
        RefusedCase{"too_much_parallelism",
                    {"plan", "--parallelism", "65"},
                    "B43: --parallelism is a whole number from 1 to 64, not '65'"},
        RefusedCase{"parallelism_that_is_no_number",
                    {"plan", "--parallelism", "4x"},
                    "B43: --parallelism is a whole number from 1 to 64, not '4x'"},
        RefusedCase{
            "quiet_and_verbose", {"plan", "--quiet", "--verbose"}, "B44: --quiet and --verbose contradict each other"},
        RefusedCase{"plan_and_manifests",
                    {"apply", "p.json", "-f", "m"},
                    "B44: apply PLAN and --file contradict each other: a plan says itself what to do"},
        RefusedCase{"consent_where_nothing_is_written", {"plan", "--yes"}, "B44: --yes does not go with 'plan'"},
        RefusedCase{"unknown_format",
                    {"plan", "--format", "jsn"},
                    "B44: unknown format 'jsn': this version has text, json, markdown, dot (did you mean 'json'?)"},
        RefusedCase{"report_without_file",
                    {"plan", "--report", "json"},
                    "B41: --report takes FORMAT=FILE, not 'json' (for example --report json=report.json)"},
        RefusedCase{"unknown_word",
                    {"plan", "--color", "alway"},
                    "B44: 'alway' is no value of --color: it is auto or always or never (did you mean 'always'?)"},
        RefusedCase{"invalid_utf8", {"show", "a\xff"}, "B52: the argument 'a\\xff' is no valid UTF-8 from byte 1"},
        RefusedCase{"invalid_utf8_behind_a_flag",
                    {"plan", "-f", "a\xff"},
                    "B52: the value of -f is no valid UTF-8 from byte 1"},
        RefusedCase{"path_that_ends_in_a_carriage_return",
                    {"show", "plan.json\r"},
                    "B87: the argument 'plan.json\\x0d' ends in '\\x0d' (remove it from the value)"},
        RefusedCase{"name_that_ends_in_a_blank",
                    {"plan", "--tenant", "production "},
                    "B87: the value of --tenant ends in ' ' (remove it from the value)"},
        RefusedCase{"value_that_ends_in_a_blank_of_a_browser",
                    {"plan", "--url=https://a.example.com\u00a0\u200b"},
                    "B87: --url ends in '\u00a0\\u200b' (remove it from the value)"},
        RefusedCase{"moment_without_zone",
                    {"plan", "--at", "2026-12-01T02:10:00"},
                    "B93: --at is no moment with its zone: '2026-12-01T02:10:00' (YYYY-MM-DDThh:mm:ss with Z or an "
                    "offset, for example 2026-12-01T02:10:00Z or 2026-12-01T10:10:00+08:00)"},
        RefusedCase{"plan_for_another_moment",
                    {"apply", "p.json", "--at", "2026-12-01T02:10:00Z"},
                    "B44: apply PLAN and --at contradict each other: a plan says itself what to do"},
        RefusedCase{"approval_that_is_no_digest",
                    {"apply", "p.json", "--approve", "ab12"},
                    "SEC21: --approve is no digest of a plan: 'ab12' (the 64 hexadecimal digits behind `digest` in "
                    "what `interlock show PLAN` prints)"},
        RefusedCase{"approval_without_a_plan",
                    {"apply", "--approve", std::string(64, 'a')},
                    "B44: --approve and apply without a PLAN contradict each other: what is planned anew, nobody has "
                    "approved"}),
    testing::row_name);

Options options_of(const Words& words) {
  const auto parsed = parse_arguments(words);
  EXPECT_TRUE(parsed);
  return parsed ? parsed->options : Options{};
}

TEST(Arguments, FilesAreRepeatableAndMayHoldCommas) {
  EXPECT_EQ(options_of({"plan", "-f", "a,b", "--file", "c", "--file=d", "-fe"}).files, (Words{"a,b", "c", "d", "e"}));
}

TEST(Arguments, ColourTakesItsValueBehindABlank) {
  EXPECT_EQ(options_of({"plan", "--color", "never"}).color, ColorWish::never);
}

TEST(Arguments, FlagsMayStandBeforeTheCommand) {
  const auto parsed = parse_arguments(Words{"--quiet", "apply", "--yes", "plan.json"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->command->name, "apply");
  EXPECT_EQ(parsed->operands, Words{"plan.json"});
  EXPECT_TRUE(parsed->options.quiet);
  EXPECT_TRUE(parsed->options.yes);
}

TEST(Arguments, PlansAreValidForADayUnlessTold) {
  EXPECT_EQ(options_of({"plan"}).valid_for, Millis(86'400'000));
  EXPECT_EQ(options_of({"plan", "--valid-for", "2h"}).valid_for, Millis(7'200'000));
  EXPECT_EQ(options_of({"plan", "--valid-for", "forever"}).valid_for, std::nullopt);
}

TEST(Arguments, AMomentMayHaveItsOffset) {
  EXPECT_EQ(options_of({"plan", "--at", "2026-12-01T10:10:00+08:00"}).at, parse_wall("2026-12-01T02:10:00Z"));
  EXPECT_EQ(options_of({"plan"}).at, std::nullopt);
}

TEST(Arguments, AnApprovalMayBeWrittenInCapitals) {
  EXPECT_EQ(options_of({"apply", "p.json", "--approve", std::string(64, 'A')}).approved, std::string(64, 'a'));
}

TEST(Arguments, TenantIsANameForPlanAndAFileForTheSandbox) {
  EXPECT_EQ(options_of({"plan", "--tenant", "x"}).tenant, "x");
  EXPECT_EQ(options_of({"sandbox", "--tenant", "x"}).tenant_file, "x");
}

TEST(Arguments, EveryProblemIsTold) {
  const auto parsed = parse_arguments(Words{"plan", "--frob", "--parallelism", "0", "--max-wait", "x"});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.problems().size(), 3u);
}

TEST(Arguments, TheValueOfAnUnknownFlagIsNotEchoed) {
  const auto parsed = parse_arguments(Words{"plan", "--client-secret", "hunter2"});
  ASSERT_FALSE(parsed);
  ASSERT_EQ(parsed.problems().size(), 1u);
  EXPECT_EQ(parsed.problems()[0].message, "unknown flag '--client-secret' of 'plan'");
}

TEST(Arguments, NothingIsNoCommand) {
  const auto parsed = parse_arguments(Words{});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->command, nullptr);
}

TEST(Commands, EachIsExplained) {
  for (const auto& command : commands()) {
    const auto text = help_text(&command);
    for (const auto flag : command.flags) EXPECT_NE(text.find("--" + std::string(info(flag).name)), std::string::npos);
    EXPECT_NE(help_text(nullptr).find(std::string(command.name)), std::string::npos);
  }
}

TEST(Flags, HaveARowForEachInTheirOrder) {
  for (std::size_t i = 0; i < flags().size(); ++i) EXPECT_EQ(static_cast<std::size_t>(flags()[i].flag), i);
  EXPECT_EQ(flags().size(), static_cast<std::size_t>(Flag::lock_timeout) + 1);
}

}  // namespace
}  // namespace interlock
