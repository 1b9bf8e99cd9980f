#include "adapters/http_server.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

#include "support/names.hpp"
#include "support/sandbox_world.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

/// Sends the bytes to the port and gives back everything that comes until the other side closes.
std::string talk(std::uint16_t port, const std::string& bytes) {
  const int socket_fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (::connect(socket_fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    for (std::size_t sent = 0; sent < bytes.size();) {
      const auto count = ::send(socket_fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) break;
      sent += static_cast<std::size_t>(count);
    }
    char buffer[4096];
    for (ssize_t count = 0; (count = ::recv(socket_fd, buffer, sizeof buffer, 0)) > 0;) {
      answer.append(buffer, static_cast<std::size_t>(count));
    }
  }
  ::close(socket_fd);
  return answer;
}

std::string request(const std::string& line, const std::string& headers = {}, const std::string& body = {}) {
  std::string text = line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers;
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return text + "\r\n" + body;
}

std::string status_of(const std::string& answer) { return answer.substr(0, answer.find("\r\n")); }

/// Says what it was asked, one fact a line.
Response describe(const Request& request) {
  std::string text = std::string(method_name(request.method)) + " " + request.path + "\n";
  for (const auto& [name, value] : request.query) text += "query " + name + "=" + value + "\n";
  if (request.authorization) {
    text += request.authorization->scheme + ":" + std::string(request.authorization->credentials.reveal()) + "\n";
  }
  for (const auto* name : {"If-Match", "Authorization"}) {
    if (const auto* header = find_header(request.headers, name)) text += std::string(name) + "=" + *header + "\n";
  }
  return {200, {{"X-Extra", "yes"}}, text + "body " + request.body};
}

struct ExchangeCase {
  const char* name;
  std::string sent;
  std::string body;  // of the answer
};

class HttpServerPasses : public ::testing::TestWithParam<ExchangeCase> {};

TEST_P(HttpServerPasses, TheRequest) {
  const auto server = HttpServer::start(0, describe);
  ASSERT_TRUE(server);
  const auto answer = talk(server->port(), GetParam().sent);
  EXPECT_EQ(status_of(answer), "HTTP/1.1 200 OK");
  EXPECT_NE(answer.find("X-Extra: yes\r\n"), std::string::npos);
  EXPECT_EQ(answer.substr(answer.find("\r\n\r\n") + 4), GetParam().body);
}

INSTANTIATE_TEST_SUITE_P(
    HttpServer, HttpServerPasses,
    ::testing::Values(ExchangeCase{"path_stays_encoded", request("GET /a%2Fb/%C3%A9"), "GET /a%2Fb/%C3%A9\nbody "},
                      ExchangeCase{"query_is_decoded", request("GET /a?n=x+y%2Bz&b"),
                                   "GET /a\nquery n=x y+z\nquery b=\nbody "},
                      ExchangeCase{"plus_in_a_path_is_a_plus", request("GET /a+b"), "GET /a+b\nbody "},
                      ExchangeCase{"no_path_at_all", request("GET ?a=1"), "GET \nquery a=1\nbody "},
                      ExchangeCase{"body_of_a_patch", request("PATCH /a", "", "{}"), "PATCH /a\nbody {}"},
                      ExchangeCase{"headers_and_credentials_apart",
                                   request("DELETE /a", "If-Match: \"7\"\r\nAuthorization: Bearer t-1\r\n"),
                                   "DELETE /a\nBearer:t-1\nIf-Match=\"7\"\nbody "}),
    testing::row_name);

struct RefusalCase {
  const char* name;
  std::string sent;
  std::string status;
};

class HttpServerRefuses : public ::testing::TestWithParam<RefusalCase> {};

TEST_P(HttpServerRefuses, TheRequest) {
  const auto server = HttpServer::start(0, [](const Request&) -> Response { throw std::runtime_error("a bug"); });
  ASSERT_TRUE(server);
  const auto answer = talk(server->port(), GetParam().sent);
  EXPECT_EQ(status_of(answer), GetParam().status);
  EXPECT_EQ(answer.find("a bug"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    HttpServer, HttpServerRefuses,
    ::testing::Values(RefusalCase{"unknown_method", request("BREW /a"), "HTTP/1.1 501 Not Implemented"},
                      RefusalCase{"body_over_the_limit", request("POST /a", "", std::string((8u << 20) + 1, 'x')),
                                  "HTTP/1.1 413 Content Too Large"},
                      RefusalCase{"handler_that_throws", request("GET /a"), "HTTP/1.1 500 Internal Server Error"},
                      RefusalCase{"address_of_a_megabyte", request("GET /" + std::string(1u << 20, 'x')),
                                  "HTTP/1.1 414 URI Too Long"}),
    testing::row_name);

TEST(HttpServer, KeepsAConnectionForSeveralRequests) {
  const auto server = HttpServer::start(0, describe);
  ASSERT_TRUE(server);
  const auto answer = talk(server->port(), "GET /one HTTP/1.1\r\nHost: localhost\r\n\r\n" + request("GET /two"));
  EXPECT_NE(answer.find("GET /one\n"), std::string::npos);
  EXPECT_NE(answer.find("GET /two\n"), std::string::npos);
}

// SEC40 over a real socket.
TEST(HttpServer, CarriesTheSandboxToLoopbackNamesOnly) {
  auto sandbox = testing::make_sandbox(testing::TenantBuilder().skill("Señor").document());
  const auto server =
      HttpServer::start(0, [&](const Request& asked) { return sandbox.answer(asked, Instant(), Wall()); });
  ASSERT_TRUE(server);
  const std::string rest = "Authorization: Bearer token\r\nConnection: close\r\n\r\n";
  const auto ask = [&](const std::string& host) {
    return talk(server->port(), "GET /api/v2/routing/skills HTTP/1.1\r\nHost: " + host + "\r\n" + rest);
  };
  const auto answer = ask("127.0.0.1:" + std::to_string(server->port()));
  EXPECT_EQ(status_of(answer), "HTTP/1.1 200 OK");
  EXPECT_NE(answer.find(R"("name":"Señor")"), std::string::npos);
  EXPECT_EQ(status_of(ask("evil.example")), "HTTP/1.1 403 Forbidden");
  EXPECT_EQ(status_of(talk(server->port(), request("GET /api/v2/users"))), "HTTP/1.1 401 Unauthorized");
}

TEST(HttpServer, ATakenPortIsAProblemOfExit11) {
  const auto first = HttpServer::start(0, describe);
  ASSERT_TRUE(first);
  const auto second = HttpServer::start(first->port(), describe);
  ASSERT_FALSE(second);
  EXPECT_EQ(exit_of(second.problems()), Exit::io);
  EXPECT_NE(second.problems().front().message.find("Address already in use"), std::string::npos);
}

TEST(HttpServer, ListensOnLoopbackOnly) {
  const auto server = HttpServer::start(0, describe);
  ASSERT_TRUE(server);
  // Were the socket bound to every address, 127.0.0.2 would reach it too.
  const int socket_fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(server->port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
  EXPECT_NE(::connect(socket_fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ::close(socket_fd);
}

TEST(HttpServer, CanBeMoved) {
  auto server = HttpServer::start(0, describe);
  ASSERT_TRUE(server);
  const HttpServer moved = *std::move(server);
  EXPECT_EQ(status_of(talk(moved.port(), request("GET /a"))), "HTTP/1.1 200 OK");
}

}  // namespace
}  // namespace interlock
