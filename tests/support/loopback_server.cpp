#include "support/loopback_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

namespace interlock::testing {
namespace {

bool send_all(int socket, const std::string& bytes) {
  for (std::size_t done = 0; done < bytes.size();) {
    const auto count = ::send(socket, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

std::size_t body_length(const std::string& head) {
  constexpr std::string_view kName = "\r\nContent-Length: ";
  const auto found = head.find(kName);
  std::size_t length = 0;
  if (found != std::string::npos)
    std::from_chars(head.data() + found + kName.size(), head.data() + head.size(), length);
  return length;
}

/// The next request; nothing when the other side has gone.
std::optional<std::string> receive(int socket) {
  std::string bytes;
  std::array<char, 4096> buffer{};
  for (;;) {
    const auto end = bytes.find("\r\n\r\n");
    if (end != std::string::npos && bytes.size() >= end + 4 + body_length(bytes.substr(0, end))) return bytes;
    const auto count = ::recv(socket, buffer.data(), buffer.size(), 0);
    if (count <= 0) return std::nullopt;
    bytes.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

void reset(int socket) {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace

struct LoopbackServer::State {
  std::vector<Reply> replies;
  int listener = -1;
  std::uint16_t port = 0;
  mutable std::mutex mutex{};  // guards what follows
  std::vector<std::string> requests{};
  std::vector<int> sockets{};
  std::vector<std::thread> serving{};
  std::thread accepting{};

  void listen();
  void accept_all();
  void serve(int socket);
  Reply next_reply(std::string request);
};

void LoopbackServer::State::listen() {
  listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener, generic, size) != 0 || ::listen(listener, 64) != 0 ||
      ::getsockname(listener, generic, &size) != 0) {
    throw std::runtime_error("no port on loopback");
  }
  port = ntohs(address.sin_port);
}

void LoopbackServer::State::accept_all() {
  for (;;) {
    const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const std::lock_guard lock(mutex);
    sockets.push_back(socket);
    serving.emplace_back([this, socket] { serve(socket); });
  }
}

Reply LoopbackServer::State::next_reply(std::string request) {
  const std::lock_guard lock(mutex);
  requests.push_back(std::move(request));
  return replies[std::min(requests.size(), replies.size()) - 1];
}

// The socket is closed by the destructor, so that its number is not given to another one meanwhile.
void LoopbackServer::State::serve(int socket) {
  while (auto request = receive(socket)) {
    const auto reply = next_reply(std::move(*request));
    for (int i = 0; i < reply.times && send_all(socket, reply.bytes); ++i) continue;
    if (reply.after == Reply::After::keep) continue;
    if (reply.after == Reply::After::hold) receive(socket);
    if (reply.after == Reply::After::reset) {
      reset(socket);
      // Only closing sends the reset; shutdown would end the connection politely.
      const std::lock_guard lock(mutex);
      std::erase(sockets, socket);
      ::close(socket);
      return;
    }
    break;
  }
  ::shutdown(socket, SHUT_RDWR);
}

LoopbackServer::LoopbackServer(std::vector<Reply> replies) : state_(std::make_unique<State>()) {
  state_->replies = std::move(replies);
  state_->listen();
  state_->accepting = std::thread([this] { state_->accept_all(); });
}

LoopbackServer::~LoopbackServer() {
  ::shutdown(state_->listener, SHUT_RDWR);
  state_->accepting.join();
  {
    const std::lock_guard lock(state_->mutex);
    for (const int socket : state_->sockets) ::shutdown(socket, SHUT_RDWR);
  }
  for (auto& thread : state_->serving) thread.join();
  for (const int socket : state_->sockets) ::close(socket);
  ::close(state_->listener);
}

std::uint16_t LoopbackServer::port() const { return state_->port; }
std::string LoopbackServer::origin() const { return "http://127.0.0.1:" + std::to_string(state_->port); }

std::vector<std::string> LoopbackServer::requests() const {
  const std::lock_guard lock(state_->mutex);
  return state_->requests;
}

int LoopbackServer::connections() const {
  const std::lock_guard lock(state_->mutex);
  return static_cast<int>(state_->serving.size());
}

Reply ok(std::string body) {
  return {"HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body};
}

}  // namespace interlock::testing
