// Opens what a manifest names, beneath the directory that the user named (SEC10).
#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "adapters/descriptor.hpp"
#include "adapters/files.hpp"
#include "base/text.hpp"

namespace interlock {
namespace {

using files::Descriptor;

struct Reason {
  int error;
  std::string_view words;
};
constexpr std::array kReasons{
    Reason{EXDEV, "leads out of the directory that the manifests are read from"},
    Reason{ELOOP, "is a link that leads to itself, or to what is no file"},
    Reason{ENOENT, "does not exist"},
    Reason{ENOTDIR, "does not exist"},
    Reason{ENXIO, "is a socket or a device, not a regular file"},
    Reason{ENAMETOOLONG, "is too long for a path"},
    Reason{ENOSYS, "cannot be opened safely on this system"},
};

Problem refused(const MatrixRequest& request, const std::string& why) {
  return {.rule = "B33",
          .where = request.at,
          .message = "matrix " + quoted(request.path) + " " + why,
          .hint = "give the path of a CSV file, relative to this manifest"};
}

Problem not_opened(const MatrixRequest& request, int error) {
  const auto found = std::find_if(kReasons.begin(), kReasons.end(), [&](auto& row) { return row.error == error; });
  if (found != kReasons.end()) return refused(request, std::string(found->words));
  return {.rule = "B73",
          .exit = Exit::io,
          .where = request.at,
          .message = "matrix " + quoted(request.path) + " cannot be read: " + files::system_words(error)};
}

/// The directory of the manifest, with its slash; empty for the working directory.
std::string directory_of(const MatrixRequest& request) {
  const std::string manifest(request.at.file_name());
  return manifest.substr(0, manifest.rfind('/') + 1);
}

}  // namespace

Result<Source> read_matrix_file(const MatrixRequest& request, std::size_t limit) {
  if (request.path.starts_with('/')) return refused(request, "is an absolute path");
  if (request.path.find('\0') != std::string::npos) return refused(request, "has a NUL character");
  const Descriptor root(open(request.root.empty() ? "." : request.root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root) return not_opened(request, errno);
  const auto name = directory_of(request) + request.path;
  const auto file = files::open_beneath(root, name.substr(request.root.size()));
  if (!file) return not_opened(request, errno);
  const auto status = files::status_of(file);
  if (!status) return not_opened(request, errno);
  if (!S_ISREG(status->st_mode)) {
    return refused(request, "is " + std::string(files::type_name(*status)) + ", not a regular file");
  }
  auto text = files::read_regular(file, name, limit);
  if (!text) return text.problems();
  return Source{name, *std::move(text), request.root};
}

}  // namespace interlock
