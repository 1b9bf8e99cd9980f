// Tables as text: RFC 4180, positions, what is refused (B14, B16, B75, B90), and the way back (SEC15).
#include "codec/csv.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/text.hpp"
#include "support/names.hpp"
#include "support/problems.hpp"
#include "support/wrong_text.hpp"

namespace interlock {
namespace {

using std::string_literals::operator""s;

std::vector<CsvRow> read(const std::string& text, Problems& problems, const CsvLimits& limits = {}) {
  const Source source{"t.csv", text};
  CsvReader reader(source, problems, limits);
  std::vector<CsvRow> rows;
  while (auto row = reader.next()) rows.push_back(*std::move(row));
  return rows;
}

struct TableCase {
  const char* name;
  std::string text;
  std::string cells;  // LINE:COLUMN 'TEXT', rows parted by a slash
};

std::string cells_of(const std::vector<CsvRow>& rows) {
  std::string text;
  for (const auto& row : rows) {
    if (!text.empty()) text += " /";
    for (const auto& cell : row) {
      text += " " + std::to_string(cell.at.line) + ":" + std::to_string(cell.at.column) + " " +
              interlock::quoted(cell.text);
    }
  }
  return text;
}

class Table : public ::testing::TestWithParam<TableCase> {};

TEST_P(Table, IsRead) {
  Problems problems;
  EXPECT_EQ(cells_of(read(GetParam().text, problems)), GetParam().cells);
  EXPECT_EQ(testing::told(problems), "");
}

INSTANTIATE_TEST_SUITE_P(
    Csv, Table,
    ::testing::Values(TableCase{"nothing", "", ""},
                      TableCase{"rows_and_cells", "a,b\nc,d\n", " 1:1 'a' 1:3 'b' / 2:1 'c' 2:3 'd'"},
                      TableCase{"no_line_end_behind_the_last_row", "a,b\nc,d", " 1:1 'a' 1:3 'b' / 2:1 'c' 2:3 'd'"},
                      TableCase{"lines_that_end_in_cr_lf", "a,b\r\nc,d\r\n", " 1:1 'a' 1:3 'b' / 2:1 'c' 2:3 'd'"},
                      TableCase{"lines_that_end_in_cr", "a,b\rc,d\r", " 1:1 'a' 1:3 'b' / 2:1 'c' 2:3 'd'"},
                      TableCase{"a_byte_order_mark_is_no_text",
                                "\xef\xbb\xbf"
                                "a,b\n",
                                " 1:1 'a' 1:3 'b'"},
                      TableCase{"a_byte_order_mark_before_a_quote", "\xef\xbb\xbf\"a\",b\n", " 1:1 'a' 1:5 'b'"},
                      TableCase{"empty_cells", ",a,,\n", " 1:1 '' 1:2 'a' 1:4 '' 1:5 ''"},
                      TableCase{"a_comma_at_the_end_of_the_file", "a,", " 1:1 'a' 1:3 ''"},
                      TableCase{"rows_of_different_length", "a,b\nc\n", " 1:1 'a' 1:3 'b' / 2:1 'c'"},
                      TableCase{"a_line_without_a_character_is_no_row", "\na\n\n\nb\n\n", " 2:1 'a' / 5:1 'b'"},
                      TableCase{"an_empty_cell_in_quotes_is_a_row", "a\n\"\"\nb\n", " 1:1 'a' / 2:1 '' / 3:1 'b'"},
                      TableCase{"blanks_belong_to_the_cell", " a , b\n", " 1:1 ' a ' 1:5 ' b'"},
                      TableCase{"a_comma_in_quotes", "\"a,b\",c\n", " 1:1 'a,b' 1:7 'c'"},
                      TableCase{"a_quote_in_quotes", "\"a\"\"b\",\"\"\"\"\n", " 1:1 'a\"b' 1:8 '\"'"},
                      TableCase{"a_line_end_in_quotes", "\"a\r\nb\",c\nd,\"\n\n\"\ne\n",
                                " 1:1 'a\\x0ab' 2:4 'c' / 3:1 'd' 3:3 '\\x0a\\x0a' / 6:1 'e'"},
                      TableCase{"columns_count_code_points", "\u00e9\U0001f642,b,\"\u00e9\",c\n",
                                " 1:1 '\u00e9\U0001f642' 1:4 'b' 1:6 '\u00e9' 1:10 'c'"},
                      TableCase{"a_tab_is_text", "a\tb,c\n", " 1:1 'a\\x09b' 1:5 'c'"},
                      TableCase{"an_apostrophe_before_a_sign_goes", "'=1,'+1,'-1,'@a,'\uff1d1\n",
                                " 1:1 '=1' 1:5 '+1' 1:9 '-1' 1:13 '@a' 1:17 '\uff1d1'"},
                      TableCase{"one_apostrophe_of_several_goes", "''=1\n", " 1:1 ''=1'"},
                      TableCase{"an_apostrophe_before_a_tab_goes", "'\ta\n", " 1:1 '\\x09a'"},
                      TableCase{"other_apostrophes_stay", "'t Hooft,',''\n", " 1:1 ''t Hooft' 1:10 ''' 1:12 ''''"},
                      TableCase{"a_sign_without_an_apostrophe_stays", "=1,-1\n", " 1:1 '=1' 1:4 '-1'"}),
    testing::row_name);

using Row = testing::WrongText;

class BrokenTable : public ::testing::TestWithParam<Row> {};

TEST_P(BrokenTable, SaysWhereAndWhat) {
  Problems problems;
  read(GetParam().text, problems, {.file_bytes = 200, .rows = 3, .cells = 12});
  EXPECT_EQ(testing::told(problems), GetParam().told);
}

INSTANTIATE_TEST_SUITE_P(
    Csv, BrokenTable,
    ::testing::Values(
        Row{"open_quote", "user,A\nana,\"3\nben,2\n",
            "B75 2:5 row 'ana', column 'A': a quote that is not closed | close it behind the cell's text; write "
            "\"\" for a quote in the text"},
        Row{"open_quote_in_a_heading_shows_no_text", "user,\"canary\n",
            "B75 1:6 heading 2: a quote that is not closed | close it behind the cell's text; write \"\" for a "
            "quote in the text"},
        Row{"open_quote_in_the_first_cell", "user,A\n\"ana\n",
            "B75 2:1 the first cell of a row: a quote that is not closed | close it behind the cell's text; "
            "write \"\" for a quote in the text"},
        Row{"quote_inside_a_cell", "user,A\nana,3\"\n",
            "B75 2:6 row 'ana', column 'A': a quote inside a cell that does not begin with one | put the whole "
            "cell in quotes, and write \"\" for each quote in it"},
        Row{"text_behind_a_quote", "user,A\nana,\"3\"0\n",
            "B75 2:8 row 'ana', column 'A': text behind the quote that closes the cell | put the whole cell in "
            "quotes, and write \"\" for each quote in it"},
        Row{"cell_under_no_heading", "user\nana,\"3\n",
            "B75 2:5 row 'ana', column '2': a quote that is not closed | close it behind the cell's text; write "
            "\"\" for a quote in the text"},
        Row{"semicolon_behind_a_quote", "\"user\";\"A\"\n",
            "B75 1:7 the cells are separated by ';'; a comma is wanted | save the table as CSV with commas (RFC "
            "4180)"},
        Row{"tab_behind_a_quote", "\"user\"\t\"A\"\n",
            "B75 1:7 the cells are separated by a tab; a comma is wanted | save the table as CSV with commas "
            "(RFC 4180)"},
        Row{"nul", "user,A\nana,\0\n"s, "B14 2:5 byte 11 (00): control characters are not part of CSV | remove it"},
        Row{"invalid_utf_8", "user,A\nan\xe9,3\n",
            "B14 2:3 byte 9 (e9 2c 33 0a): not valid UTF-8 | save the file as UTF-8"},
        Row{"utf_16", "\xff\xfeu\0"s,
            "B14 1:1 byte 0 (ff fe 75 00): this is UTF-16 or UTF-32; manifests are UTF-8 | save the file as "
            "UTF-8"},
        Row{"a_workbook", "PK\x03\x04", "B90 t.csv this looks like a binary file (zip) | give the text itself"},
        Row{"an_unresolved_merge", "user,A\n<<<<<<< HEAD\nana,3\n=======\nana,4\n>>>>>>> b\n",
            "B89 2:1 unresolved merge conflict | choose a side and remove the lines of markers | 4:1 the other "
            "side begins here | 6:1 the conflict ends here"},
        Row{"too_many_bytes", std::string(201, 'x'),
            "B16 t.csv the file has 201 bytes; the limit is 200 | split it into several files"},
        Row{"too_many_rows", "user\n1\n2\n3\n4\n",
            "B16 5:1 the table has more than 3 rows; that is the limit | split it into several files"},
        Row{"as_many_rows_as_may_be", "user\n1\n2\n3\n", ""},
        Row{"too_many_cells", "user,,,,\na,,,,\nb,,,,\n",
            "B16 3:4 the table has more than 12 cells; that is the limit | split it into several files"}),
    testing::row_name);

TEST(WriteCsv, PutsAnApostropheBeforeWhatASpreadsheetWouldRun) {
  const std::vector<CsvRow> rows{{{"a"}, {"=1"}, {"'@b"}, {"it's"}}, {{""}, {"\"\n"}}};
  EXPECT_EQ(write_csv(rows), "\"a\",\"'=1\",\"''@b\",\"it's\"\n\"\",\"\"\"\n\"\n");
}

TEST(WriteCsv, IsReadBackAsItWas) {
  const std::vector<std::string> texts{"",    "a",  "=",    "'=", "''=",     "'",        "\t", "'\t",    "\n",
                                       "'\n", "\"", "\"\"", ",",  "<<<<<<<", "Salted__", "-1", "\uff20", "'\uff20"};
  std::vector<CsvRow> rows;
  for (const auto& first : texts) {
    for (const auto& second : texts) rows.push_back({{first}, {second}});
    rows.push_back({{first}});
  }
  Problems problems;
  const auto again = read(write_csv(rows), problems);
  EXPECT_EQ(testing::told(problems), "");
  ASSERT_EQ(again.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_TRUE(std::equal(rows[i].begin(), rows[i].end(), again[i].begin(), again[i].end(),
                           [](const CsvCell& a, const CsvCell& b) { return a.text == b.text; }))
        << cells_of({rows[i]}) << " came back as" << cells_of({again[i]});
  }
}

}  // namespace
}  // namespace interlock
