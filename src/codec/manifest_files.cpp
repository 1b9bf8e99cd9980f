#include "codec/manifest_files.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "codec/manifest.hpp"

namespace interlock {
namespace {

constexpr std::string_view kEnding = ".yaml";
constexpr std::size_t kLongest = 80;       // bytes, so that the name of a file fits everywhere
constexpr std::size_t kDigestDigits = 12;  // enough to tell the objects of a tenant apart

/// Names that mean a device on some systems, whatever their ending.
constexpr std::array<std::string_view, 4> kDevices{"con", "prn", "aux", "nul"};
constexpr std::array<std::string_view, 2> kNumberedDevices{"com", "lpt"};

bool is_safe(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-.@").find(c) != std::string_view::npos;
}

bool is_device(const std::string& name) {
  const auto stem = lower_case(name.substr(0, name.find('.')));
  return std::find(kDevices.begin(), kDevices.end(), stem) != kDevices.end() ||
         (stem.size() == 4 &&
          std::find(kNumberedDevices.begin(), kNumberedDevices.end(), stem.substr(0, 3)) != kNumberedDevices.end());
}

std::string with_digest(const std::string& stem, const std::string& name) {
  return stem.substr(0, kLongest) + "~" + sha256(name).substr(0, kDigestDigits);
}

/// The name where it is safe as it is, else what is safe of it and a digest of the whole. No digest of one name is part
/// of another: `~` is no safe character.
std::string stem_of(const std::string& name) {
  std::string stem;
  for (const auto c : name) {
    if (is_safe(c)) {
      stem += c;
    } else if (!stem.ends_with('_')) {
      stem += '_';
    }
  }
  // A dot in front hides a file, and one at the end is dropped by some systems.
  if (stem.starts_with('.')) stem.front() = '_';
  const bool is_itself = stem == name && name.size() <= kLongest && !name.ends_with('.') && !is_device(name);
  return is_itself ? stem : with_digest(stem, name);
}

/// The entry that is one file: a row is written with its table.
Address file_owner(const Address& address) { return table_of(address).value_or(address); }

using Parts = std::map<std::string, Manifest>;  // by the name of the file

Parts by_kind(const Manifest& manifest) {
  Parts parts;
  for (const auto& resource : manifest.resources) {
    const auto section = info(file_owner(resource.address).kind).section;
    parts[std::string(section) + std::string(kEnding)].resources.push_back(resource);
  }
  return parts;
}

Parts by_object(const Manifest& manifest) {
  std::map<Address, Manifest> owners;
  for (const auto& resource : manifest.resources) owners[file_owner(resource.address)].resources.push_back(resource);
  std::map<std::string, int> sharing;  // the paths that differ by case alone are one for some file systems
  const auto path = [](const Address& a, const std::string& stem) {
    return std::string(kind_name(a.kind)) + "/" + stem;
  };
  for (const auto& [address, part] : owners) ++sharing[lower_case(path(address, stem_of(address.name)))];
  Parts parts;
  for (auto& [address, part] : owners) {
    auto stem = stem_of(address.name);
    if (sharing[lower_case(path(address, stem))] > 1) stem = with_digest(stem, address.name);
    parts.emplace(path(address, stem) + std::string(kEnding), std::move(part));
  }
  return parts;
}

}  // namespace

std::string manifest_document(const Manifest& manifest) {
  return std::string(kExportHeader) + write_manifest(manifest);
}

std::vector<Source> manifest_files(const Manifest& manifest, Split split) {
  std::vector<Source> files;
  for (const auto& [name, part] : split == Split::kind ? by_kind(manifest) : by_object(manifest)) {
    files.push_back({name, manifest_document(part)});
  }
  return files;
}

}  // namespace interlock
