#include "adapters/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

namespace interlock {
namespace {

std::atomic<int>& caught() {
  static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may not take a lock");
  static constinit std::atomic<int> signal{0};
  return signal;
}

extern "C" void remember(int signal) {
  const int meaning = signal == SIGHUP ? SIGTERM : signal;
  int none = 0;
  if (!caught().compare_exchange_strong(none, meaning)) _exit(128 + meaning);
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigaction(signal, &action, nullptr);
}

/// Reading from what can only be written fails, and the other way round: with an error, not with silence.
void break_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) != -1 || errno != EBADF) continue;
    open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);  // takes the lowest number that is free
  }
}

}  // namespace

void harden_process() {
  break_closed_streams();
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  umask(S_IRWXG | S_IRWXO);
  handle(SIGPIPE, SIG_IGN);
}

void watch_signals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) handle(signal, remember);
}

int caught_signal() { return caught().load(); }

void wait_for_signal() {
  constexpr int kMillis = 100;  // a signal between the question and the sleep is seen this much later
  while (caught_signal() == 0) poll(nullptr, 0, kMillis);
}

void pause_process(Millis time) {
  if (caught_signal() == 0) poll(nullptr, 0, static_cast<int>(time.count()));
}

}  // namespace interlock
