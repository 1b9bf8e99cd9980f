// A table that is read can be written and read again, cell by cell; and what a matrix says can be said in YAML.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "codec/manifest.hpp"

namespace {

using namespace interlock;

/// The cells of the table, or nothing where it cannot be read.
std::vector<CsvRow> rows_of(const std::string& text, Problems& problems) {
  CsvReader reader({"fuzz.csv", text}, problems);
  std::vector<CsvRow> rows;
  while (auto row = reader.next()) rows.push_back(*std::move(row));
  return rows;
}

bool is_same(const std::vector<CsvRow>& a, const std::vector<CsvRow>& b) {
  const auto have_same_text = [](const CsvCell& x, const CsvCell& y) { return x.text == y.text; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const CsvRow& x, const CsvRow& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), have_same_text);
  });
}

void check_table(const std::string& text) {
  Problems problems;
  const auto rows = rows_of(text, problems);
  if (has_errors(problems)) return;
  if (!is_same(rows, rows_of(write_csv(rows), problems)) || has_errors(problems)) std::abort();
}

void check_matrix(const std::string& text) {
  Problems problems;
  Declarations declared;
  add_matrix(declared, {.path = "fuzz.csv"}, {"fuzz.csv", text}, Api::guide, problems);
  const auto manifest = assemble(std::move(declared), problems);
  if (has_errors(problems)) return;
  const std::vector<Source> sources{{"again.yaml", write_manifest(manifest)}};
  const auto again = read_manifest(sources, Api::guide, problems);
  if (has_errors(problems) || digest(again) != digest(manifest)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  check_table(text);
  check_matrix(text);
  return 0;
}
