#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace interlock {

/// Text that must not reach a sink (SEC1): it cannot be printed, compared or turned into a string by accident, and the
/// one copy that all copies share is wiped when the last of them goes.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text);

  /// Only for the place that hands it to the other side (the transport, a digest, the redactor).
  std::string_view reveal() const { return text_ ? std::string_view(*text_) : std::string_view(); }
  bool empty() const { return !text_ || text_->empty(); }

  bool operator==(const Secret&) const = delete;

 private:
  std::shared_ptr<const std::string> text_;
};

}  // namespace interlock
