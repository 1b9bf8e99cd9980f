#include "plan/batch.hpp"

#include <algorithm>

#include "base/pointer.hpp"

namespace interlock {
namespace {

using Edits = std::vector<FieldEdit>;

const Batch* batch_of(Kind kind, const FieldEdit& edit, std::span<const Batch> batches) {
  const auto segments = pointer_segments(edit.path);
  const auto found = std::find_if(batches.begin(), batches.end(), [&](const Batch& batch) {
    return batch.kind == kind && !segments.empty() && batch.field == segments.front();
  });
  return found != batches.end() ? &*found : nullptr;
}

void add_chunks(std::vector<Portion>& portions, const Batch& batch, const Edits& edits, bool takes_away) {
  const auto size = std::max<std::size_t>(1, takes_away ? batch.removals : batch.sets);
  for (std::size_t from = 0; from < edits.size(); from += size) {
    const auto count = std::min(size, edits.size() - from);
    const auto first = edits.begin() + static_cast<std::ptrdiff_t>(from);
    portions.push_back({Edits(first, first + static_cast<std::ptrdiff_t>(count)), true, takes_away});
  }
}

}  // namespace

std::vector<Portion> portions(Kind kind, std::span<const FieldEdit> edits, std::span<const Batch> batches, bool exact) {
  Portion own;
  std::vector<Portion> result;
  for (const auto& edit : edits) {
    if (batch_of(kind, edit, batches) == nullptr) own.edits.push_back(edit);
  }
  if (!own.edits.empty()) result.push_back(std::move(own));
  for (const auto& batch : batches) {
    Edits given, taken;
    for (const auto& edit : edits) {
      if (batch_of(kind, edit, batches) == &batch) (edit.after ? given : taken).push_back(edit);
    }
    const bool is_whole = exact && !taken.empty() && given.size() + taken.size() <= batch.whole;
    if (is_whole) {
      given.insert(given.end(), taken.begin(), taken.end());
      result.push_back({std::move(given), true, false});
      continue;
    }
    add_chunks(result, batch, given, false);
    add_chunks(result, batch, taken, true);
  }
  return result;
}

}  // namespace interlock
