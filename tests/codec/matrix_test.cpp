// Skill matrices: what their cells mean, and what is refused at which cell (B20, B22, B75, B81).
#include "codec/matrix.hpp"

#include <gtest/gtest.h>

#include <string>

#include "codec/manifest.hpp"
#include "support/names.hpp"
#include "support/problems.hpp"

namespace interlock {
namespace {

Manifest read(const std::string& table, const std::string& manifest, Problems& problems, Api api = Api::guide) {
  const std::vector<Source> sources{{"m.yaml", "interlock: 1\n" + manifest}};
  auto declared = declare(sources, api, problems);
  for (const auto& request : declared.matrices) add_matrix(declared, request, {request.path, table}, api, problems);
  return assemble(std::move(declared), problems);
}

const std::string kRequest = "profiles: [{matrix: t.csv}]\n";

struct SameCase {
  const char* name;
  std::string table;
  std::string request;
  std::string yaml;  // the entries that say the same
};

class SameAsYaml : public ::testing::TestWithParam<SameCase> {};

// P1.
TEST_P(SameAsYaml, IsOneDesiredState) {
  const auto& row = GetParam();
  Problems problems;
  const auto of_table = read(row.table, row.request, problems);
  const std::vector<Source> sources{{"m.yaml", "interlock: 1\n" + row.yaml}};
  const auto of_yaml = read_manifest(sources, Api::guide, problems);
  EXPECT_EQ(testing::told(problems), "");
  EXPECT_EQ(write_manifest(of_table), write_manifest(of_yaml));
  EXPECT_EQ(digest(of_table), digest(of_yaml));
}

INSTANTIATE_TEST_SUITE_P(
    Matrix, SameAsYaml,
    ::testing::Values(
        SameCase{"users_by_skills", "user,Billing,Tier_2\nana@example.com,4,2\nben@example.com,1,5\n", kRequest,
                 "profiles:\n"
                 "  - {user: ana@example.com, levels: {Billing: 4, Tier_2: 2}}\n"
                 "  - {user: ben@example.com, levels: {Billing: 1, Tier_2: 5}}\n"},
        SameCase{"shared_profiles_by_skills", "profile,Billing\nAgents,3\n", kRequest,
                 "profiles: [{name: Agents, levels: {Billing: 3}}]\n"},
        SameCase{"shared_profiles_by_the_key_of_their_entries", "name,Billing\nAgents,3\n", kRequest,
                 "profiles: [{name: Agents, levels: {Billing: 3}}]\n"},
        SameCase{"an_empty_cell_names_no_level", "user,Billing,Tier_2\nana@example.com,,2\n", kRequest,
                 "profiles: [{user: ana@example.com, levels: {Tier_2: 2}}]\n"},
        SameCase{"absent_takes_the_level_away", "user,Billing\nana@example.com,absent\n", kRequest,
                 "profiles: [{user: ana@example.com, levels: {Billing: absent}}]\n"},
        SameCase{"the_mode_is_that_of_each_row", "user,Billing,Fax\nana@example.com,3,\nben@example.com,,\n",
                 "profiles: [{matrix: t.csv, mode: exact}]\n",
                 "profiles:\n"
                 "  - {user: ana@example.com, mode: exact, levels: {Billing: 3}}\n"
                 "  - {user: ben@example.com, mode: exact, levels: {}}\n"},
        SameCase{"the_order_of_rows_and_columns_is_no_difference",
                 "user,Tier_2,Billing\nben@example.com,5,1\nana@example.com,2,4\n", kRequest,
                 "profiles:\n"
                 "  - {user: ana@example.com, levels: {Billing: 4, Tier_2: 2}}\n"
                 "  - {user: ben@example.com, levels: {Billing: 1, Tier_2: 5}}\n"},
        SameCase{"names_with_commas_quotes_and_signs",
                 "user,\"Cards, gold\",\"\"\"VIP\"\"\",'+65\nana@example.com,1,2,3\n", kRequest,
                 "profiles: [{user: ana@example.com, levels: {'Cards, gold': 1, '\"VIP\"': 2, '+65': 3}}]\n"},
        SameCase{"beside_entries_for_others", "user,Billing\nana@example.com,4\n",
                 "profiles: [{user: ben@example.com, levels: {Billing: 1}}, {matrix: t.csv}]\n",
                 "profiles: [{user: ana@example.com, levels: {Billing: 4}}, {user: ben@example.com, levels: {Billing: "
                 "1}}]\n"},
        SameCase{"a_skill_named_as_the_rows_are", "user,user\nana@example.com,4\n", kRequest,
                 "profiles: [{user: ana@example.com, levels: {user: 4}}]\n"}),
    testing::row_name);

struct WrongCase {
  const char* name;
  std::string table;
  std::string told;
  std::string request = kRequest;
};

class WrongMatrix : public ::testing::TestWithParam<WrongCase> {};

TEST_P(WrongMatrix, SaysWhereAndWhat) {
  Problems problems;
  read(GetParam().table, GetParam().request, problems);
  EXPECT_EQ(testing::told(problems), GetParam().told);
}

const std::string kLevels = "; whole numbers 1 to 5 are allowed, 5 is the best";
const std::string kWriteALevel = " | write a level, `absent` to take the level away, or nothing to leave it as it is";

INSTANTIATE_TEST_SUITE_P(
    Headings, WrongMatrix,
    ::testing::Values(
        WrongCase{"an_empty_file", "",
                  "B75 t.csv the table is empty: headings are wanted | begin with a line like "
                  "user,SKILL,SKILL"},
        WrongCase{"rows_of_nothing_known", "agent,Billing\ncanary,3\n",
                  "B75 1:1 the first heading is none of user, profile | it says what the rows are, the other headings "
                  "name skills"},
        WrongCase{"a_heading_that_is_nearly_right", "User,Billing\nana@example.com,3\n",
                  "B75 1:1 the first heading is none of user, profile | did you mean 'user'?"},
        WrongCase{"no_headings", "ana@example.com,3\n",
                  "B75 1:1 the first heading is none of user, profile | it says what the rows are, the other headings "
                  "name skills"},
        WrongCase{"semicolons", "user;Billing\nana@example.com;3\n",
                  "B75 1:1 the cells are separated by ';'; a comma is wanted | save the table as CSV with commas (RFC "
                  "4180)"},
        WrongCase{"semicolons_and_decimal_commas", "user;Billing, gold\nana@example.com;2,5\n",
                  "B75 1:1 the cells are separated by ';'; a comma is wanted | save the table as CSV with commas (RFC "
                  "4180)"},
        WrongCase{
            "tabs", "user\tBilling\nana@example.com\t3\n",
            "B75 1:1 the cells are separated by a tab; a comma is wanted | save the table as CSV with commas (RFC "
            "4180)"},
        WrongCase{"no_skill", "user\nana@example.com\n",
                  "B75 1:1 no heading names a skill | add a column for each skill, separated by commas"},
        WrongCase{"a_missing_heading", "user,Billing,\nana@example.com,3,4\n",
                  "B75 1:14 column 3 has no heading | name the skill, or remove the column"},
        WrongCase{"a_heading_twice", "user,Billing,Fax,Billing\nana@example.com,3,4,5\n",
                  "B75 1:18 heading 'Billing' comes twice | keep one column for each skill | 1:6 first here"},
        WrongCase{"a_heading_twice_in_another_normal_form", "user,Caf\u00e9,Cafe\u0301\nana@example.com,3,4\n",
                  "B75 1:11 heading 'Cafe\u0301' comes twice | keep one column for each skill | 1:6 first here"},
        WrongCase{"a_blank_in_a_heading_and_no_echo_of_it", "user, Billing\nana@example.com,9\nben@example.com,x\n",
                  "B20 1:6 heading ' Billing' has blanks at an end (8 characters); 1 to 100 characters are allowed | "
                  "write 'Billing'"},
        WrongCase{"headings_only", "user,Billing\n",
                  "B1 t.csv nothing declared; nothing will be deleted because of it | a removal is written out, for "
                  "example `absent: true`"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Rows, WrongMatrix,
    ::testing::Values(
        WrongCase{
            "too_few_cells", "user,Billing,Fax\nana@example.com,3\n",
            "B75 2:17 user 'ana@example.com' has 2 cells, the headings are 3: no cell stands under 'Fax' | write a "
            "comma for each cell that stays empty"},
        WrongCase{
            "too_many_cells", "user,Billing\nana@example.com,3,4\n",
            "B75 2:19 user 'ana@example.com' has 3 cells, the headings are 2: '4' stands under no heading | a text "
            "with a comma needs quotes; a level is a whole number, without a decimal comma"},
        WrongCase{"a_user_twice", "user,Billing\nana@example.com,3\nben@example.com,3\nana@example.com,4\n",
                  "B75 4:1 user 'ana@example.com' has two rows | keep one row with the cells of both | 2:1 first here"},
        WrongCase{"a_row_of_nobody", "user,Billing\n,3\n",
                  "B75 2:1 a row without a name under 'user' | name the user, or remove the row"},
        WrongCase{"a_name_that_is_none", "user,Billing\nana@example.com ,3\n",
                  "B20 2:1 user 'ana@example.com ' has blanks at an end (16 characters); 1 to 254 characters are "
                  "allowed | write 'ana@example.com'"},
        WrongCase{"a_user_of_an_entry", "user,Billing\nben@example.com,3\nana@example.com,4\n",
                  "B21 3:1 user 'ana@example.com' is declared twice | keep one entry with the fields of both | 2:36 "
                  "first declared here",
                  "profiles: [{matrix: t.csv}, {user: ana@example.com, levels: {Fax: 1}}]\n"},
        WrongCase{"all_problems_at_once", "user,Billing,Fax\nana@example.com,9,x\nben@example.com\n",
                  "B22 2:17 user 'ana@example.com': level of 'Billing' is the number 9" + kLevels + "\n" +
                      "B22 2:19 user 'ana@example.com': level of 'Fax' is the text 'x'" + kLevels + kWriteALevel +
                      "\nB75 3:1 user 'ben@example.com' has 1 cell, the headings are 3: no cell stands under 'Billing' "
                      "| write a comma for each cell that stays empty"}),
    testing::row_name);

struct CellCase {
  const char* name;
  std::string cell;
  std::string told;  // behind the words that are the same for all
};

class WrongCell : public ::testing::TestWithParam<CellCase> {};

TEST_P(WrongCell, SaysWhereAndWhat) {
  Problems problems;
  const auto manifest = read("user,Fax,Billing\nana@example.com,2," + GetParam().cell + "\n", kRequest, problems);
  const auto& [rule, rest] = std::pair(GetParam().told.substr(0, 3), GetParam().told.substr(3));
  EXPECT_EQ(testing::told(problems), rule + " 2:19 user 'ana@example.com': level of 'Billing' is " + rest);
}

INSTANTIATE_TEST_SUITE_P(
    Cells, WrongCell,
    ::testing::Values(CellCase{"zero", "0", "B22the number 0" + kLevels},
                      CellCase{"six", "6", "B22the number 6" + kLevels},
                      CellCase{"negative", "-1", "B22the number -1" + kLevels},
                      CellCase{"negative_as_spreadsheets_are_told", "'-1", "B22the number -1" + kLevels},
                      CellCase{"a_half", "2.5", "B22the number 2.5" + kLevels},
                      CellCase{"decimals_that_say_nothing", "3.0", "B22the number 3.0" + kLevels},
                      CellCase{"out_of_range_of_double", "1e400", "B22the number 1e400" + kLevels},
                      CellCase{"not_a_number", ".nan", "B22the number .nan" + kLevels},
                      CellCase{"hexadecimal", "0x3", "B22the number 0x3" + kLevels},
                      CellCase{"a_leading_zero", "03", "B22the number 03" + kLevels},
                      CellCase{"a_decimal_comma", "\"2,5\"",
                               "B75the text '2,5'" + kLevels + " | a level is a whole number, without a decimal comma"},
                      CellCase{"a_blank", " ", "B22the text ' '" + kLevels + kWriteALevel},
                      CellCase{"a_blank_before", " 3", "B22the text ' 3'" + kLevels + kWriteALevel},
                      CellCase{"null", "null", "B22the text 'null'" + kLevels + kWriteALevel},
                      CellCase{"a_word", "expert", "B22the text 'expert'" + kLevels + kWriteALevel},
                      CellCase{"absent_in_capitals", "ABSENT", "B22the text 'ABSENT'" + kLevels + kWriteALevel}),
    testing::row_name);

TEST(Matrix, KeepsThePlaceOfEachCellAndHeading) {
  Problems problems;
  const auto manifest =
      read("user,Fax,Billing\n\nana@example.com,,4\n", "profiles: [{matrix: t.csv, mode: exact}]\n", problems);
  ASSERT_EQ(manifest.resources.size(), 1u);
  const auto& entry = manifest.resources[0];
  EXPECT_EQ(to_string(entry.at), "t.csv:3:1");
  EXPECT_EQ(to_string(entry.fields.find("mode")->at), "m.yaml:2:34");
  const auto& levels = std::get<Map>(entry.fields.find("levels")->data);
  EXPECT_EQ(to_string(levels.find_key("Billing")->at), "t.csv:1:10");
  EXPECT_EQ(to_string(levels.find("Billing")->at), "t.csv:3:18");
}

TEST(Matrix, HasTheLevelsOfTheApi) {
  Problems problems;
  const auto manifest = read("user,Billing\nana@example.com,0\n", kRequest, problems, Api::published);
  EXPECT_EQ(testing::told(problems), "");
  EXPECT_EQ(manifest.resources.at(0).fields, (Map{{"levels", Map{{"Billing", 0}}}}));
}

TEST(Matrix, WithoutRowsIsOnlyAWarningBesideOthers) {
  Problems problems;
  read("user,Billing\n", "skills: [{name: Billing}]\nprofiles: [{matrix: t.csv}]\n", problems);
  EXPECT_FALSE(has_errors(problems));
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].rule, "B1");
}

}  // namespace
}  // namespace interlock
