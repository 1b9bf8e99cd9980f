#include "base/network_address.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

using enum Reachable;

struct Row {
  const char* name;
  std::string address;
  Reachable reach;
};

class Reach : public ::testing::TestWithParam<Row> {};

TEST_P(Reach, IsThatOfTheNetTheAddressIsIn) {
  const auto address = parse_network_address(GetParam().address);
  ASSERT_TRUE(address);
  EXPECT_EQ(reach_of(*address), GetParam().reach);
}

INSTANTIATE_TEST_SUITE_P(  // SEC7
    NetworkAddress, Reach,
    ::testing::Values(
        Row{"a_public_host", "93.184.215.14", everywhere},
        Row{"a_public_host_of_ipv6", "2606:2800:21f:cb07::1", everywhere},
        Row{"just_below_the_private_net", "9.255.255.255", everywhere},
        Row{"the_first_private_one", "10.0.0.0", inside}, Row{"the_last_private_one", "10.255.255.255", inside},
        Row{"just_above_the_private_net", "11.0.0.0", everywhere},
        Row{"below_the_second_private_net", "172.15.255.255", everywhere},
        Row{"the_end_of_the_second_private_net", "172.31.255.255", inside},
        Row{"above_the_second_private_net", "172.32.0.0", everywhere},
        Row{"the_third_private_net", "192.168.7.7", inside}, Row{"shared_by_carriers", "100.127.255.255", inside},
        Row{"above_what_carriers_share", "100.128.0.0", everywhere}, Row{"loopback", "127.255.255.254", inside},
        Row{"loopback_of_ipv6", "::1", inside}, Row{"unique_local", "fd00::1", inside},
        Row{"site_local", "fec0::1", inside}, Row{"documentation", "2001:db8::1", inside},
        Row{"where_clouds_keep_credentials", "169.254.169.254", never}, Row{"link_local_of_ipv6", "fe80::1", never},
        Row{"the_end_of_link_local", "febf:ffff::1", never}, Row{"unspecified", "0.0.0.0", never},
        Row{"unspecified_of_ipv6", "::", never}, Row{"multicast", "239.1.2.3", never},
        Row{"multicast_of_ipv6", "ff02::1", never}, Row{"broadcast", "255.255.255.255", never},
        Row{"not_given_out_yet", "4000::1", never}, Row{"a_private_one_mapped", "::ffff:10.1.2.3", inside},
        Row{"the_clouds_one_mapped", "::ffff:169.254.169.254", never},
        Row{"a_public_one_mapped", "::ffff:93.184.215.14", everywhere},
        Row{"a_private_one_translated", "64:ff9b::10.1.2.3", inside},
        Row{"the_clouds_one_translated", "64:ff9b::169.254.169.254", never},
        Row{"a_public_one_translated", "64:ff9b::93.184.215.14", everywhere},
        Row{"by_a_translator_of_ones_own", "64:ff9b:1::93.184.215.14", inside},
        Row{"a_loopback_one_in_6to4", "2002:7f00:1::1", inside},
        Row{"the_clouds_one_in_6to4", "2002:a9fe:a9fe::1", never},
        Row{"a_private_one_in_the_old_compatible_form", "::10.1.2.3", inside},
        Row{"through_teredo", "2001:0:4136:e378:8000:63bf:3fff:fdd2", inside}),
    testing::row_name);

TEST(NetworkAddress, HasOneSpelling) {
  for (const auto* text : {"127.1", "0x7f.0.0.1", "2130706433", "017700000001", "127.0.0.1 ", "[::1]", "fe80::1%eth0",
                           "1.2.3.4.5", "localhost", ""}) {
    EXPECT_FALSE(parse_network_address(text)) << text;
  }
}

TEST(NetworkAddress, IsTheSameHoweverItCame) {
  const std::array<std::uint8_t, 4> bytes{127, 0, 0, 1};
  EXPECT_EQ(network_address(bytes), parse_network_address("127.0.0.1"));
  EXPECT_EQ(network_address(bytes), parse_network_address("::ffff:127.0.0.1"));
  EXPECT_FALSE(network_address(std::span(bytes).first(3)));
}

}  // namespace
}  // namespace interlock
