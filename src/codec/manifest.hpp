#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "codec/matrix.hpp"
#include "codec/source.hpp"
#include "codec/yaml.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// What manifests say, before the matrices that they name are read and entries are compared with each other.
struct Declarations {
  std::vector<Resource> resources{};
  std::vector<MatrixRequest> matrices{};
  std::vector<std::string> silent{};  // the files that declare nothing (B1)
  bool is_partial = false;            // whether a file has problems: what else it declares is not known
};

/// The three steps from sources to one desired state, with every check that needs no tenant. First each entry for
/// itself: shapes, ranges, names, what the API lacks (B3-B17, B20-B23, B38, B77, B83, B88-B90).
Declarations declare(std::span<const Source> sources, Api api, Problems& problems, const YamlLimits& limits = {});

/// Then the entries of each matrix that was asked for, read from its table (B14, B16, B17, B20, B22, B75).
void add_matrix(Declarations& declared, const MatrixRequest& request, const Source& table, Api api, Problems& problems);

/// Then all of them as one: duplicates over all files (B1, B21). Returns what could be read; it may be used only where
/// `problems` has no error.
Manifest joined(Declarations declared, Problems& problems);
/// What is wrong between the entries: names that are taken for one another, cycles of parents, what no two can say
/// (B18, B19, B21, B28, B30, B77, B82). Of manifests with overlays it is asked of what comes out.
void check_together(const Manifest& manifest, Problems& problems);
/// Both.
Manifest assemble(Declarations declared, Problems& problems);

/// All steps at once, for sources that have no files beside them: a matrix is a problem (B33).
Manifest read_manifest(std::span<const Source> sources, Api api, Problems& problems, const YamlLimits& limits = {});

/// A manifest that reads back as the same desired state; for tests and for `export`.
std::string write_manifest(const Manifest& manifest);

/// The same in one line, which is a whole manifest file, for messages; without the rows of tables.
std::string write_line(const Manifest& manifest);

/// SHA-256 over the normal form: the same for manifests that differ in order, layout or comments only.
std::string digest(const Manifest& manifest);

}  // namespace interlock
