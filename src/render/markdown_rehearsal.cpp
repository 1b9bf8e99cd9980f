#include "base/text.hpp"
#include "render/formats.hpp"
#include "render/markdown.hpp"
#include "render/rehearsal_parts.hpp"
#include "render/sparkline.hpp"

namespace interlock::render {
namespace {

constexpr std::size_t kColumns = 20;  // of a sparkline

Block breach_block(const Rehearsal& rehearsal) {
  Block block{.head = "\n### What was broken on the way\n\n", .noun = "breach"};
  for (const auto& breach : rehearsal.breaches) {
    block.items.push_back("- " + breach.invariant + ": behind " + code(breach.step) + ", " + code(breach.object) + " " +
                          code(breach.message, kProseLimit) + "\n");
  }
  return block;
}

Block unfinished_block(const Rehearsal& rehearsal) {
  Block block{.head = "\n### What could not be done\n\n", .noun = "step"};
  for (const auto& outcome : rehearsal.run.outcomes) {
    if (outcome.standing == Standing::done) continue;
    block.items.push_back("- " + code(unfinished_object(outcome, rehearsal), kValueLimit) + " " +
                          std::string(standing_name(outcome.standing)) + ": " + code(outcome.reason, kProseLimit) +
                          "\n");
  }
  return block;
}

Block queue_block(const Rehearsal& rehearsal) {
  Block block{.shape = Block::Shape::table,
              .head =
                  "\n### Who can answer while it runs\n\n| queue | before | on the way | after | never fewer than | "
                  "promised | worst moment |\n|---|---|---|---|---|---|---|\n",
              .noun = "queue"};
  for (const auto& queue : rehearsal.queues) {
    block.items.push_back("| " + cell(queue.queue.name) + " | " + shown_count(queue.before) + " | " +
                          sparkline(queue.agents, kColumns) + " | " + shown_count(queue.after) + " | " +
                          shown_count(queue.agents[queue.worst()]) + " | " + shown_count(queue.promised) + " | " +
                          cell(worst_moment(queue, rehearsal), kValueLimit) + " |\n");
  }
  return block;
}

std::string verdict(const Rehearsal& rehearsal, bool is_whole) {
  if (!rehearsal.breaches.empty()) {
    return "**Broken**: " + plural(rehearsal.breaches.size(), "breach") + ". Do not apply this plan.\n";
  }
  return is_whole ? "**In order**: every invariant held behind every write.\n"
                  : "**Not all of it can be done.** No invariant was broken by the other steps.\n";
}

}  // namespace

std::string rehearsal_markdown(const Rehearsal& rehearsal, const Style&) {
  const auto unfinished = unfinished_block(rehearsal);
  return comment(marker("rehearsal", "", ""),
                 "## Rehearsal of a routing change\n\n" + verdict(rehearsal, unfinished.items.empty()),
                 {breach_block(rehearsal), unfinished, queue_block(rehearsal)},
                 "\n---\n\nPlan " + code(rehearsal.plan_digest) + ", " + plural(rehearsal.steps.size(), "step") + ", " +
                     order_words(rehearsal.order) + ", on a private copy: nothing was written to the tenant.\n");
}

}  // namespace interlock::render
