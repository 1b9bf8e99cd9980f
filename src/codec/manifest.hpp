#pragma once

#include <span>
#include <string>

#include "base/problem.hpp"
#include "codec/source.hpp"
#include "codec/yaml.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// Reads the sources in their order into one desired state, with every check that needs no tenant: shapes, ranges,
/// names, duplicates over all files, cycles of parents, what the API lacks (B1-B23, B28, B38, B77, B83, B88-B90).
/// Returns what could be read; it may be used only where `problems` has no error.
Manifest read_manifest(std::span<const Source> sources, Api api, Problems& problems, const YamlLimits& limits = {});

/// A manifest that reads back as the same desired state; for tests and for `export`.
std::string write_manifest(const Manifest& manifest);

/// SHA-256 over the normal form: the same for manifests that differ in order, layout or comments only.
std::string digest(const Manifest& manifest);

}  // namespace interlock
