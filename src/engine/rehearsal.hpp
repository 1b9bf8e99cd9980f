// The record of a plan that ran on a private copy of its tenant, and what is to be read for the copy.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/executor.hpp"
#include "engine/tenancy.hpp"

namespace interlock {

struct RehearsedStep {
  Step step{};
  StepOutcome outcome{};
  int writes = 0;  // that the copy accepted
};

/// A queue over the steps of a rehearsal.
struct QueueCurve {
  Address queue{};
  std::optional<int> promised{};             // the fewest that the plan promises; nothing where it says nothing
  std::vector<std::optional<int>> agents{};  // at the start, then the fewest while each step ran; nothing: no queue
  std::optional<int> before{}, after{};

  /// Where the fewest were seen first: 0 at the start, i behind the step i; only of a queue that was there.
  std::size_t worst() const;
  bool is_changed() const;  // at any moment
};

struct RehearsalBreach {
  std::string invariant{};  // "coverage"
  char letter = 'a';        // as planning.md has it
  std::string step{};       // behind which it was seen
  std::string object{};     // "queue/Support"; of people as reports may show them
  std::string message{};    // one sentence without its subject
  Place source{};           // of the step
};

struct Rehearsal {
  std::string plan_digest{};
  std::string order{};                 // "plan", "reverse" or the seed
  std::vector<RehearsedStep> steps{};  // in the order in which they began; those that never began come last
  std::vector<QueueCurve> queues{};    // by address; every queue of the copy
  std::vector<RehearsalBreach> breaches{};
  Run run{};
};

/// A breach as a problem of exit 4.
Problem problem_of(const RehearsalBreach& breach);
/// What the command ends with beside its problems: as the apply would.
Exit exit_of(const Rehearsal& rehearsal);

/// Everything that the steps of the plan touch or name, and, where they can change it, everything that decides who is
/// eligible for a queue and when lines are open.
Result<Tenancy> read_for_rehearsal(Connection& connection, const Plan& plan);

/// What was read as a tenant document, under limits that never throttle. Names in it may lead nowhere.
Map document_of(const Binding& binding, const Tenant& tenant, const Tenancy& tenancy);

/// The plan for the copy: guards of the tenant say nothing about the copy, so each object is read before it is written.
Plan unguarded(Plan plan);

}  // namespace interlock
