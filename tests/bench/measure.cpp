#include "measure.hpp"

#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
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

Figures figures_of(const Work& work) {
  forget_peak();
  const double resident = status_mb("VmRSS");
  const double start = cpu_seconds();
  work();
  return {cpu_seconds() - start, resident, status_mb("VmHWM")};
}

Figures figures_of_child(const Work& work) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  const auto child = fork();
  if (child == 0) {
    const auto figures = figures_of(work);
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

Figures measured(const Work& work) {
  std::array<Figures, 3> runs;
  for (auto& run : runs) run = figures_of_child(work);
  std::sort(runs.begin(), runs.end(), [](const Figures& a, const Figures& b) { return a.seconds < b.seconds; });
  return runs[1];
}

void print_row(const Row& row, std::span<const int> sizes) {
  std::optional<double> smaller;
  for (const int size : sizes) {
    const auto figures = measured(row.prepare(size));
    std::printf("%-14s %8d %9.3f %9.1f %9.1f %9.1f", row.name, size, figures.seconds, figures.input_mb, figures.peak_mb,
                figures.peak_mb - figures.input_mb);
    if (smaller) std::printf(" %8.1f", figures.seconds / *smaller);
    std::printf("\n");
    std::fflush(stdout);
    smaller = figures.seconds;
  }
}

void print_heading(const char* sizes) {
  std::printf("%-14s %8s %9s %9s %9s %9s %8s\n", "", sizes, "CPU s", "input MB", "peak MB", "above MB", "growth");
}

}  // namespace interlock::bench
