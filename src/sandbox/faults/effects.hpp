// What each fault does: the functions that the rows of fault_kinds() name.
#pragma once

#include "sandbox/faults/kinds.hpp"

namespace interlock::sandbox {

FaultEffect edit(Visit& visit);
FaultEffect removal(Visit& visit);
FaultEffect twin(Visit& visit);

FaultEffect refused_connection(Visit& visit);
FaultEffect lost_request(Visit& visit);
FaultEffect trouble(Visit& visit);
FaultEffect throttled(Visit& visit);
FaultEffect hidden_quota(Visit& visit);
FaultEffect refused_token(Visit& visit);
FaultEffect unauthorized(Visit& visit);
FaultEffect forbidden(Visit& visit);
FaultEffect busy_login(Visit& visit);
FaultEffect dead_cursor(Visit& visit);
FaultEffect portal(Visit& visit);
FaultEffect redirect(Visit& visit);
FaultEffect conflict(Visit& visit);
FaultEffect refused_removal(Visit& visit);
FaultEffect ignored_write(Visit& visit);

FaultEffect twice(Visit& visit);
FaultEffect delayed_twin(Visit& visit);
FaultEffect accepted(Visit& visit);
FaultEffect part_of_bulk(Visit& visit);
FaultEffect small_pages(Visit& visit);

FaultEffect lost_answer(Visit& visit);
FaultEffect cut_answer(Visit& visit);
FaultEffect empty_answer(Visit& visit);
FaultEffect trouble_after(Visit& visit);
FaultEffect conflict_after(Visit& visit);
FaultEffect stale_read(Visit& visit);
FaultEffect shown_deleted(Visit& visit);
FaultEffect incomplete(Visit& visit);
FaultEffect wrong_total(Visit& visit);

}  // namespace interlock::sandbox
