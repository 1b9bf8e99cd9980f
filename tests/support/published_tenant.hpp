// A small tenant with something of every kind that the published API has. Ids are "KIND-NAME", as in TenantBuilder.
#pragma once

#include "support/tenant_builder.hpp"

namespace interlock::testing {

/// Skills Billing (ana 3, ben 1), Idle, Off (disabled); queue Invoices with the skill group of its name and no member,
/// queue Desk with the member ben; schedule Hours in the schedule group Main, which the IVR Line uses.
TenantBuilder published_centre();

}  // namespace interlock::testing
