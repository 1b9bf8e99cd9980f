#include "codec/manifest_files.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/text.hpp"
#include "support/models.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using Lines = std::vector<std::string>;

Lines names(const std::vector<Source>& files) {
  Lines names;
  for (const auto& file : files) names.push_back(file.name);
  return names;
}

constexpr const char* kManifest = R"({"skill/A": {}, "user/u@x": {}, "profile/P": {}, "data_table/T": {},
                                      "row/T/k": {"columns": {}}})";

TEST(ManifestFiles, OfAKindAreNamedAfterItsSection) {
  const auto files = manifest_files(testing::manifest_of(kManifest), Split::kind);
  EXPECT_EQ(names(files), (Lines{"data_tables.yaml", "profiles.yaml", "skills.yaml"}));
  for (const auto& file : files) EXPECT_TRUE(file.text.starts_with(kExportHeader)) << file.name;
}

TEST(ManifestFiles, OfAnObjectHoldWhatStandsInIt) {
  const auto files = manifest_files(testing::manifest_of(kManifest), Split::object);
  EXPECT_EQ(names(files), (Lines{"data_table/T.yaml", "profile/P.yaml", "skill/A.yaml", "user/u@x.yaml"}));
  EXPECT_NE(files.front().text.find("k:"), std::string::npos);
}

struct NameCase {
  const char* name;
  std::string object;
  std::string file;  // up to the digest
  bool has_digest = true;
};

class FileName : public ::testing::TestWithParam<NameCase> {};

TEST_P(FileName, Is) {
  const auto [name, object, file, has_digest] = GetParam();
  const auto files = manifest_files({{{{Kind::skill, object}, {}}}}, Split::object);
  const auto found = files.at(0).name;
  EXPECT_EQ(found.substr(0, found.find_first_of("~", 0)), "skill/" + file + (has_digest ? "" : ".yaml"));
  EXPECT_EQ(found.find('~') != std::string::npos, has_digest);
  EXPECT_EQ(found.find('/'), found.rfind('/'));
}

const NameCase kNameCases[]{
    {"PlainNamesStay", "Tier_2-en.1@x", "Tier_2-en.1@x", false},
    {"BlanksAndSlashesGo", "a b/c", "a_b_c"},
    {"NoWayOutOfTheDirectory", "../../etc/passwd", "_._.._etc_passwd"},
    {"NothingIsHidden", ".profile", "_profile"},
    {"NoDotAtTheEnd", "a.", "a."},
    {"NoDevices", "CON", "CON"},
    {"NoNumberedDevices", "com1.txt", "com1.txt"},
    {"NothingThatNobodySees",
     "a\xE2\x80\xAE"
     "b\x1B",
     "a_b_"},
    {"OtherLetters", "普通话", "_"},
    {"LongNamesAreCut", std::string(100, 'x'), std::string(80, 'x')},
};

INSTANTIATE_TEST_SUITE_P(Table, FileName, ::testing::ValuesIn(kNameCases), testing::row_name);

TEST(ManifestFiles, AreToldApartWhereCaseDoesNotCount) {
  Manifest manifest;
  for (const auto* name : {"Fax", "fax", "FAX!", "FAX?", "Fax~", "Mail"}) {
    manifest.resources.push_back({{Kind::skill, name}, {}});
  }
  std::set<std::string> folded;
  const auto files = manifest_files(manifest, Split::object);
  for (const auto& file : files) folded.insert(lower_case(file.name));
  EXPECT_EQ(folded.size(), 6u);
  EXPECT_TRUE(folded.contains("skill/mail.yaml"));
}

}  // namespace
}  // namespace interlock
