#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "adapters/http_client.hpp"
#include "adapters/system.hpp"
#include "support/names.hpp"
#include "support/tls_server.hpp"

namespace interlock {
namespace {

using testing::Certificate;
using testing::TlsServer;

/// "200", or why there is no answer with PORT for the server's port.
std::string outcome_of(const TlsServer& server, const std::string& ca_file) {
  HttpClient client({.origin = server.origin(),
                     .ca_file = ca_file,
                     .connect_timeout = Millis(5'000),
                     .total_timeout = Millis(5'000)});
  client.send(1, {.method = Method::get, .path = "/", .query = {}});
  const auto completion = client.wait(SystemClock().now() + std::chrono::seconds(20));
  if (!completion) return "no completion";
  if (const auto* response = std::get_if<Response>(&completion->outcome)) return std::to_string(response->status);
  const auto& failure = std::get<Failure>(completion->outcome);
  auto text = (failure.sent ? "sent: " : "not sent: ") + failure.what;
  const auto at = text.find(server.port());
  return at == std::string::npos ? text : text.replace(at, server.port().size(), "PORT");
}

struct TlsCase {
  const char* name;
  Certificate certificate;
  std::vector<std::string> server;
  bool trusted;  // whether the certificate is given as the authority
  std::string outcome;
};

class Tls : public ::testing::TestWithParam<TlsCase> {};

TEST_P(Tls, Is) {
  const TlsServer server(GetParam().certificate, GetParam().server);
  const auto outcome = outcome_of(server, GetParam().trusted ? server.certificate_file() : "");
  EXPECT_EQ(outcome.substr(0, GetParam().outcome.size()), GetParam().outcome);
}

// SEC6 and F39: each with its own message, and before a byte of the request leaves.
INSTANTIATE_TEST_SUITE_P(HttpClient, Tls,
                         ::testing::Values(TlsCase{"of_a_known_authority", {}, {}, true, "200"},
                                           TlsCase{"version_1_2", {}, {"-tls1_2"}, true, "200"},
                                           TlsCase{"self_signed",
                                                   {},
                                                   {},
                                                   false,
                                                   "not sent: the certificate of 127.0.0.1:PORT is not accepted: SSL "
                                                   "certificate problem: self-signed certificate"},
                                           TlsCase{"of_another_address",
                                                   {.name = "IP:127.0.0.2"},
                                                   {},
                                                   true,
                                                   "not sent: the certificate of 127.0.0.1:PORT is not accepted: SSL: "
                                                   "no alternative certificate subject name matches target host name"},
                                           TlsCase{"of_another_name",
                                                   {.name = "DNS:example.com"},
                                                   {},
                                                   true,
                                                   "not sent: the certificate of 127.0.0.1:PORT is not accepted: SSL: "
                                                   "no alternative certificate subject name matches target host name"},
                                           TlsCase{"expired",
                                                   {.days = -1},
                                                   {},
                                                   true,
                                                   "not sent: the certificate of 127.0.0.1:PORT is not accepted: SSL "
                                                   "certificate problem: certificate has expired"},
                                           TlsCase{"version_1_1",
                                                   {},
                                                   {"-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"},
                                                   true,
                                                   "not sent: no TLS connection to 127.0.0.1:PORT: "}),
                         testing::row_name);

TEST(HttpClient, SaysThatTheFileOfAuthoritiesIsMissing) {
  const TlsServer server({});
  EXPECT_TRUE(outcome_of(server, "/no/such/file")
                  .starts_with("not sent: the file of certificate authorities for 127.0.0.1:PORT cannot be used"));
}

// SEC1: the variable by which libraries write down the keys of their sessions.
TEST(HttpClient, WritesNoSessionKeys) {
  const TlsServer server({});
  const auto log = server.certificate_file() + ".keys";
  setenv("SSLKEYLOGFILE", log.c_str(), 1);
  EXPECT_EQ(outcome_of(server, server.certificate_file()), "200");
  EXPECT_FALSE(std::filesystem::exists(log));
}

}  // namespace
}  // namespace interlock
