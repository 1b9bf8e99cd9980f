// The proof that a plan is safe at every moment (planning.md): how many agents each queue keeps in every state that the
// plan can be seen in, and that nobody is offered what neither the old nor the new configuration offers.
#pragma once

#include <span>
#include <vector>

#include "base/problem.hpp"
#include "model/allowance.hpp"
#include "plan/plan.hpp"
#include "plan/staffing.hpp"
#include "safety/course.hpp"

namespace interlock {

struct ProofContext {
  const Routing& routing;
  const std::map<Address, ResourceId>& ids;
  Api api;
  const std::vector<Touched>& touched;
  std::span<const Allowance> allowed;
};

/// What a plan is refused for, and the smallest state that shows it.
struct Refused {
  std::string rule;  // INV-a, INV-e, B27
  Address object;    // the queue, or the profile that grows over the limit
  Ideal state{};
  int missing = 0;  // agents below the floor
};

struct Proof {
  std::vector<Coverage> coverage{};  // of every queue that the plan touches
  std::vector<CertifiedQueue> certificate{};
  std::vector<std::string> used{};  // allowances that the plan needs
  std::vector<Refused> refused{};   // one a problem, in their order
};

/// The order that the steps' edges make.
Order order_of(const std::vector<Step>& steps);
/// "when only s1 (update 'user/ana') has been done"
std::string state_in_words(const std::vector<Step>& steps, const Ideal& state);

/// Who can be offered a queue meanwhile although neither end makes them eligible, and the smallest state in which one
/// of them is.
struct Intrusion {
  std::vector<int> agents{};
  Ideal state{};
};
Intrusion intrusion(const Course& course, const Order& order, int queue);

/// A queue below its floor in some state (INV-a), and one that somebody is eligible for meanwhile alone (INV-e), are
/// problems of exit 4 unless they are allowed; they name the changes that lead there. So is a profile that grows over
/// the limit on the way (B27).
Proof prove(const std::vector<Step>& steps, const ProofContext& context, Problems& problems);

}  // namespace interlock
