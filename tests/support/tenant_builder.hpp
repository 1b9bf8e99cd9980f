// Small tenants for tests, in the document form that Sandbox::load takes (schemas/tenant.schema.json).
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/value.hpp"

namespace interlock::testing {

/// Ids are "KIND-NAME" ("skill-Billing", "user-ana@example.com"), so that rows can be read. What is referred to comes
/// before what refers to it.
class TenantBuilder {
 public:
  using Levels = std::initializer_list<std::pair<std::string_view, int>>;
  struct Needs {
    std::string_view skill;
    int level = 1;
    int max = 0;  // 0: none
  };

  TenantBuilder();
  TenantBuilder& skill(std::string_view name, bool enabled = true);
  /// A shared profile with its seven default fields filled.
  TenantBuilder& profile(std::string_view name, Levels levels);
  /// An active user with a personal profile; `shared` names a shared profile, or nothing.
  TenantBuilder& user(std::string_view email, Levels levels, std::string_view shared = {});
  TenantBuilder& inactive_user(std::string_view email, Levels levels);
  TenantBuilder& queue(std::string_view name, std::initializer_list<Needs> needs);
  TenantBuilder& member(std::string_view queue, std::string_view email);
  TenantBuilder& schedule(std::string_view name, bool closed = false);
  /// Any other member of the document: "rates", "list_lag_ms", "tier".
  TenantBuilder& with(std::string_view key, Value value);

  /// Sets a field of the object of that name.
  TenantBuilder& change(std::string_view collection, std::string_view name, std::string_view field, Value value);

  const Value& document() const { return document_; }

 private:
  Value& add(std::string_view collection, std::string id, std::string_view name);
  Value document_;
};

}  // namespace interlock::testing
