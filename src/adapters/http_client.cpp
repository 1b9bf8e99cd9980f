#include "adapters/http_client.hpp"

#include <curl/curl.h>
#include <openssl/crypto.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <map>
#include <stdexcept>

#include "adapters/origin.hpp"
#include "adapters/socket_address.hpp"
#include "adapters/system.hpp"
#include "base/text.hpp"

namespace interlock {
namespace {

constexpr std::size_t kHeaderLimit = 256u << 10;  // all header lines of an answer, interim answers included (F34)
constexpr long kSlowestBytes = 1, kSlowestSeconds = 30;

struct FreeEasy {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Easy = std::unique_ptr<CURL, FreeEasy>;
struct FreeMulti {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
using Multi = std::unique_ptr<CURLM, FreeMulti>;
struct WipeList {
  void operator()(curl_slist* list) const {
    for (auto* line = list; line != nullptr; line = line->next) OPENSSL_cleanse(line->data, std::strlen(line->data));
    curl_slist_free_all(list);
  }
};
using HeaderList = std::unique_ptr<curl_slist, WipeList>;

// Once a process. libcurl would write the keys of every session to the file of SSLKEYLOGFILE, which it looks up here.
void start_libcurl() {
  static const bool is_started = [] {
    unsetenv("SSLKEYLOGFILE");
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  }();
  if (!is_started) throw std::runtime_error("libcurl cannot be started");
}

// An option that is refused in silence would be a protection that is missing in silence.
template <class T>
void set(const Easy& handle, CURLoption option, T value) {
  if ((curl_easy_setopt)(handle.get(), option, value) == CURLE_OK) return;
  throw std::runtime_error("libcurl refuses option " + std::to_string(option));
}

struct Transfer {
  Easy handle;
  Ticket ticket = 0;
  std::string authority{};  // of the host that it goes to, for messages
  std::string body{};       // of the request; libcurl reads it while it sends
  HeaderList headers{};
  Response response{};
  std::size_t body_limit = 0;
  std::size_t header_bytes = 0;
  std::string objection{};  // why we ended it ourselves
  std::function<bool(const NetworkAddress&)> may_connect{};
  std::array<char, CURL_ERROR_SIZE> details{};
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::strchr(" \t\r\n", text.front()) != nullptr) text.remove_prefix(1);
  while (!text.empty() && std::strchr(" \t\r\n", text.back()) != nullptr) text.remove_suffix(1);
  return text;
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  const std::string_view line(data, size * count);
  transfer.header_bytes += line.size();
  if (transfer.header_bytes > kHeaderLimit) {
    transfer.objection = "the headers of the answer are larger than 256 KiB";
    return CURL_WRITEFUNC_ERROR;
  }
  if (line.starts_with("HTTP/")) transfer.response.headers.clear();  // what came before was an interim answer
  const auto colon = line.find(':');
  if (colon != std::string_view::npos && !line.starts_with("HTTP/")) {
    transfer.response.headers.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  }
  return line.size();
}

// Counts what comes out of decompression; libcurl's own limit sees neither that nor a chunked body.
std::size_t take_body(char* data, std::size_t size, std::size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  const auto bytes = size * count;
  if (bytes > transfer.body_limit - transfer.response.body.size()) {
    transfer.objection = "the answer is larger than " + std::to_string(transfer.body_limit) + " bytes";
    return CURL_WRITEFUNC_ERROR;
  }
  transfer.response.body.append(data, bytes);
  return bytes;
}

bool is_plain_text(std::string_view text, char lowest) {
  return std::all_of(text.begin(), text.end(), [=](char c) { return c >= lowest && c != 0x7f; });
}

/// What in the request would make another request of it: a path that changes the host, a line break in a header.
std::string objection_to(const Request& request) {
  const bool is_path = request.path.starts_with('/') && is_plain_text(request.path, '!');
  if (!is_path || request.path.find('#') != std::string::npos) return "the path of the request is not usable";
  const bool are_headers = std::all_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
    return is_plain_text(header.first, '!') && is_plain_text(header.second, ' ');
  });
  const auto& authorization = request.authorization;
  const bool is_authorized = !authorization || is_plain_text(authorization->credentials.reveal(), '!');
  return are_headers && is_authorized ? "" : "a header of the request is not usable";
}

void add_line(HeaderList& headers, const std::string& line) {
  auto* longer = curl_slist_append(headers.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  if (headers == nullptr) headers.reset(longer);  // else the list begins where it began
}

/// libcurl leaves a field out that has nothing behind its colon; with a semicolon it sends it empty.
std::string field_line(std::string name, const std::string& value) {
  return value.empty() ? name + ";" : name.append(": ").append(value);
}

HeaderList header_lines(const Request& request) {
  HeaderList headers;
  add_line(headers, "Expect:");  // no pause before a body
  if (find_header(request.headers, "content-type") == nullptr) add_line(headers, "Content-Type:");
  for (const auto& [name, value] : request.headers) add_line(headers, field_line(name, value));
  if (request.authorization) {
    std::string line = "Authorization: " + request.authorization->scheme + " ";
    line.reserve(line.size() + request.authorization->credentials.reveal().size());  // so that no copy is left behind
    line += request.authorization->credentials.reveal();
    add_line(headers, line);
    OPENSSL_cleanse(line.data(), line.size());
  }
  return headers;
}

void set_method(const Transfer& transfer, const Request& request) {
  const bool has_body = request.method != Method::get && (request.method != Method::remove || !request.body.empty());
  if (has_body) {
    set(transfer.handle, CURLOPT_POST, 1L);
    set(transfer.handle, CURLOPT_POSTFIELDS, transfer.body.c_str());
    set(transfer.handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(transfer.body.size()));
  }
  set(transfer.handle, CURLOPT_CUSTOMREQUEST, std::string(method_name(request.method)).c_str());
  // libcurl repeats a request by itself when a pooled connection turns out to be dead; a create must not be (F67). That
  // holds for every POST but the token's, which creates nothing that matters.
  const bool creates = request.method == Method::post && !request.path.ends_with("/oauth/token");
  set(transfer.handle, CURLOPT_FRESH_CONNECT, creates ? 1L : 0L);
}

void set_bounds(const Easy& handle, const HttpClientOptions& options) {
  set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
  set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options.total_timeout.count()));
  set(handle, CURLOPT_LOW_SPEED_LIMIT, kSlowestBytes);
  set(handle, CURLOPT_LOW_SPEED_TIME, kSlowestSeconds);
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_ACCEPT_ENCODING, "gzip");
  // HTTP/2 loses requests when the server ends a connection that it multiplexes (curl 11859).
  set(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
}

