// What a step makes of the facts about who is offered which queue's conversations.
#pragma once

#include <map>

#include "plan/plan.hpp"

namespace interlock {

/// What the step changes of that queue: by the queue itself, or on the published API by the skill group of its name.
void take_in(RoutedQueue& queue, const Step& step, Api api, const std::map<Address, ResourceId>& ids);

/// The routing when the steps are done, in their order. `ids` are those of the users whom edits of members name.
Routing routing_after(Routing routing, const std::vector<Step>& steps, Api api,
                      const std::map<Address, ResourceId>& ids);

}  // namespace interlock
