// The rules of guide-api.md that differ between the kinds, as one table.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sandbox/store.hpp"

namespace interlock::sandbox {

/// What a write must say about the version that it replaces.
enum class Guarding : std::uint8_t { none, optional, required };

struct Resource {
  Collection collection;
  std::string_view noun;  // "skill"
  Guarding guarding = Guarding::none;
  bool has_etag = false;
  bool unique_names = false;
  std::string_view entries{};  // the field that lists levels or requirements
  bool limited = false;        // whether the number of entries is (guide-api.md, Limits)
};

const Resource& resource(Collection collection);
Refusal not_found(const Resource& resource, const std::string& id);

/// If-Match, and for schedules the version in the body, against the live object.
Objection check_guard(const Call& call, const Resource& resource, const Value& live);

/// Fills in what a whole-object body may leave out, then checks everything that the platform checks. `live` is null for
/// a creation; `next` has its id already.
Objection accept(const Store& store, const Resource& resource, const Value* live, Value& next);

}  // namespace interlock::sandbox
