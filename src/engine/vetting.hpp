// Whether the token at hand is for the organisation that is meant (SEC22): which calls may leave with it. A state
// machine like the courier that it serves.
#pragma once

#include <optional>
#include <string>

#include "engine/courier.hpp"

namespace interlock {

/// "the credentials are for organization 'a' ('Name'), but 'b' is expected"
std::string foreign_organization(const std::string& found, const std::string& name, const std::string& expected);

/// Tokens are named by their generation (login.hpp). Until an organisation is expected every token is good.
class Vetting {
 public:
  explicit Vetting(const Binding& binding) : binding_(binding) {}

  /// The token was seen to be for that organisation.
  void confirm(std::string organization, int token);
  /// No token counts as seen any more; of an organisation that is not known nothing can be asked.
  void doubt(const std::string& organization);

  /// Whether it must be asked before a call may leave with the token.
  bool is_due(int token) const { return !expected_.empty() && vetted_ != token; }
  /// Whether it was another token that was seen last: one that was doubted alone was seen to work.
  bool is_new(int token) const { return last_ != token; }
  Call call() const { return binding_.organization_call(); }
  /// What the question was answered that left with the token. The answer that everybody gets who waits for it, or
  /// nothing where they may go.
  std::optional<Answer> take(const Answer& answer, int token);

  /// Set for good once a token was for another organisation: nothing is sent any more.
  const std::optional<Answer>& failure() const { return failure_; }

 private:
  const Binding& binding_;
  std::string expected_{};
  std::optional<int> vetted_{};
  std::optional<int> last_{};  // as `vetted_`, whatever was doubted since
  std::optional<Answer> failure_{};
};

}  // namespace interlock
