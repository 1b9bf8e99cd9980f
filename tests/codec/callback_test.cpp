#include "codec/callback.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

struct CallbackCase {
  const char* name;
  std::string url;
  std::string fault;
};

class Callback : public ::testing::TestWithParam<CallbackCase> {};

TEST_P(Callback, IsRefusedForThePartThatIsWrong) { EXPECT_EQ(callback_fault(GetParam().url), GetParam().fault); }

constexpr auto kCharacters = "it is too long, or has characters that no address has";
constexpr auto kScheme = "its scheme is not https";
constexpr auto kHost = "its host is no host name in lower case";
constexpr auto kPort = "its port is no number from 1 to 65535";
constexpr auto kNumber = "its host is a number that is no address";
constexpr auto kNobody = "its address is that of no host: link-local, multicast or reserved";

INSTANTIATE_TEST_SUITE_P(  // B36, SEC7
    Settings, Callback,
    ::testing::Values(CallbackCase{"a_host_and_a_path", "https://hooks.example.com/change?team=a%20b", ""},
                      CallbackCase{"a_host_alone", "https://hooks.example.com", ""},
                      CallbackCase{"a_port", "https://hooks.example.com:8443/", ""},
                      CallbackCase{"an_address", "https://10.1.2.3/", ""},  //
                      CallbackCase{"an_address_of_ipv6", "https://[fd00::1]:8443/", ""},
                      CallbackCase{"plain_http", "http://hooks.example.com/", kScheme},
                      CallbackCase{"a_file", "file:///etc/passwd", kScheme},
                      CallbackCase{"a_scheme_in_upper_case", "HTTPS://hooks.example.com/", kScheme},
                      CallbackCase{"a_user_name", "https://me:pw@hooks.example.com/", "it has a user name"},
                      CallbackCase{"a_host_behind_a_user_name", "https://hooks.example.com@evil.example/",
                                   "it has a user name"},
                      CallbackCase{"an_encoded_separator", "https://hooks.example.com%2Fevil.example/",
                                   "it has an escape (%) in its host"},
                      CallbackCase{"a_backslash", "https://hooks.example.com\\@evil.example/", kCharacters},
                      CallbackCase{"a_blank", "https://hooks.example.com/a b", kCharacters},
                      CallbackCase{"a_line_break", "https://hooks.example.com/\r\nX: y", kCharacters},
                      CallbackCase{"no_host", "https:///change", kHost},  //
                      CallbackCase{"upper_case", "https://Hooks.example.com/", kHost},
                      CallbackCase{"a_dot_at_the_end", "https://hooks.example.com./", kHost},
                      CallbackCase{"no_address_in_brackets", "https://[fd00::zz]/", kHost},
                      CallbackCase{"a_port_of_none", "https://hooks.example.com:/", kPort},
                      CallbackCase{"a_port_beyond_all", "https://hooks.example.com:99999/", kPort},
                      CallbackCase{"a_decimal_number", "https://2130706433/", kNumber},
                      CallbackCase{"a_hexadecimal_number", "https://0x7f000001/", kNumber},
                      CallbackCase{"an_octal_number", "https://017700000001/", kNumber},
                      CallbackCase{"a_short_address", "https://127.1/", kNumber},
                      CallbackCase{"a_hexadecimal_part", "https://127.0.0.0x1/", kNumber},
                      CallbackCase{"where_clouds_keep_credentials", "https://169.254.169.254/", kNobody},
                      CallbackCase{"the_same_mapped", "https://[::ffff:169.254.169.254]/", kNobody},
                      CallbackCase{"link_local", "https://[fe80::1]/", kNobody},
                      CallbackCase{"unspecified", "https://0.0.0.0/", kNobody},
                      CallbackCase{"too_long", "https://a/" + std::string(2048, 'x'), kCharacters}),
    testing::row_name);

TEST(CallbackList, AsksForThePortToo) {
  EXPECT_TRUE(allows_callback("a.example", "https://a.example/x"));
  EXPECT_TRUE(allows_callback("a.example", "https://a.example:443/x"));
  EXPECT_TRUE(allows_callback("a.example:8443", "https://a.example:8443/x"));
  EXPECT_FALSE(allows_callback("a.example", "https://a.example:8443/x"));
  EXPECT_FALSE(allows_callback("a.example", "https://a.example.evil.example/x"));
  EXPECT_FALSE(allows_callback("a.example", "https://b.a.example/x"));
}

TEST(CallbackList, HoldsHostsAlone) {
  for (const auto* entry : {"a.example", "a.example:8443", "10.0.0.1", "[fd00::1]:1"}) {
    EXPECT_TRUE(is_callback_host(entry)) << entry;
  }
  for (const auto* entry : {"", "a.example/x", "https://a.example", "*.example", "a.example:0", "169.254.1.1", "A"}) {
    EXPECT_FALSE(is_callback_host(entry)) << entry;
  }
}

TEST(CallbackList, KnowsAddresses) {
  EXPECT_EQ(callback_address("127.0.0.1:8443"), parse_network_address("127.0.0.1"));
  EXPECT_EQ(callback_address("[fd00::1]"), parse_network_address("fd00::1"));
  EXPECT_FALSE(callback_address("localhost"));
}

}  // namespace
}  // namespace interlock
