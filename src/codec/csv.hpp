// Comma-separated values (RFC 4180), row by row, each cell with its place; and their text.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "base/value.hpp"
#include "codec/source.hpp"
#include "codec/text_file.hpp"

namespace interlock {

/// The caps of bad-input.md.
struct CsvLimits {
  std::size_t file_bytes = 32u << 20;
  std::size_t rows = 100'000;  // the headings do not count
  std::size_t cells = 5'000'000;
};

struct CsvCell {
  std::string text;  // without the quotes, line ends as LF
  Place at{};        // where the cell begins, at its quote if it has one
};
using CsvRow = std::vector<CsvCell>;

/// Reads a table; the first row are the headings. Rows may differ in length: what that means is for the caller to say.
/// A line without a character is no row. A cell that was kept from being taken for a formula is given back as it was:
/// one apostrophe before `=`, `+`, `-`, `@`, tab or line end is taken off (SEC15). Memory is that of one row.
class CsvReader {
 public:
  CsvReader(const Source& source, Problems& problems, const CsvLimits& limits = {});
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  /// The next row; nothing at the end, or where the file cannot be read on. Then `problems` has one more (B14, B16,
  /// B75, B89, B90), which shows nothing of the cells but the row's first one and the heading (SEC37).
  std::optional<CsvRow> next();

 private:
  bool is_at(char c) const { return at_ < text_.size() && text_[at_] == c; }
  Place here();
  void end_line();
  std::optional<std::string> cell_text(const CsvRow& row);  // of the cell that follows those of `row`
  std::string bare_text();
  std::optional<std::string> quoted_text(const CsvRow& row);
  std::string words(const CsvRow& row) const;
  std::nullopt_t give_up(Problem problem);
  bool is_affordable(const CsvRow& row);

  Problems& problems_;
  CsvLimits limits_;
  std::string text_;
  Places places_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  std::size_t line_start_ = 0;
  std::size_t cells_ = 0;
  std::size_t rows_ = 0;
  std::vector<std::string> headings_;
};

/// "row 'ana@example.com', column 'Billing'": what messages say beside the place (G1), as far as there are such.
std::string cell_words(const std::string& row, const std::string& heading);

/// The problem of a file whose cells are separated by `found`.
Problem wrong_delimiter(char found, const Place& at);
bool is_other_delimiter(char c);

/// The text of a table, every cell in quotes and safe to open in a spreadsheet (SEC15); CsvReader gives the same cells
/// back if no text has a control character but tab and LF.
std::string write_csv(std::span<const CsvRow> rows);

}  // namespace interlock
