// A journal that remembers, beside what it keeps, when each intent became durable: behind how many requests.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "support/memory_journal.hpp"

namespace interlock::simulation {

struct DurableIntent {
  std::size_t behind = 0;  // requests that had left before
  WriteIntent intent{};
};

class Witness final : public Journal {
 public:
  Witness(interlock::testing::MemoryJournal& kept, std::function<std::size_t()> sent)
      : kept_(kept), sent_(std::move(sent)) {}

  Problems begin(const Lock& lock, const RunHead& head, const std::string& plan, const std::string& inverse) override {
    return kept_.begin(lock, head, plan, inverse);
  }
  Problems go_on(const Lock& lock, const std::string& tool, Wall now) override { return kept_.go_on(lock, tool, now); }
  Problems intend(std::span<const WriteIntent> intents) override {
    for (const auto& intent : intents) intents_.push_back({sent_(), intent});
    return kept_.intend(intents);
  }
  Problems settle(std::span<const Settled> outcomes) override { return kept_.settle(outcomes); }
  Problems end(const RunEnd& end) override { return kept_.end(end); }

  const std::vector<DurableIntent>& intents() const { return intents_; }

 private:
  interlock::testing::MemoryJournal& kept_;
  std::function<std::size_t()> sent_;
  std::vector<DurableIntent> intents_;
};

}  // namespace interlock::simulation
