#include "support/tls_server.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace interlock::testing {
namespace {

using Arguments = std::vector<std::string>;

/// Starts openssl with its standard output going to `output`, and nothing to read.
pid_t start_openssl(Arguments words, int output) {
  words.insert(words.begin(), "openssl");
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files{};
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  pid_t process = -1;
  const int error = posix_spawnp(&process, "openssl", &files, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (error != 0) throw std::runtime_error("the openssl command cannot be started");
  return process;
}

void run_openssl(const Arguments& words) {
  int status = -1;
  waitpid(start_openssl(words, STDERR_FILENO), &status, 0);
  if (status != 0) throw std::runtime_error("openssl " + words.front() + " failed");
}

void make_certificate(const std::filesystem::path& directory, const Certificate& certificate) {
  const auto file = [&](const char* name) { return (directory / name).string(); };
  run_openssl({"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=test",
               "-addext", "subjectAltName=" + certificate.name, "-keyout", file("key.pem"), "-out",
               file("request.pem")});
  run_openssl({"x509", "-req", "-in", file("request.pem"), "-signkey", file("key.pem"), "-copy_extensions", "copy",
               "-days", std::to_string(certificate.days), "-out", file("certificate.pem")});
}

/// The port of the line "ACCEPT 127.0.0.1:PORT".
std::string read_port(int output) {
  std::string text;
  std::array<char, 256> buffer{};
  for (;;) {
    const auto line = text.find("ACCEPT ");
    const auto end = line == std::string::npos ? line : text.find('\n', line);
    if (end != std::string::npos) return text.substr(text.rfind(':', end) + 1, end - text.rfind(':', end) - 1);
    const auto count = ::read(output, buffer.data(), buffer.size());
    if (count <= 0) throw std::runtime_error("openssl s_server does not listen");
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

TlsServer::TlsServer(const Certificate& certificate, const std::vector<std::string>& arguments) {
  auto name = (std::filesystem::temp_directory_path() / "interlock-tls-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
  directory_ = name;
  make_certificate(directory_, certificate);
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  Arguments words{"s_server", "-accept",          "127.0.0.1:0", "-www",
                  "-cert",    certificate_file(), "-key",        (directory_ / "key.pem").string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  process_ = start_openssl(words, ends[1]);
  ::close(ends[1]);
  output_ = ends[0];
  port_ = read_port(output_);
}

TlsServer::~TlsServer() {
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  ::close(output_);
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

}  // namespace interlock::testing
