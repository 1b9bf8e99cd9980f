// The edge: reads arguments, environment and terminals once, and turns everything into an exit code.
#include <unistd.h>

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "adapters/environment.hpp"
#include "adapters/process.hpp"
#include "adapters/terminal.hpp"
#include "cli/run.hpp"

namespace {

using namespace interlock;

/// Those that libcurl looks at; it ignores HTTP_PROXY, which a web server would take from a request.
std::vector<std::pair<std::string, std::string>> proxy_variables() {
  std::vector<std::pair<std::string, std::string>> found;
  for (const auto* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
    if (auto value = variable(name)) found.emplace_back(name, *std::move(value));
  }
  return found;
}

std::optional<Screen> screen_of(Stream stream) {
  const auto size = terminal_size(stream);
  return size ? std::optional(Screen{size->first, size->second}) : std::nullopt;
}

Environment read_environment() {
  const auto no_color = variable("NO_COLOR");
  return {.client_id = variable("GENESYSCLOUD_OAUTHCLIENT_ID"),
          .client_secret = take_secret_variable("GENESYSCLOUD_OAUTHCLIENT_SECRET"),
          .client_secret_file = variable("GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE"),
          .access_token = take_secret_variable("GENESYSCLOUD_ACCESS_TOKEN"),
          .hook_key = take_secret_variable("INTERLOCK_HOOK_KEY"),
          .hook_key_file = variable("INTERLOCK_HOOK_KEY_FILE"),
          .region = variable("GENESYSCLOUD_REGION"),
          .state_home = variable("XDG_STATE_HOME").value_or(""),
          .home = variable("HOME").value_or(""),
          .proxies = proxy_variables(),
          .wants_color = (!no_color || no_color->empty()) && variable("TERM") != "dumb",
          .reads_terminal = is_terminal(Stream::in),
          .data_is_terminal = is_terminal(Stream::out),
          .people_have_terminal = is_terminal(Stream::people),
          .data_screen = screen_of(Stream::out),
          .people_screen = screen_of(Stream::people)};
}

}  // namespace

int main(int argc, char** argv) {
  Output output(descriptor_sink(STDOUT_FILENO), descriptor_sink(STDERR_FILENO));
  try {
    harden_process();
    watch_signals();
    const auto environment = read_environment();
    const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    return static_cast<int>(run(words, environment, output, read_line));
  } catch (const std::exception& error) {
    output.people(
        "internal error: " + std::string(error.what()) +
        "\n  This is a bug of interlock. Please report it with the command line, `interlock version` and this text.\n");
  } catch (...) {
    output.people(
        "internal error\n  This is a bug of interlock. Please report it with the command line and `interlock "
        "version`.\n");
  }
  output.flush();
  return static_cast<int>(Exit::internal);
}
