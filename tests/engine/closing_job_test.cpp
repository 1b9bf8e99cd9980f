// What a run that closes tells of a step on its way (F14, F21, F45).
#include <gtest/gtest.h>

#include "engine/job.hpp"
#include "support/job_answers.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using testing::kConflict;
using testing::kUnknown;
using testing::NoRandom;
using testing::profile;

struct ClosingCase {
  const char* name;
  std::vector<Answer> answers;  // of the run that goes on
  Answer last;                  // behind which no write starts any more
  Standing standing;
};

class Closing : public ::testing::TestWithParam<ClosingCase> {
 protected:
  Closing() {
    workshop_.names.add({Kind::skill, "A"}, {"id-A"});
    job_.begin({});
    for (const auto& answer : GetParam().answers) job_.take(answer, {});
  }

  NoRandom random_;
  Tenant tenant_{.name = "test"};
  Workshop workshop_{.binding = binding(Api::guide), .tenant = tenant_, .random = random_};
  Step step_{.id = "s1",
             .verb = Verb::update,
             .address = {Kind::profile, "X"},
             .object_id = {"x"},
             .edits = {{"/levels/A", Value(1), Value(2)}}};
  Job job_{step_, workshop_};
};

TEST_P(Closing, TellsWhatIsTrue) {
  EXPECT_EQ(job_.may_have_written(), GetParam().standing == Standing::unknown);
  workshop_.closing = Workshop::Closing{"interrupted", Exit::success};
  job_.take(GetParam().last, {});
  if (std::holds_alternative<Job::Pausing>(job_.state())) job_.begin({}), job_.take(GetParam().last, {});
  ASSERT_NE(job_.outcome(), nullptr);
  EXPECT_EQ(job_.outcome()->standing, GetParam().standing);
}

INSTANTIATE_TEST_SUITE_P(
    Job, Closing,
    ::testing::Values(ClosingCase{"not_attempted_before_its_first_write", {}, profile(1), Standing::not_attempted},
                      ClosingCase{"in_doubt_where_a_read_behind_a_lost_answer_may_lag",
                                  {profile(1), kUnknown},
                                  profile(1),
                                  Standing::unknown},
                      ClosingCase{"in_doubt_where_a_conflict_may_be_with_its_own_write",
                                  {profile(1), kConflict},
                                  profile(1),
                                  Standing::unknown}),
    testing::row_name);

}  // namespace
}  // namespace interlock
