// What the routes do. Each answers a call that has passed the front.
#pragma once

#include "sandbox/exchange.hpp"
#include "sandbox/store.hpp"

namespace interlock::sandbox {

// The same for every kind of object; the table in resource.cpp says where kinds differ.
Verdict list_objects(const Call& call, Collection collection);
Verdict get_object(const Call& call, Collection collection);
Verdict create_object(Call& call, Collection collection);
Verdict replace_object(Call& call, Collection collection);
Verdict patch_object(Call& call, Collection collection);
Verdict delete_object(Call& call, Collection collection);

Verdict list_users(Call& call);
Verdict list_members(Call& call);
Verdict change_members(Call& call);
Verdict get_organization(Call& call);
Verdict summarize_queue(Call& call);  // conversations and abandoned ones

// The sandbox's own doors.
Verdict show_state(Call& call);
Verdict show_breaches(Call& call);
Verdict edit(Call& call);

}  // namespace interlock::sandbox
