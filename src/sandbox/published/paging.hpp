// Lists of the published API in pages: `pageSize` and `pageNumber`, or a cursor inside `nextUri`.
#pragma once

#include <cstdint>
#include <functional>

#include "sandbox/exchange.hpp"

namespace interlock::sandbox::published {

enum class Listing : std::uint8_t {
  numbered,   // with total and pageCount
  counted,    // the same, and totalNumberOfEntities
  uncounted,  // without any total: members of queues
  cursor,
};

struct PageStyle {
  Listing listing = Listing::numbered;
  std::int64_t largest = 500;  // larger pages are cut silently
};

using View = std::function<Value(const Value&)>;

/// The page of `rows` that the call asks for, sorted by its `sortBy` and `sortOrder`; `view` makes the wire form.
Verdict page(const Call& call, const List& rows, PageStyle style, const View& view);

}  // namespace interlock::sandbox::published
