// A directory that holds an export and nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "codec/source.hpp"

namespace interlock {

/// Why the directory cannot be written: it is none, or holds a file that does not begin with `header` (B73). Hidden
/// files are nobody's business. A directory that is not there yet can be made.
Problems check_export_directory(const std::string& directory, std::string_view header);

/// Makes the directory hold these files, named relative to it, at most one directory deep; files of an earlier export
/// go. All files are complete before the first one gets its name, and what cannot be written changes nothing.
Problems write_export_directory(const std::string& directory, const std::vector<Source>& files,
                                std::string_view header);

}  // namespace interlock
