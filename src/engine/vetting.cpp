#include "engine/vetting.hpp"

#include <utility>

#include "base/text.hpp"
#include "codec/json.hpp"
#include "engine/failure.hpp"

namespace interlock {

std::string foreign_organization(const std::string& found, const std::string& name, const std::string& expected) {
  return "the credentials are for organization " + quoted(found) + " (" + quoted(name) + "), but " + quoted(expected) +
         " is expected";
}

void Vetting::confirm(std::string organization, int token) {
  expected_ = std::move(organization);
  vetted_ = last_ = token;
}

void Vetting::doubt(const std::string& organization) {
  if (!organization.empty()) expected_ = organization;
  vetted_.reset();
}

// An answer that names no organisation is no better than a wrong one: nothing vouches for what would be written.
std::optional<Answer> Vetting::take(const Answer& answer, int token) {
  if (answer.kind != Answer::Kind::done) return answer;
  const auto body = parse_json(answer.response.body, endpoint(call().request));
  const auto id = body ? text_or(*body, "id") : std::string();
  if (id == expected_) {
    confirm(id, token);
    return std::nullopt;
  }
  auto why = id.empty()
                 ? "it cannot be told which organization the credentials are for; " + quoted(expected_) + " is expected"
                 : foreign_organization(id, text_or(*body, "name"), expected_);
  failure_ = Answer{Answer::Kind::elsewhere, {}, std::move(why)};
  return failure_;
}

}  // namespace interlock
