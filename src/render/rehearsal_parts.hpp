// What the reports of a rehearsal share.
#pragma once

#include <string>

#include "engine/rehearsal.hpp"

namespace interlock::render {

/// The number of agents, or "-" where the queue is not there.
std::string shown_count(const std::optional<int>& agents);

/// Where the fewest agents were seen first: "from the start", "behind s3 (update 'queue/Support')". Not yet visible.
std::string worst_moment(const QueueCurve& queue, const Rehearsal& rehearsal);

/// "in the order of the plan", "always the last step that may come", "in a random order (seed 17)"
std::string order_words(const std::string& order);

/// What was not done: a step, or what the plan itself held; as reports may show it.
std::string unfinished_object(const StepOutcome& outcome, const Rehearsal& rehearsal);

}  // namespace interlock::render
