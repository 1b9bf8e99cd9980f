#include "support/published_case.hpp"

#include <gtest/gtest.h>

#include "base/pointer.hpp"
#include "codec/json.hpp"
#include "support/ask.hpp"
#include "support/published_tenant.hpp"
#include "support/sandbox_world.hpp"

namespace interlock::testing {

void expect_answer(const PublishedCase& row) {
  auto sandbox = make_sandbox(published_centre().with("unsettled", *parse_json(row.unsettled, "unsettled")).document());
  Response response;
  Value before;
  for (const auto& exchange : row.exchanges) {
    before = sandbox.document();
    response = ask_published(sandbox, exchange.line, exchange.body);
    const bool is_last = &exchange == &row.exchanges.back();
    ASSERT_TRUE(is_last || response.status < 300) << exchange.line << " " << response.body;
  }
  EXPECT_EQ(verdict_of(response), row.verdict) << response.body;
  if (response.status >= 300) {
    EXPECT_EQ(sandbox.document(), before);
  }
  EXPECT_TRUE(Sandbox::load(sandbox.document(), {}, "again.json")) << "what is saved can be loaded";
  if (row.pointer.empty()) return;
  const auto body = body_of(response);
  const auto* found = value_at(body, row.pointer);
  EXPECT_EQ(found != nullptr ? write_json(*found) : "nothing", row.found) << response.body;
}

}  // namespace interlock::testing
