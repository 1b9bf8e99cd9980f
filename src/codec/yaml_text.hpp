// What is wrong with a file before it is YAML at all, and the one form of its bytes that the parser sees.
#pragma once

#include <optional>
#include <string>

#include "base/problem.hpp"
#include "codec/source.hpp"
#include "codec/text_file.hpp"
#include "codec/yaml.hpp"

namespace interlock {

/// The plain text of a file with a line end also of its last line, so that no value depends on that, if it is YAML 1.2
/// text of ours: not encrypted by sops, no template, without a directive (B88, B90). Else there is exactly one problem:
/// what follows from it is noise.
std::optional<std::string> readable_text(const Source& source, const YamlLimits& limits, Problems& problems);

}  // namespace interlock
