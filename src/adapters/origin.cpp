#include "adapters/origin.hpp"

#include <curl/curl.h>

#include <array>
#include <memory>

#include "codec/url.hpp"

namespace interlock {
namespace {

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, FreeUrl>;

std::string part(const Url& url, CURLUPart what, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), what, &text, flags) != CURLUE_OK) return {};
  const std::unique_ptr<char, decltype(&curl_free)> owner(text, curl_free);
  return text;
}

}  // namespace

std::optional<Origin> parse_origin(const std::string& text) {
  const Url url(curl_url());
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return std::nullopt;
  for (const auto unwanted : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY, CURLUPART_FRAGMENT}) {
    if (!part(url, unwanted).empty()) return std::nullopt;
  }
  const auto scheme = part(url, CURLUPART_SCHEME);
  const auto host = part(url, CURLUPART_HOST);
  const auto port = part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  if ((scheme != "http" && scheme != "https") || part(url, CURLUPART_PATH) != "/") return std::nullopt;
  const auto authority = host + ":" + port;
  // libcurl has made numbers of the address (2130706433 is 127.0.0.1), and never asks a resolver for localhost.
  return Origin{scheme + "://" + authority, authority, scheme == "http", is_loopback(host)};
}

}  // namespace interlock
