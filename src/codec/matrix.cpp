#include "codec/matrix.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "codec/complaints.hpp"
#include "codec/fields.hpp"
#include "codec/yaml_scalar.hpp"

namespace interlock {
namespace {

constexpr std::string_view kAbsent = "absent";
constexpr std::string_view kLevels = "levels";

struct Column {
  std::size_t index;
  Key skill;
};

/// What the headings say.
struct Layout {
  const KindInfo* kind = nullptr;
  CsvRow headings{};
  std::vector<Column> columns{};  // by the name of the skill, as levels stand in normal form
};

struct Reading {
  const Layout& layout;
  const MatrixRequest& request;
  Api api;
  Problems& problems;
  std::map<std::string, Place> rows{};  // by the name that each bears, in normal form C
};

Problem wrong_table(const Place& at, std::string message, std::string hint) {
  return {.rule = "B75", .where = at, .message = std::move(message), .hint = std::move(hint)};
}

/// Shows nothing of the heading: before it is the right one, the file may be anything (SEC37).
const KindInfo* kind_of_rows(const CsvCell& heading, Problems& problems) {
  std::vector<std::string_view> known;
  for (const auto& kind : kinds()) {
    if (kind.section != matrix_section()) continue;
    if (heading.text == kind.name || heading.text == kind.key) return &kind;
    known.push_back(kind.name);
  }
  const auto other = std::find_if(heading.text.begin(), heading.text.end(), is_other_delimiter);
  if (other != heading.text.end()) {
    problems.push_back(wrong_delimiter(*other, heading.at));
    return nullptr;
  }
  const auto meant = did_you_mean(lower_case(heading.text), known);
  problems.push_back(wrong_table(heading.at, "the first heading is none of " + join(known, ", "),
                                 meant.empty() ? "it says what the rows are, the other headings name skills" : meant));
  return nullptr;
}

/// The columns whose headings are in order.
std::vector<Column> columns_of(const CsvRow& headings, Problems& problems) {
  const auto longest = info(Kind::skill).longest_name;
  std::map<std::string, Place> seen;
  std::vector<Column> columns;
  for (std::size_t index = 1; index < headings.size() && !are_enough(problems); ++index) {
    const auto& [text, at] = headings[index];
    if (text.empty()) {
      problems.push_back(wrong_table(at, "column " + std::to_string(index + 1) + " has no heading",
                                     "name the skill, or remove the column"));
      continue;
    }
    if (!is_name("heading", text, at, longest, problems)) continue;
    const auto [first, is_new] = seen.emplace(nfc(text), at);
    if (is_new) {
      columns.push_back({index, {text, at}});
      continue;
    }
    auto problem = wrong_table(at, "heading " + quoted(text) + " comes twice", "keep one column for each skill");
    problem.related.push_back({first->second, "first here"});
    problems.push_back(std::move(problem));
  }
  std::sort(columns.begin(), columns.end(), [](const auto& a, const auto& b) { return a.skill.name < b.skill.name; });
  return columns;
}

std::optional<Layout> read_layout(CsvReader& reader, const std::string& file, Problems& problems) {
  const auto before = problems.size();
  auto headings = reader.next();
  if (!headings) {
    if (problems.size() == before) {
      problems.push_back(wrong_table(whole_file(file), "the table is empty: headings are wanted",
                                     "begin with a line like user,SKILL,SKILL"));
    }
    return std::nullopt;
  }
  const auto* kind = kind_of_rows(headings->front(), problems);
  if (kind == nullptr) return std::nullopt;
  if (headings->size() == 1) {
    problems.push_back(wrong_table(headings->front().at, "no heading names a skill",
                                   "add a column for each skill, separated by commas"));
    return std::nullopt;
  }
  auto columns = columns_of(*headings, problems);
  return Layout{kind, *std::move(headings), std::move(columns)};
}

/// "user 'ana@example.com'"
std::string owner_of(const CsvRow& row, const Layout& layout) {
  return std::string(layout.kind->name) + " " + quoted(row.front().text);
}

bool is_even(const CsvRow& row, const Reading& reading) {
  const auto& headings = reading.layout.headings;
  if (row.size() == headings.size()) return true;
  const auto counts = owner_of(row, reading.layout) + " has " + plural(row.size(), "cell") + ", the headings are " +
                      std::to_string(headings.size()) + ": ";
  reading.problems.push_back(
      row.size() < headings.size()
          ? wrong_table(row.back().at, counts + "no cell stands under " + quoted(headings[row.size()].text),
                        "write a comma for each cell that stays empty")
          : wrong_table(row[headings.size()].at,
                        counts + quoted(row[headings.size()].text) + " stands under no heading",
                        "a text with a comma needs quotes; a level is a whole number, without a decimal comma"));
  return false;
}

/// Whether the first cell names an object, and none that an earlier row names.
bool is_named(const CsvRow& row, Reading& reading) {
  const auto& kind = *reading.layout.kind;
  const auto& [name, at] = row.front();
  if (name.empty()) {
    reading.problems.push_back(wrong_table(at, "a row without a name under " + quoted(reading.layout.headings[0].text),
                                           "name the " + std::string(kind.name) + ", or remove the row"));
    return false;
  }
  if (!is_name(std::string(kind.name), name, at, kind.longest_name, reading.problems)) return false;
  const auto [first, is_new] = reading.rows.emplace(nfc(name), at);
  if (is_new) return true;
  auto problem =
      wrong_table(at, owner_of(row, reading.layout) + " has two rows", "keep one row with the cells of both");
  problem.related.push_back({first->second, "first here"});
  reading.problems.push_back(std::move(problem));
  return false;
}

bool has_decimal_comma(std::string_view text) {
  const auto comma = text.find(',');
  const auto is_digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return comma != std::string_view::npos && is_digits(text.substr(0, comma)) && is_digits(text.substr(comma + 1));
}

/// B22, or B75 where the number is written as tables of some countries have it.
Problem wrong_cell(const std::string& what, const Value& value, const LevelRange& range) {
  const auto* text = value.as<std::string>();
  auto problem = wrong_level(what, value, range);
  if (text == nullptr) return problem;
  const bool is_decimal = has_decimal_comma(*text);
  if (is_decimal) problem.rule = "B75";
  const std::string_view number =
      range.decimals ? "write a decimal point: 2.5, not 2,5" : "a level is a whole number, without a decimal comma";
  problem.hint =
      is_decimal ? number : "write a level, `absent` to take the level away, or nothing to leave it as it is";
  return problem;
}

/// The level in normal form, or nothing where the cell says none.
std::optional<Value> level_in(const CsvCell& cell, const Column& column, const CsvRow& row, const Reading& reading) {
  if (cell.text.empty()) return std::nullopt;
  if (cell.text == kAbsent) return Value(Null{}, cell.at);
  Value value(cell.text, cell.at);
  auto data = plain_scalar(cell.text);
  const bool is_number = std::holds_alternative<std::int64_t>(data) || std::holds_alternative<Decimal>(data);
  if (is_number) value.data = std::move(data);
  const auto range = level_range(*find_field(reading.layout.kind->fields, kLevels), reading.api);
  if (auto level = level_of(value, range)) return level;
  const auto what = owner_of(row, reading.layout) + ": level of " + quoted(column.skill.name);
  reading.problems.push_back(wrong_cell(what, value, range));
  return std::nullopt;
}

Resource entry_of(const CsvRow& row, const Reading& reading) {
  std::vector<Key> keys;
  std::vector<Value> values;
  for (const auto& column : reading.layout.columns) {
    auto level = level_in(row[column.index], column, row, reading);
    if (!level) continue;
    keys.push_back(column.skill);
    values.push_back(*std::move(level));
  }
  Map fields;
  fields.set(kLevels, Value(Map::of(std::move(keys), std::move(values)), row.front().at), row.front().at);
  if (reading.request.mode) fields.set("mode", *reading.request.mode, reading.request.mode->at);
  return {{reading.layout.kind->kind, row.front().text}, std::move(fields), row.front().at};
}

}  // namespace

std::string_view matrix_section() { return info(Kind::user).section; }

std::string_view matrix_doc() {
  return "The levels of many users or shared profiles, one a row of a CSV file. The first heading is `user` (e-mail "
         "addresses) or `profile` (names of shared profiles), the others are names of skills. A cell is a level, "
         "`absent`, which takes the level away, or empty, which names no level.";
}

std::span<const FieldInfo> matrix_fields() {
  static const std::array kFields{
      FieldInfo{.name = kMatrixKey,
                .doc = "The CSV file, relative to this manifest and beneath the directory that is read.",
                .access = Access::directive,
                .required = true},
      *find_field(info(Kind::user).fields, "mode"),
  };
  return kFields;
}

std::vector<Resource> read_matrix(const Source& source, const MatrixRequest& request, Api api, Problems& problems,
                                  const CsvLimits& limits) {
  CsvReader reader(source, problems, limits);
  const auto layout = read_layout(reader, source.name, problems);
  if (!layout) return {};
  Reading reading{*layout, request, api, problems};
  std::vector<Resource> entries;
  while (!are_enough(problems)) {
    const auto row = reader.next();
    if (!row) break;
    if (is_even(*row, reading) && is_named(*row, reading)) entries.push_back(entry_of(*row, reading));
  }
  return entries;
}

}  // namespace interlock
