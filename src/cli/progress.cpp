#include "cli/progress.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace interlock {
namespace {

constexpr Millis kPause{100};

std::string seconds(Millis duration) { return std::to_string(duration.count() / 1000) + " s"; }

}  // namespace

Progress::Progress(Context& context, Clock& clock, const Courier& courier)
    : context_(context),
      clock_(clock),
      courier_(courier),
      begun_(clock.now()),
      requests_before_(courier.traffic().requests),
      next_(begun_) {}

void Progress::end() {
  if (width_ == 0) return;
  context_.output.people("\r" + std::string(width_, ' ') + "\r");
  context_.output.flush();
  width_ = 0;
}

bool Progress::is_due() {
  if (!context_.environment.people_have_terminal || context_.options.quiet) return false;
  const auto now = clock_.now();
  if (now < next_) return false;
  next_ = now + kPause;
  return true;
}

std::string Progress::traffic() const {
  const auto elapsed = std::max(Millis(1), clock_.now() - begun_);
  const auto requests = courier_.traffic().requests - requests_before_;
  return plural(static_cast<std::size_t>(requests), "request") + ", " +
         std::to_string(requests * Millis(1000).count() / elapsed.count()) + "/s";
}

void Progress::reading() {
  if (is_due()) show("reading the tenant: " + traffic());
}

void Progress::applying(const Executor::Counts& counts) {
  if (!is_due()) return;
  auto line =
      "applying: " + std::to_string(counts.done) + " of " + plural(static_cast<std::size_t>(counts.steps), "step");
  if (counts.held > 0) line += ", " + std::to_string(counts.held) + " held";
  if (counts.failed > 0) line += ", " + std::to_string(counts.failed) + " failed";
  line += "; " + traffic();
  if (counts.done > 0) {
    line += "; " + seconds((clock_.now() - begun_) * (counts.steps - counts.done) / counts.done) + " left";
  }
  show(line);
}

void Progress::show(const std::string& line) {
  const auto rest = width_ > line.size() ? width_ - line.size() : 0;
  context_.output.people("\r" + line + std::string(rest, ' '));
  context_.output.flush();
  width_ = line.size();
}

}  // namespace interlock