// SEC5, SEC6.
void set_protection(const Easy& handle, const HttpClientOptions& options, const Origin& origin) {
  set(handle, CURLOPT_PROTOCOLS_STR, origin.is_loopback ? "http,https" : "https");
  set(handle, CURLOPT_FOLLOWLOCATION, 0L);
  set(handle, CURLOPT_PATH_AS_IS, 1L);
  set(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!options.ca_file.empty()) set(handle, CURLOPT_CAINFO, options.ca_file.c_str());
  if (!options.use_proxy_from_environment) set(handle, CURLOPT_PROXY, "");
}

/// libcurl asks for a socket to the address that it connects to, whatever a resolver said before or says after (SEC7).
curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* target) {
  auto& transfer = *static_cast<Transfer*>(context);
  const auto address = address_of(target->addr);
  if (!address || !transfer.may_connect(*address)) {
    transfer.objection = "its address is not one that may be reached";
    return CURL_SOCKET_BAD;
  }
  transfer.objection.clear();
  return socket(target->family, target->socktype, target->protocol);
}

void set_gate(Transfer& transfer, const HttpClientOptions& options) {
  if (!options.may_connect) return;
  transfer.may_connect = options.may_connect;
  set(transfer.handle, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  set(transfer.handle, CURLOPT_OPENSOCKETDATA, &transfer);
}

void set_sinks(Transfer& transfer) {
  set(transfer.handle, CURLOPT_HEADERFUNCTION, &take_header);
  set(transfer.handle, CURLOPT_HEADERDATA, &transfer);
  set(transfer.handle, CURLOPT_WRITEFUNCTION, &take_body);
  set(transfer.handle, CURLOPT_WRITEDATA, &transfer);
  set(transfer.handle, CURLOPT_ERRORBUFFER, transfer.details.data());
  set(transfer.handle, CURLOPT_PRIVATE, &transfer);
}

std::string url_of(const Origin& origin, const Request& request) {
  const auto query = query_string(request.query);
  return origin.base + request.path + (query.empty() ? "" : "?" + query);
}

/// deps.md 3: a request may have arrived unless libcurl never began to send it. An error while it sends says too
/// little.
bool was_sent(const Easy& handle, CURLcode code) {
  constexpr std::array kWhileSending{CURLE_HTTP2, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2_STREAM};
  if (std::find(kWhileSending.begin(), kWhileSending.end(), code) != kWhileSending.end()) return true;
  long bytes = 0;
  return curl_easy_getinfo(handle.get(), CURLINFO_REQUEST_SIZE, &bytes) != CURLE_OK || bytes != 0;
}

struct Words {
  CURLcode code;
  std::string_view before;  // the authority
  std::string_view after;
  enum class Detail { none, system, library } detail = Detail::none;
};
using enum Words::Detail;
constexpr std::array kWords{
    Words{CURLE_COULDNT_RESOLVE_HOST, "cannot find the address of ", ""},
    Words{CURLE_COULDNT_RESOLVE_PROXY, "cannot find the address of the proxy to ", ""},
    Words{CURLE_COULDNT_CONNECT, "cannot connect to ", "", system},
    Words{CURLE_SSL_CONNECT_ERROR, "no TLS connection to ", "", library},
    Words{CURLE_PEER_FAILED_VERIFICATION, "the certificate of ", " is not accepted", library},
    Words{CURLE_SSL_CACERT_BADFILE, "the file of certificate authorities for ", " cannot be used", library},
    Words{CURLE_OPERATION_TIMEDOUT, "no answer in time from ", "", library},
    Words{CURLE_GOT_NOTHING, "no answer: the connection was closed by ", ""},
    Words{CURLE_PARTIAL_FILE, "an answer that is cut short from ", ""},
    Words{CURLE_SEND_ERROR, "the connection was lost to ", "", system},
    Words{CURLE_RECV_ERROR, "the connection was lost to ", "", system},
    Words{CURLE_BAD_CONTENT_ENCODING, "an answer that cannot be decompressed from ", ""},
    Words{CURLE_UNSUPPORTED_PROTOCOL, "plain http is for this machine only, not for ", ""},
};

std::string detail_of(const Transfer& transfer, Words::Detail detail) {
  long number = 0;
  if (detail == library) return transfer.details.data();
  if (detail == none || curl_easy_getinfo(transfer.handle.get(), CURLINFO_OS_ERRNO, &number) != CURLE_OK) return {};
  if (number == 0) return {};
  auto text = std::system_category().message(static_cast<int>(number));
  if (!text.empty() && text.front() >= 'A' && text.front() <= 'Z') text.front() = static_cast<char>(text.front() + 32);
  return text;
}

std::string describe(const Transfer& transfer, CURLcode code) {
  if (!transfer.objection.empty()) return transfer.objection + " (" + transfer.authority + ")";
  const auto row = std::find_if(kWords.begin(), kWords.end(), [&](const auto& words) { return words.code == code; });
  const auto words = row != kWords.end() ? *row : Words{code, "no usable answer from ", "", library};
  const auto detail = detail_of(transfer, words.detail);
  return visible(std::string(words.before) + transfer.authority + std::string(words.after) +
                 (detail.empty() ? "" : ": " + detail));
}

Multi make_pool(int connections) {
  start_libcurl();
  Multi pool(curl_multi_init());
  if (!pool) throw std::bad_alloc();
  curl_multi_setopt(pool.get(), CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(connections));
  curl_multi_setopt(pool.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(connections));
  return pool;
}

}  // namespace

