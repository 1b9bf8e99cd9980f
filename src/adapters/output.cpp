#include "adapters/output.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "adapters/export_directory.hpp"
#include "adapters/files.hpp"

namespace interlock {

void Output::pass(Channel& channel, std::string_view text) {
  if (text.empty() || !channel.failure.empty()) return;
  channel.failure = channel.sink(text);
}

void Output::write(Channel& channel, std::string_view text) { pass(channel, redactor_.feed(channel.pending, text)); }

void Output::flush() {
  for (auto* channel : {&data_, &people_}) {
    pass(*channel, redactor_.redact(channel->pending));
    channel->pending.clear();
  }
}

Problems Output::file(const std::string& path, std::string_view text) const {
  return write_private_file(path, redactor_.redact(text));
}

Problems Output::directory(const std::string& path, std::vector<Source> files, std::string_view header) const {
  for (auto& file : files) file.text = redactor_.redact(file.text);
  return write_export_directory(path, files, header);
}

Problems Output::finish() {
  flush();
  if (data_.failure.empty() || std::exchange(data_.is_told, true)) return {};
  return {{.rule = "F44", .exit = Exit::io, .message = "cannot write to standard output: " + data_.failure}};
}

Output::Sink descriptor_sink(int descriptor) {
  return [descriptor](std::string_view text) -> std::string {
    while (!text.empty()) {
      const auto written = ::write(descriptor, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return std::strerror(errno);
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  };
}

}  // namespace interlock
