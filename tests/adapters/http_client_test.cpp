#include "adapters/http_client.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <set>

#include "adapters/system.hpp"
#include "support/loopback_server.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using std::chrono::seconds;
using testing::LoopbackServer;
using testing::ok;
using testing::Reply;

HttpClientOptions short_patience(std::string origin) {
  return {.origin = std::move(origin),
          .connect_timeout = Millis(2'000),
          .total_timeout = Millis(2'000),
          .body_limit = 100'000};
}

Request get(std::string path) { return {.method = Method::get, .path = std::move(path), .query = {}}; }

Outcome exchange(HttpClient& client, const Request& request) {
  client.send(1, request);
  auto completion = client.wait(SystemClock().now() + seconds(20));
  return completion ? completion->outcome : Outcome(Failure{.sent = true, .what = "no completion"});
}

Outcome exchange(const HttpClientOptions& options, const Request& request) {
  HttpClient client(options);
  return exchange(client, request);
}

std::string shown(const Outcome& outcome) {
  if (const auto* response = std::get_if<Response>(&outcome)) {
    return std::to_string(response->status) + " " + response->body;
  }
  const auto& failure = std::get<Failure>(outcome);
  return (failure.sent ? "sent: " : "not sent: ") + failure.what;
}

/// `text` with the port of the server, which differs each time, as PORT.
std::string without_port(std::string text, std::uint16_t port) {
  const auto digits = std::to_string(port);
  for (auto at = text.find(digits); at != std::string::npos; at = text.find(digits))
    text.replace(at, digits.size(), "PORT");
  return text;
}

// 200,000 zero bytes, packed: `head -c 200000 /dev/zero | gzip -9n`.
std::string gzip_bomb() {
  using std::string_literals::operator""s;
  return "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xed\xc1\x31\x01\x00\x00\x00\xc2\xa0\xf5\x4f\x6d\x06\x7f\xa0"s +
         std::string(193, '\0') + "\x80\xd7\x00\x7b\x58\xe0\x5c\x40\x0d\x03\x00"s;
}

struct AnswerCase {
  const char* name;
  Reply reply;
  std::string outcome;
};

class Answers : public ::testing::TestWithParam<AnswerCase> {};

TEST_P(Answers, Become) {
  LoopbackServer server({GetParam().reply});
  EXPECT_EQ(without_port(shown(exchange(short_patience(server.origin()), get("/"))), server.port()),
            GetParam().outcome);
}

constexpr auto kClose = Reply::After::close;
constexpr auto kHold = Reply::After::hold;
constexpr auto kReset = Reply::After::reset;
const std::string kChunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
const std::string kManyChunks = [] {
  std::string text = kChunked;
  for (int i = 0; i < 200; ++i) text += "400\r\n" + std::string(1024, 'x') + "\r\n";
  return text;
}();

// F31 to F35: what is broken on the way is no success, and never more than the bounds in memory.
INSTANTIATE_TEST_SUITE_P(
    HttpClient, Answers,
    ::testing::Values(
        AnswerCase{"plain", ok("hello"), "200 hello"},
        AnswerCase{"chunked", {kChunked + "5\r\nhello\r\n0\r\n\r\n"}, "200 hello"},
        AnswerCase{"until_the_end_of_the_connection", {"HTTP/1.1 200 OK\r\n\r\nhello", kClose}, "200 hello"},
        AnswerCase{"behind_an_interim_answer", {"HTTP/1.1 103 Early Hints\r\n\r\n" + ok("hello").bytes}, "200 hello"},
        AnswerCase{"error_status_with_its_body", {"HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\n{}"}, "409 {}"},
        AnswerCase{"cut_body",
                   {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", kClose},
                   "sent: an answer that is cut short from 127.0.0.1:PORT"},
        AnswerCase{
            "cut_chunk", {kChunked + "a\r\nhello", kClose}, "sent: an answer that is cut short from 127.0.0.1:PORT"},
        AnswerCase{
            "broken_chunk", {kChunked + "zz\r\nhello", kClose}, "sent: the connection was lost to 127.0.0.1:PORT"},
        AnswerCase{"nothing_at_all", {"", kClose}, "sent: no answer: the connection was closed by 127.0.0.1:PORT"},
        AnswerCase{"reset", {"", kReset}, "sent: the connection was lost to 127.0.0.1:PORT: connection reset by peer"},
        AnswerCase{"reset_inside_the_answer",
                   {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhel", kReset},
                   "sent: the connection was lost to 127.0.0.1:PORT: connection reset by peer"},
        AnswerCase{"large_body_with_its_length", ok(std::string(200'000, 'x')),
                   "sent: the answer is larger than 100000 bytes (127.0.0.1:PORT)"},
        AnswerCase{"large_body_in_chunks",
                   {kManyChunks, kHold},
                   "sent: the answer is larger than 100000 bytes (127.0.0.1:PORT)"},
        AnswerCase{"gzip_bomb",
                   {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip_bomb(), kClose},
                   "sent: the answer is larger than 100000 bytes (127.0.0.1:PORT)"},
        AnswerCase{"many_headers",
                   {"HTTP/1.1 200 OK\r\n" +
                        [] {
                          std::string text;
                          for (int i = 0; i < 400; ++i) text += "X: " + std::string(1000, 'y') + "\r\n";
                          return text;
                        }(),
                    kHold},
                   "sent: the headers of the answer are larger than 256 KiB (127.0.0.1:PORT)"},
        AnswerCase{"flood_of_interim_answers",
                   {"HTTP/1.1 102 Processing\r\nX: y\r\n\r\n", kClose, 1'000'000},
                   "sent: the headers of the answer are larger than 256 KiB (127.0.0.1:PORT)"}),
    testing::row_name);

TEST(HttpClient, EndsAnAnswerThatNeverEnds) {
  LoopbackServer server({{"HTTP/1.1 200 OK\r\nX-Slow: ", kHold}});
  auto options = short_patience(server.origin());
  options.total_timeout = Millis(50);
  const auto outcome = exchange(options, get("/"));
  ASSERT_TRUE(std::holds_alternative<Failure>(outcome));
  EXPECT_TRUE(std::get<Failure>(outcome).sent);
  EXPECT_TRUE(std::get<Failure>(outcome).what.starts_with("no answer in time from 127.0.0.1:"));
}

struct RequestCase {
  const char* name;
  Request request;
  std::string first_line;
  std::string contains;
};

class Requests : public ::testing::TestWithParam<RequestCase> {};

TEST_P(Requests, Leave) {
  LoopbackServer server({ok("")});
  exchange(short_patience(server.origin()), GetParam().request);
  ASSERT_EQ(server.requests().size(), 1u);
  const auto bytes = server.requests()[0];
  EXPECT_EQ(bytes.substr(0, bytes.find('\r')), GetParam().first_line);
  EXPECT_NE(bytes.find(GetParam().contains), std::string::npos) << bytes;
}

const std::optional<Authorization> kBearer = Authorization{"Bearer", Secret("abc")};

INSTANTIATE_TEST_SUITE_P(
    HttpClient, Requests,
    ::testing::Values(
        RequestCase{"get_with_a_query",
                    {Method::get, "/a/b%20c", {{"name", "x y&z"}}},
                    "GET /a/b%20c?name=x%20y%26z HTTP/1.1",
                    "\r\nUser-Agent: interlock\r\n"},
        RequestCase{"dots_stay", {Method::get, "/a/../b", {}}, "GET /a/../b HTTP/1.1", ""},
        RequestCase{"post_with_a_body",
                    {Method::post, "/a", {}, {{"Content-Type", "application/json"}}, {}, "{}"},
                    "POST /a HTTP/1.1",
                    "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"},
        RequestCase{"put_without_a_body", {Method::put, "/a", {}}, "PUT /a HTTP/1.1", "\r\nContent-Length: 0\r\n\r\n"},
        RequestCase{"patch",
                    {Method::patch, "/a", {}, {{"If-Match", "\"3\""}}, {}, "{}"},
                    "PATCH /a HTTP/1.1",
                    "\r\nIf-Match: \"3\"\r\n"},
        RequestCase{"remove", {Method::remove, "/a", {}}, "DELETE /a HTTP/1.1", ""},
        RequestCase{"authorization",
                    {Method::get, "/", {}, {}, kBearer},
                    "GET / HTTP/1.1",
                    "\r\nAuthorization: Bearer abc\r\n"}),
    testing::row_name);

struct UnsentCase {
  const char* name;
  std::string origin;
  Request request;
  std::string what;
};

class Unsent : public ::testing::TestWithParam<UnsentCase> {};

TEST_P(Unsent, SaysSo) {
  EXPECT_EQ(shown(exchange(short_patience(GetParam().origin), GetParam().request)), "not sent: " + GetParam().what);
}

// F39, SEC5, SEC6. Port 1 of loopback is taken by nobody; 192.0.2.0/24 is for documentation and never asked.
INSTANTIATE_TEST_SUITE_P(HttpClient, Unsent,
                         ::testing::Values(UnsentCase{"nobody_listens", "http://127.0.0.1:1", get("/"),
                                                      "cannot connect to 127.0.0.1:1: connection refused"},
                                           UnsentCase{"plain_http_to_another_machine", "http://192.0.2.1", get("/"),
                                                      "plain http is for this machine only, not for 192.0.2.1:80"},
                                           UnsentCase{"another_scheme", "file:///etc", get("/"),
                                                      "'file:///etc' is no address of the form https://HOST:PORT"},
                                           UnsentCase{"origin_with_a_user", "https://a@b", get("/"),
                                                      "'https://a@b' is no address of the form https://HOST:PORT"},
                                           UnsentCase{"path_that_changes_the_host", "http://127.0.0.1:1",
                                                      get("@192.0.2.1/"), "the path of the request is not usable"},
                                           UnsentCase{"path_with_a_line_break", "http://127.0.0.1:1", get("/\r\nX: y"),
                                                      "the path of the request is not usable"},
                                           UnsentCase{"header_with_a_line_break",
                                                      "http://127.0.0.1:1",
                                                      {Method::get, "/", {}, {{"If-Match", "1\r\nX: y"}}},
                                                      "a header of the request is not usable"},
                                           UnsentCase{
                                               "token_with_a_line_break",
                                               "http://127.0.0.1:1",
                                               {Method::get, "/", {}, {}, Authorization{"Bearer", Secret("a\nX: y")}},
                                               "a header of the request is not usable"}),
                         testing::row_name);

// SEC5: for every kind of redirect, and every kind of request, the other origin hears nothing.
TEST(HttpClient, FollowsNoRedirect) {
  for (const int status : {301, 302, 303, 307, 308}) {
    for (const auto method : {Method::get, Method::post, Method::put, Method::patch, Method::remove}) {
      LoopbackServer other({ok("")});
      LoopbackServer server({{"HTTP/1.1 " + std::to_string(status) + " Elsewhere\r\nLocation: " + other.origin() +
                              "/\r\nContent-Length: 0\r\n\r\n"}});
      const Request request{method, "/oauth/token", {}, {}, Authorization{"Basic", Secret("c2VjcmV0")}, "secret"};
      const auto outcome = exchange(short_patience(server.origin()), request);
      EXPECT_EQ(shown(outcome), std::to_string(status) + " ");
      EXPECT_EQ(other.connections(), 0);
    }
  }
}

TEST(HttpClient, SendsNothingThroughAProxyUnlessAsked) {
  LoopbackServer proxy({ok("proxy")});
  LoopbackServer server({ok("server")});
  setenv("http_proxy", proxy.origin().c_str(), 1);
  setenv("no_proxy", "", 1);
  auto options = short_patience(server.origin());
  EXPECT_EQ(shown(exchange(options, get("/"))), "200 server");
  options.use_proxy_from_environment = true;
  EXPECT_EQ(shown(exchange(options, get("/"))), "200 proxy");
  unsetenv("http_proxy");
  unsetenv("no_proxy");
}

TEST(HttpClient, ReusesAConnectionButNotForCreates) {
  LoopbackServer server({ok("")});
  HttpClient client(short_patience(server.origin()));
  const auto connections_after = [&](Method method, std::string path) {
    exchange(client, {method, std::move(path), {}});
    return server.connections();
  };
  EXPECT_EQ(connections_after(Method::get, "/"), 1);
  EXPECT_EQ(connections_after(Method::put, "/"), 1);
  EXPECT_EQ(connections_after(Method::post, "/oauth/token"), 1);
  EXPECT_EQ(connections_after(Method::post, "/routing/skills"), 2);
}

// F67.
TEST(HttpClient, NeverRepeatsACreateByItself) {
  LoopbackServer server({ok(""), {"", kClose}, ok("")});
  HttpClient client(short_patience(server.origin()));
  exchange(client, get("/"));
  const auto outcome = exchange(client, {Method::post, "/routing/skills", {}});
  EXPECT_TRUE(std::holds_alternative<Failure>(outcome));
  EXPECT_EQ(server.requests().size(), 2u);
}

TEST(HttpClient, CarriesManyRequestsOverItsPool) {
  LoopbackServer server({ok("x")});
  auto options = short_patience(server.origin());
  options.connections = 4;
  HttpClient client(options);
  std::set<Ticket> answered;
  for (Ticket ticket = 0; ticket < 200; ++ticket) client.send(ticket, get("/"));
  while (const auto completion = client.wait(SystemClock().now() + seconds(answered.size() < 200 ? 10 : 0))) {
    EXPECT_EQ(shown(completion->outcome), "200 x");
    answered.insert(completion->ticket);
  }
  EXPECT_EQ(answered.size(), 200u);
  EXPECT_LE(server.connections(), 4);
}

TEST(HttpClient, KeepsEveryHeaderOfTheLastAnswer) {
  LoopbackServer server(
      {{"HTTP/1.1 103 Early\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nRetry-After: 1\r\nretry-after:  2 \r\n"
        "ETag: \"a:b\"\r\nContent-Length: 0\r\n\r\n"}});
  const auto outcome = exchange(short_patience(server.origin()), get("/"));
  const Headers expected{{"Retry-After", "1"}, {"retry-after", "2"}, {"ETag", "\"a:b\""}, {"Content-Length", "0"}};
  EXPECT_EQ(std::get<Response>(outcome).headers, expected);
}

TEST(HttpClient, ForgetsWhatIsOnItsWayWhenItGoes) {
  LoopbackServer server({{"", kHold}});
  HttpClient client(short_patience(server.origin()));
  client.send(1, get("/"));
  EXPECT_FALSE(client.wait(SystemClock().now() + Millis(20)));
}

TEST(RandomHex, HasTwoDigitsAByte) {
  SystemRandom random;
  const auto text = random_hex(random, 11);
  EXPECT_EQ(text.size(), 22u);
  EXPECT_EQ(text.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(text, random_hex(random, 11));
}

}  // namespace
}  // namespace interlock
