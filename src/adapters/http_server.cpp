#include "adapters/http_server.hpp"

#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace interlock {
namespace {

constexpr std::size_t kBodyLimit = 8u << 20;
constexpr unsigned kConnectionLimit = 256;
constexpr unsigned kIdleSeconds = 60;

/// One request on its way in. It is made when the request line has come and lives until the answer has gone.
struct Exchange {
  std::string target;  // as received
  Request request{};
  bool begun = false;
  bool known_method = true;
  bool too_large = false;
};

Response plain(int status, std::string_view message) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::string(message)};
}

/// "Bearer abc" -> {"Bearer", "abc"}; the credentials leave the list of headers.
void take_authorization(Request& request) {
  const auto* header = find_header(request.headers, "Authorization");
  if (header == nullptr) return;
  const auto blank = std::min(header->find(' '), header->size());
  const auto credentials = std::min(header->find_first_not_of(' ', blank), header->size());
  request.authorization = Authorization{header->substr(0, blank), Secret(header->substr(credentials))};
  std::erase_if(request.headers, [header](const auto& entry) { return &entry.second == header; });
}

MHD_Result add_header(void* closure, MHD_ValueKind, const char* name, const char* value) {
  static_cast<Headers*>(closure)->emplace_back(name, value != nullptr ? value : "");
  return MHD_YES;
}

/// The library would decode the path; Request.path is as received.
void* keep_target(void*, const char* target, MHD_Connection*) { return new Exchange{.target = target}; }
size_t leave_escapes(void*, MHD_Connection*, char* text) { return std::strlen(text); }

void begin(Exchange& exchange, MHD_Connection* connection, std::string_view method) {
  const std::string_view target = exchange.target;
  const auto question = std::min(target.find('?'), target.size());
  const auto parsed = parse_method(method);
  exchange.known_method = parsed.has_value();
  exchange.request.method = parsed.value_or(Method::get);
  exchange.request.path = target.substr(0, question);
  exchange.request.query = parse_query(target.substr(std::min(question + 1, target.size())));
  MHD_get_connection_values(connection, MHD_HEADER_KIND, add_header, &exchange.request.headers);
  take_authorization(exchange.request);
}

/// Goes on reading past the limit and throws it away: a client that is still sending would not see the answer.
void receive(Exchange& exchange, std::string_view bytes) {
  exchange.too_large = exchange.too_large || exchange.request.body.size() + bytes.size() > kBodyLimit;
  if (!exchange.too_large) exchange.request.body += bytes;
}

Outcome respond(const Exchange& exchange, const HttpServer::Handler& handler) {
  if (exchange.too_large) return plain(413, "The body is too large");
  if (!exchange.known_method) return plain(501, "Unknown method");
  try {
    return handler(exchange.request);
  } catch (const std::exception&) {
    return plain(500, "Internal error");  // its words are not for whoever asks
  }
}

MHD_Result queue(MHD_Connection* connection, const Response& response) {
  // The library copies the bytes, so the cast takes nothing from the const.
  auto* body = const_cast<char*>(response.body.data());
  auto* reply = MHD_create_response_from_buffer(response.body.size(), body, MHD_RESPMEM_MUST_COPY);
  if (reply == nullptr) return MHD_NO;
  for (const auto& [name, value] : response.headers) MHD_add_response_header(reply, name.c_str(), value.c_str());
  const auto queued = MHD_queue_response(connection, static_cast<unsigned>(response.status), reply);
  MHD_destroy_response(reply);
  return queued;
}

void discard(void*, MHD_Connection*, void** context, MHD_RequestTerminationCode) {
  delete static_cast<Exchange*>(*context);
  *context = nullptr;
}

MHD_Result access(void* closure, MHD_Connection* connection, const char*, const char* method, const char*,
                  const char* upload, size_t* upload_size, void** context) {
  auto& exchange = *static_cast<Exchange*>(*context);
  if (!std::exchange(exchange.begun, true)) {
    begin(exchange, connection, method);
    return MHD_YES;
  }
  if (*upload_size > 0) {
    receive(exchange, {upload, *upload_size});
    *upload_size = 0;
    return MHD_YES;
  }
  const auto outcome = respond(exchange, *static_cast<const HttpServer::Handler*>(closure));
  const auto* response = std::get_if<Response>(&outcome);
  return response != nullptr ? queue(connection, *response) : MHD_NO;
}

MHD_Daemon* listen(const sockaddr_in& address, const HttpServer::Handler& handler) {
  return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, nullptr, nullptr, &access,
                          const_cast<HttpServer::Handler*>(&handler),             //
                          MHD_OPTION_SOCK_ADDR, &address,                         //
                          MHD_OPTION_URI_LOG_CALLBACK, &keep_target, nullptr,     //
                          MHD_OPTION_UNESCAPE_CALLBACK, &leave_escapes, nullptr,  //
                          MHD_OPTION_NOTIFY_COMPLETED, &discard, nullptr,         //
                          MHD_OPTION_CONNECTION_LIMIT, kConnectionLimit,          //
                          MHD_OPTION_CONNECTION_TIMEOUT, kIdleSeconds,            //
                          MHD_OPTION_END);
}

}  // namespace

struct HttpServer::State {
  explicit State(Handler given) : handler(std::move(given)) {}
  ~State() {
    if (daemon != nullptr) MHD_stop_daemon(daemon);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Handler handler;  // the daemon's thread points here
  MHD_Daemon* daemon = nullptr;
};

Result<HttpServer> HttpServer::start(std::uint16_t port, Handler handler) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto state = std::make_unique<State>(std::move(handler));
  errno = 0;
  state->daemon = listen(address, state->handler);
  if (state->daemon == nullptr) {
    const int error = errno;
    return Problem{.rule = "B73",
                   .exit = Exit::io,
                   .message = "cannot listen on 127.0.0.1:" + std::to_string(port) + ": " + std::strerror(error),
                   .hint = "another program may use the port; port 0 takes a free one"};
  }
  return HttpServer(std::move(state));
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&&) noexcept = default;
HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const {
  const auto* info = MHD_get_daemon_info(state_->daemon, MHD_DAEMON_INFO_BIND_PORT);
  return info != nullptr ? info->port : 0;
}

}  // namespace interlock