struct HttpClient::State {
  explicit State(HttpClientOptions options_)
      : options(std::move(options_)),
        pool(make_pool(options.connections)),
        origin(parse_origin(options.origin)),
        login(parse_origin(options.login_origin.empty() ? options.origin : options.login_origin)) {}
  ~State() {
    for (auto& [handle, transfer] : transfers) curl_multi_remove_handle(pool.get(), handle);
  }

  HttpClientOptions options;
  Multi pool;
  std::optional<Origin> origin;
  std::optional<Origin> login;
  std::map<CURL*, std::unique_ptr<Transfer>> transfers{};
  std::vector<Easy> idle{};
  std::deque<Completion> completions{};

  std::unique_ptr<Transfer> prepare(Ticket ticket, const Request& request);
  void start(std::unique_ptr<Transfer> transfer);
  void finish(CURL* handle, CURLcode code);
  void progress();
  std::optional<Completion> take();
};

std::unique_ptr<Transfer> HttpClient::State::prepare(Ticket ticket, const Request& request) {
  auto transfer = std::make_unique<Transfer>();
  if (idle.empty()) idle.emplace_back(curl_easy_init());
  transfer->handle = std::move(idle.back());
  idle.pop_back();
  if (!transfer->handle) throw std::bad_alloc();
  transfer->ticket = ticket;
  transfer->body = request.body;
  transfer->body_limit = options.body_limit;
  transfer->headers = header_lines(request);
  const auto& target = request.host == Host::login ? *login : *origin;
  transfer->authority = target.authority;
  set(transfer->handle, CURLOPT_URL, url_of(target, request).c_str());
  set(transfer->handle, CURLOPT_HTTPHEADER, transfer->headers.get());
  set(transfer->handle, CURLOPT_USERAGENT, "interlock");
  set_method(*transfer, request);
  set_bounds(transfer->handle, options);
  set_protection(transfer->handle, options, target);
  set_gate(*transfer, options);
  set_sinks(*transfer);
  return transfer;
}

