// A manifest as the files that `interlock export` writes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "codec/source.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// The first line of every file that an export writes: files that begin otherwise are somebody else's.
inline constexpr std::string_view kExportHeader = "# Written by interlock export, which may overwrite it.\n";

enum class Split : std::uint8_t { kind, object };

/// Complete manifests with the header, by name: "queues.yaml" for a section, or "queue/NAME.yaml" for an object, where
/// a data table has its rows with it. Names are letters, digits and `_-.@`; whatever else stands in an object's name,
/// and whatever a file system may take for another name, is told apart by a digest.
std::vector<Source> manifest_files(const Manifest& manifest, Split split);

/// All of it in one, with the header.
std::string manifest_document(const Manifest& manifest);

}  // namespace interlock
