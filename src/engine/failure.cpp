#include "engine/failure.hpp"

#include <csignal>
#include <utility>

#include "base/text.hpp"

namespace interlock {

std::string endpoint(const Request& request) { return std::string(method_name(request.method)) + " " + request.path; }

std::string described(const Binding& binding, const Answer& answer) {
  if (!answer.why.empty()) return answer.why;
  if (answer.response.status == 0) return "no answer";
  auto text = std::to_string(answer.response.status);
  const auto error = binding.error(answer.response);
  if (!error.code.empty()) text += " " + quoted(error.code);
  if (!error.message.empty()) text += ": " + quoted(error.message);
  return text;
}

Exit exit_of(const Answer& answer) {
  switch (answer.kind) {
    case Answer::Kind::elsewhere:
      return Exit::refused;
    case Answer::Kind::forbidden:
      return Exit::authentication;
    case Answer::Kind::unavailable:
    case Answer::Kind::unknown:
      return Exit::unavailable;
    default:
      return Exit::partial;
  }
}

Problem elsewhere(std::string why, const Place& tenant) {
  return {.rule = "B46",
          .exit = Exit::refused,
          .where = tenant,
          .message = std::move(why),
          .hint = "check the tenant that was chosen and the credentials in the environment"};
}

Problem unreadable(const Binding& binding, const std::string& endpoint, const Answer& answer) {
  if (answer.kind == Answer::Kind::elsewhere) return elsewhere(answer.why, {});
  const bool is_forbidden = answer.kind == Answer::Kind::forbidden;
  return {.rule = is_forbidden ? "F29" : "F10",
          .exit = is_forbidden ? Exit::authentication : Exit::unavailable,
          .where = whole_file(endpoint),
          .message = "the tenant could not be read: " + described(binding, answer),
          .hint = is_forbidden ? "check the client's roles and divisions" : "try again when the platform answers"};
}

bool is_expired_cursor(const Binding& binding, const Answer& answer) {
  return answer.kind != Answer::Kind::done && answer.response.status == 401 &&
         binding.error(answer.response).code == "cursor.expired";
}

Exit exit_of_signal(int signal) { return signal == SIGINT ? Exit::interrupted : Exit::terminated; }

}  // namespace interlock