void HttpClient::State::start(std::unique_ptr<Transfer> transfer) {
  auto* const handle = transfer->handle.get();
  if (curl_multi_add_handle(pool.get(), handle) != CURLM_OK) throw std::bad_alloc();
  transfers.emplace(handle, std::move(transfer));
}

void HttpClient::State::finish(CURL* handle, CURLcode code) {
  auto node = transfers.extract(handle);
  auto& transfer = *node.mapped();
  curl_multi_remove_handle(pool.get(), handle);
  if (code == CURLE_OK) {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    transfer.response.status = static_cast<int>(status);
    completions.push_back({transfer.ticket, std::move(transfer.response)});
  } else {
    completions.push_back({transfer.ticket, Failure{was_sent(transfer.handle, code), describe(transfer, code)}});
  }
  curl_easy_reset(handle);
  idle.push_back(std::move(transfer.handle));
}

void HttpClient::State::progress() {
  int running = 0;
  curl_multi_perform(pool.get(), &running);
  int left = 0;
  while (const auto* message = curl_multi_info_read(pool.get(), &left)) {
    if (message->msg == CURLMSG_DONE) finish(message->easy_handle, message->data.result);
  }
}

std::optional<Completion> HttpClient::State::take() {
  if (completions.empty()) return std::nullopt;
  auto first = std::move(completions.front());
  completions.pop_front();
  return first;
}

HttpClient::HttpClient(HttpClientOptions options) : state_(std::make_unique<State>(std::move(options))) {}
HttpClient::~HttpClient() = default;

void HttpClient::send(Ticket ticket, const Request& request) {
  const auto objection = state_->origin && state_->login
                             ? objection_to(request)
                             : quoted(state_->options.origin) + " is no address of the form https://HOST:PORT";
  if (objection.empty()) return state_->start(state_->prepare(ticket, request));
  state_->completions.push_back({ticket, Failure{.sent = false, .what = objection}});
}

std::optional<Completion> HttpClient::wait(Instant until) {
  constexpr Millis kLongestPoll{60'000};
  for (SystemClock clock;;) {
    state_->progress();
    if (auto completion = state_->take()) return completion;
    const auto left = until - clock.now();
    if (left <= Millis(0)) return std::nullopt;
    curl_multi_poll(state_->pool.get(), nullptr, 0, static_cast<int>(std::min(left, kLongestPoll).count()), nullptr);
  }
}

}  // namespace interlock
