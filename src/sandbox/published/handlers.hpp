// What the routes of the published API do.
#pragma once

#include "sandbox/exchange.hpp"
#include "sandbox/store.hpp"

namespace interlock::sandbox::published {

// The same for every kind; kinds.cpp says where kinds differ.
Verdict list_objects(Call& call, Collection collection);
Verdict get_object(Call& call, Collection collection);
Verdict create_object(Call& call, Collection collection);
Verdict replace_object(Call& call, Collection collection);
Verdict patch_object(Call& call, Collection collection);
Verdict delete_object(Call& call, Collection collection);

Verdict move_skill(Call& call);  // PATCH {divisionId}

Verdict list_members(Call& call);
Verdict change_members(Call& call);
Verdict remove_member(Call& call);
Verdict list_queue_codes(Call& call);
Verdict add_queue_codes(Call& call);
Verdict remove_queue_code(Call& call);

Verdict list_group_divisions(Call& call);
Verdict change_group_divisions(Call& call);

Verdict list_rows(Call& call);
Verdict get_row(Call& call);
Verdict create_row(Call& call);
Verdict replace_row(Call& call);
Verdict delete_row(Call& call);

Verdict get_utilization(Call& call);
Verdict put_utilization(Call& call);
Verdict reset_utilization(Call& call);

Verdict aggregate_conversations(Call& call);

Verdict get_organization(Call& call);
Verdict get_subject(Call& call);  // the client's own permissions
Verdict get_home_division(Call& call);
Verdict move_objects(Call& call);

}  // namespace interlock::sandbox::published
