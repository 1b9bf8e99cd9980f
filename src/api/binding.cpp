#include "api/binding.hpp"

#include "api/guide/guide.hpp"
#include "api/guide/wire.hpp"
#include "api/published/published.hpp"
#include "api/published/wire.hpp"

namespace interlock {
namespace {

constexpr Binding kGuide{.api = Api::guide,
                         .batches = {},
                         .reads = guide::reads,
                         .all_reads = guide::all_reads,
                         .guard_read = guide::guard_read,
                         .read_call = guide::read_call,
                         .page = guide::page,
                         .record = guide::record,
                         .record_item = guide::record_item,
                         .live_state = guide::live_state,
                         .document = guide::document,
                         .fields = guide::fields,
                         .last_change = [](const Value&) { return std::optional<LastChange>(); },
                         .item = guide::item,
                         .is_fallback = [](Kind, const Value&) { return false; },
                         .faults = guide::faults,
                         .update_needs_body = guide::update_needs_body,
                         .step_read = guide::step_read,
                         .body_of_part = nullptr,
                         .id_to_be = guide::id_to_be,
                         .create_call = guide::create_call,
                         .update_call = guide::update_call,
                         .remove_call = guide::remove_call,
                         .keeps_names = [](Kind) { return false; },
                         .statistics_calls = guide::statistics_calls,
                         .statistics = guide::statistics,
                         .token_call = guide::token_call,
                         .organization_call = guide::organization_call,
                         .rights_call = nullptr,
                         .permission = nullptr,
                         .grants = nullptr,
                         .error = guide::error};

constexpr Binding kPublished{.api = Api::published,
                             .batches = published::kBatches,
                             .reads = published::reads,
                             .all_reads = published::all_reads,
                             .guard_read = published::guard_read,
                             .read_call = published::read_call,
                             .page = published::page,
                             .record = published::record,
                             .record_item = published::record_item,
                             .live_state = published::live_state,
                             .document = published::document,
                             .fields = published::fields,
                             .last_change = published::last_change,
                             .item = published::item,
                             .is_fallback = published::is_fallback,
                             .faults = published::faults,
                             .update_needs_body = [](Kind) { return true; },
                             .step_read = published::step_read,
                             .body_of_part = published::body_of_part,
                             .id_to_be = published::id_to_be,
                             .create_call = published::create_call,
                             .update_call = published::update_call,
                             .remove_call = published::remove_call,
                             .keeps_names = published::keeps_names,
                             .statistics_calls = published::statistics_calls,
                             .statistics = published::statistics,
                             .token_call = published::token_call,
                             .organization_call = published::organization_call,
                             .rights_call = published::rights_call,
                             .permission = published::permission,
                             .grants = published::grants,
                             .error = published::error};

}  // namespace

const Binding& binding(Api api) { return api == Api::guide ? kGuide : kPublished; }

}  // namespace interlock
