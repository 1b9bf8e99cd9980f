// The file system, as far as the tool needs it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "codec/matrix.hpp"
#include "codec/source.hpp"

namespace interlock {

/// The manifest files of each path: a file itself, or every *.yaml and *.yml below a directory in path order; hidden
/// files are left out, and a file that two paths lead to comes once. Names are as the user gave them, with what lies
/// below appended; the root is that directory, or the one of the file. interlock.yaml is never a manifest. A path
/// without manifests is B2; links that lead out, devices and pipes are B33; a file over `limit` bytes is B16.
Result<std::vector<Source>> read_manifest_files(const std::vector<std::string>& paths, std::size_t limit = 32u << 20);

/// The table that a manifest names by a path relative to itself. It lies beneath the manifest's root, links included,
/// and is a regular file: else B33 at the path as it was written, with nothing of the content. One over `limit` is B16.
Result<Source> read_matrix_file(const MatrixRequest& request, std::size_t limit = CsvLimits().file_bytes);

/// A whole regular file; what cannot be read is a problem of exit 11 that carries the system's words.
Result<Source> read_file(const std::string& path, std::size_t limit = 64u << 20);
/// The same for settings: one that others may write is B78.
Result<Source> read_settings_file(const std::string& path);
/// The one line of a file that only its owner may read (B47, B87).
Result<Secret> read_secret_file(const std::string& path);
/// Whether both lead to one file, or the path to something below the directory; links are followed.
bool lies_within(const std::string& path, const std::string& root);
bool file_exists(const std::string& path);

/// Writes beside the target and renames: whole or not at all, mode 0600 whatever the umask (SEC45, SEC24). A target
/// that is a link, a directory or a device is refused (B73).
Problems write_private_file(const std::string& path, const std::string& text);
/// The same for several: each is complete before the first one gets its name. Where one cannot be written, none is.
Problems write_private_files(std::span<const Source> sources);
/// Why `write_private_file` could not write there now, without changing what is there.
Problems check_private_file(const std::string& path);
/// The same for a file that is there: its mode, owner and group stay.
Problems rewrite_file(const std::string& path, const std::string& text);

}  // namespace interlock
