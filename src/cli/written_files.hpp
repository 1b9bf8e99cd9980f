// What a command line is to write: -o and each --report.
#pragma once

#include "cli/arguments.hpp"

namespace interlock {

/// B74: a file that is to be written has another role too, also by a link: as plan, report, manifest or settings.
Problems shared_files(const Arguments& arguments);

/// B73: the files that cannot be written, found without writing them.
Problems unwritable_files(const Options& options);

}  // namespace interlock
