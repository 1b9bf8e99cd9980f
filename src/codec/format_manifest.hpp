// The one style of manifest files: `interlock fmt`.
#pragma once

#include <string>

#include "base/result.hpp"
#include "codec/source.hpp"
#include "codec/yaml.hpp"

namespace interlock {

/// The text in the one style: blanks, indentation and empty lines are edited, everything else stays as it is, and stays
/// where it is. Formatting a formatted text changes nothing.
///
/// - Two spaces a level; the entries of a list stand one level below its key; one space behind `:` and `-`.
/// - `{a: 1, b: 2}` and `[a, b]`; a line break within brackets stays one.
/// - Comments stay byte for byte. One on a line of its own is indented like what follows it, or, at the end of a list
/// or
///   map, like what it stood below. Behind a value they keep their distance, which is one space at least.
/// - One empty line at most, none at the start; LF at every line end and one at the end of the file.
///
/// A text that is no YAML has the problems of read_yaml. Should the result not mean the same, it is given up with
/// exit 1: a fault of the formatter.
Result<std::string> format_manifest(const Source& source, const YamlLimits& limits = {});

}  // namespace interlock
