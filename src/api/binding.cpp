#include "api/binding.hpp"

#include <cstdlib>

#include "api/guide/guide.hpp"
#include "api/guide/wire.hpp"

namespace interlock {
namespace {

constexpr Binding kGuide{.api = Api::guide,
                         .reads = guide::reads,
                         .guard_read = guide::guard_read,
                         .read_call = guide::read_call,
                         .page = guide::page,
                         .record = guide::record,
                         .record_item = guide::record_item,
                         .live_state = guide::live_state,
                         .fields = guide::fields,
                         .item = guide::item,
                         .faults = guide::faults,
                         .update_needs_body = guide::update_needs_body,
                         .item_call = guide::item_call,
                         .create_call = guide::create_call,
                         .update_call = guide::update_call,
                         .remove_call = guide::remove_call,
                         .token_call = guide::token_call,
                         .organization_call = guide::organization_call,
                         .error = guide::error};

}  // namespace

const Binding& binding(Api api) {
  if (api != Api::guide) std::abort();  // to answer with another API's paths would write into the wrong place
  return kGuide;
}

}  // namespace interlock
