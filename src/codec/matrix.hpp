// Skill matrices: a table of users, or shared profiles, by skills -> the entries that would say the same in YAML.
//
//   user,Billing,Tier_2          The first heading says what the rows are: `user` (e-mail addresses) or `profile`
//   (shared ana@example.com,4,           profiles; `name`, the key of their entries, means the same). The others name
//   skills. ben@example.com,absent,2     A cell is a level, `absent`, which takes the level away, or empty: then the
//   matrix says
//                                nothing of that level. Only `mode: exact` takes away what is not said.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "base/value.hpp"
#include "codec/csv.hpp"
#include "codec/source.hpp"
#include "model/manifest.hpp"

namespace interlock {

inline constexpr std::string_view kMatrixKey = "matrix";

/// The entry of a manifest that names a matrix: its section, its fields and what it is, as for a kind.
std::string_view matrix_section();
std::span<const FieldInfo> matrix_fields();
std::string_view matrix_doc();

/// What such an entry asks for. The file is sought beside the manifest, which is the file of `at`.
struct MatrixRequest {
  std::string path;    // as written
  Place at{};          // of the path
  std::string root{};  // of that manifest: Source::root
  std::optional<Value> mode{};
};

/// One entry a row, in their order, each value at the place of its cell and each skill at the place of its heading.
/// What is wrong is left out: the table itself (B14, B16, B75, B89, B90), names (B20), levels (B22).
std::vector<Resource> read_matrix(const Source& source, const MatrixRequest& request, Api api, Problems& problems,
                                  const CsvLimits& limits = {});

}  // namespace interlock
