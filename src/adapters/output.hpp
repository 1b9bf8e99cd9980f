// Every byte that leaves the process for people, pipes or files goes through here, without secrets (SEC2).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/problem.hpp"
#include "base/redact.hpp"
#include "codec/source.hpp"

namespace interlock {

class Output {
 public:
  /// Takes bytes; gives the system's words when it cannot, and nothing when it could.
  using Sink = std::function<std::string(std::string_view)>;

  Output(Sink data, Sink people) : data_{std::move(data)}, people_{std::move(people)} {}

  void hide(const Secret& secret) { redactor_.hide(secret); }

  /// The text without secrets.
  std::string redacted(std::string_view text) const { return redactor_.redact(text); }

  void data(std::string_view text) { write(data_, text); }      // documents: standard output
  void people(std::string_view text) { write(people_, text); }  // progress, hints, errors: standard error
  /// What was written so far is shown now, also if it might be the beginning of a secret: before waiting for somebody.
  void flush();
  /// Whole or not at all, mode 0600.
  Problems file(const std::string& path, std::string_view text) const;
  /// The files of an export, each begun with the header; all or none (adapters/export_directory.hpp).
  Problems directory(const std::string& path, std::vector<Source> files, std::string_view header) const;

  /// What could not be written to standard output, told once; exit 11. Standard error has nobody who could be told.
  Problems finish();

 private:
  struct Channel {
    Sink sink;
    std::string pending{};
    std::string failure{};
    bool is_told = false;
  };
  void write(Channel& channel, std::string_view text);
  static void pass(Channel& channel, std::string_view text);

  Redactor redactor_;
  Channel data_, people_;
};

/// Writes to a file descriptor, all of it or an error.
Output::Sink descriptor_sink(int descriptor);

}  // namespace interlock
