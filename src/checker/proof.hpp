// What the steps do to queues in every state: (a) and (e) of the invariants, queue by queue.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "checker/fewest.hpp"

namespace interlock::checker {

/// What is asked of one queue.
struct Promise {
  int at_least = 0;  // agents, in every state and at the end; 0: it is not protected
  std::set<std::string, std::less<>>
      also_may{};          // ids of agents who may be eligible beside those of the start and the end
  bool is_precise = true;  // false: a person accepted that others are eligible in between
};

/// A queue from one step that writes what it asks to another.
struct Counted {
  AskVersion ask;
  std::vector<Presence> presences;
  Fewest fewest;
  std::vector<Presence> other_grain{};  // where both profiles of somebody change: the same by windows that prove less
};

struct QueueProof {
  int before = 0;
  int after = 0;
  std::vector<Counted> versions;

  const Counted* worst() const;  // the version with the fewest agents, null where there is none
  bool is_exact() const;         // the numbers are what the certificate must have found too
};

/// Whether the certificate must have found the same number: everybody in it has one cause.
bool is_exact(const Counted& version);

/// The versions of what the queue asks, cut at further steps that write it without changing anything; none of them
/// after the queue is gone.
std::vector<AskVersion> versions_of(const QueueHistory& queue, const std::set<At>& cuts);

class Prover {
 public:
  Prover(const std::vector<Step>& steps, const Order& order, const History& history, Problems& problems)
      : steps_(steps), order_(order), history_(history), problems_(problems) {}

  /// Steps that write one thing must wait for each other, or its content in between is anybody's guess.
  void prove_chains();
  void prove_limits();  // (f)
  QueueProof prove(const QueueHistory& queue, const std::vector<AskVersion>& versions, const Promise& promise);

 private:
  void prove_chain(const std::vector<At>& chain);
  void prove_coverage(const QueueHistory& queue, const QueueProof& proof, const Promise& promise);
  void prove_precision(const QueueHistory& queue, const QueueProof& proof, const Promise& promise);
  void tell_imprecise(const QueueHistory& queue, const Counted& version, const Presence& presence);

  const std::vector<Step>& steps_;
  const Order& order_;
  const History& history_;
  Problems& problems_;
};

}  // namespace interlock::checker
