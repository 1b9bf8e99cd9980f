// What the certificate claims, against what was found.
#pragma once

#include <set>

#include "checker/proof.hpp"

namespace interlock::checker {

/// Where the certificate cuts what the queue asks into versions, if it does so at steps that write what it asks and
/// leaves out none that changes it; else nothing, and a problem.
std::set<At> cuts_of(const QueueClaim& claim, const QueueHistory& queue, const std::vector<Step>& steps,
                     Problems& problems);

/// The numbers and the witnesses of one queue. `is_promised`: the queue had to be protected.
void compare(const QueueClaim& claim, const QueueHistory& queue, const QueueProof& proof, bool is_promised,
             const History& history, const Order& order, const std::vector<Step>& steps, Problems& problems);

}  // namespace interlock::checker
