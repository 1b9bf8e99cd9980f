// The committed schemas are those of the tables; UPDATE_GOLDEN=1 rewrites them.
#include "codec/schema.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "codec/json.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

struct SchemaRow {
  const char* name;
  Value (*schema)();
};

class Schema : public ::testing::TestWithParam<SchemaRow> {};

TEST_P(Schema, IsCommitted) {
  const auto path = std::string(INTERLOCK_SOURCE_DIR "/schemas/") + GetParam().name + ".schema.json";
  const auto text = write_json_pretty(GetParam().schema());
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path) << text;
    GTEST_SKIP() << "rewritten: " << path;
  }
  std::stringstream committed;
  committed << std::ifstream(path).rdbuf();
  EXPECT_EQ(committed.str(), text) << "UPDATE_GOLDEN=1 rewrites it";
}

INSTANTIATE_TEST_SUITE_P(Codec, Schema,
                         ::testing::Values(SchemaRow{"manifest", [] { return manifest_schema(); }},
                                           SchemaRow{"settings", settings_schema}),
                         testing::row_name);

}  // namespace
}  // namespace interlock
