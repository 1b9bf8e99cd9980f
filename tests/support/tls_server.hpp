// `openssl s_server` on loopback with a certificate made for the occasion.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace interlock::testing {

struct Certificate {
  std::string name = "IP:127.0.0.1";  // subjectAltName
  int days = 1;                       // from now to its end; negative: it has ended
};

class TlsServer {
 public:
  /// `arguments` go to s_server as they are.
  explicit TlsServer(const Certificate& certificate, const std::vector<std::string>& arguments = {});
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  std::string origin() const { return "https://127.0.0.1:" + port_; }
  std::string certificate_file() const { return (directory_ / "certificate.pem").string(); }
  std::string port() const { return port_; }

 private:
  std::filesystem::path directory_;
  pid_t process_ = -1;
  int output_ = -1;
  std::string port_;
};

}  // namespace interlock::testing
