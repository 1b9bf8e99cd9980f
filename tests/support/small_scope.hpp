// Every small scene of a kind with every change to it, each once up to the names of agents, queues and skills and up to
// levels that no requirement tells apart (planning.md, "How it is tested").
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "support/random_scene.hpp"

namespace interlock::testing {

/// How large the scenes are, and what is in them.
struct Scope {
  const char* name;
  int agents, queues, skills, highest;
  bool with_max = false;     // requirements have an upper end or not
  bool with_direct = false;  // agents are direct members or not, and become it; queues may have nobody else
  bool with_only = false;    // queues are restricted to some agents
  bool with_unusable = false;
  bool with_shared = false;
};
const std::vector<Scope>& scopes();
const Scope* find_scope(const std::string& name);

/// The scenes of a scope in groups: those of one group ask and provide the same, and differ in who holds what.
class SmallScope {
 public:
  explicit SmallScope(const Scope& scope);
  ~SmallScope();

  std::int64_t groups() const;
  /// Calls `look` with each scene of the group and its number in it.
  void each(std::int64_t group, const std::function<void(const Changing&, std::int64_t)>& look) const;

 private:
  class Enumeration;
  std::unique_ptr<Enumeration> enumeration_;
};

}  // namespace interlock::testing
