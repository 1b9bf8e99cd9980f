#include "measure.hpp"

#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>

namespace interlock::bench {
namespace {

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// "VmRSS" or "VmHWM" of this process, in MB.
double status_mb(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name + ":")) return std::stod(line.substr(name.size() + 1)) * 1024 / 1e6;
  }
  return 0;
}

/// The preparation may have needed more than the work does: the peak starts anew from what is resident now.
void forget_peak() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";
}

Figures figures_of(const std::function<Work()>& prepare) {
  const auto work = prepare();
  forget_peak();
  const double resident = status_mb("VmRSS");
  const double start = cpu_seconds();
  work();
  return {cpu_seconds() - start, resident, status_mb("VmHWM")};
}

Figures figures_of_child(const std::function<Work()>& prepare) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  const auto child = fork();
  if (child == 0) {
    const auto figures = figures_of(prepare);
    const auto written = write(ends[1], &figures, sizeof figures);
    std::_Exit(written == sizeof figures ? EXIT_SUCCESS : EXIT_FAILURE);
  }
  close(ends[1]);
  Figures figures;
  const auto count = read(ends[0], &figures, sizeof figures);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (count != sizeof figures || status != 0) throw std::runtime_error("the measured process failed");
  return figures;
}

}  // namespace

Figures measured(const std::function<Work()>& prepare) {
  std::array<Figures, 3> runs;
  for (auto& run : runs) run = figures_of_child(prepare);
  std::sort(runs.begin(), runs.end(), [](const Figures& a, const Figures& b) { return a.seconds < b.seconds; });
  return runs[1];
}

}  // namespace interlock::bench
