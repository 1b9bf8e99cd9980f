#include "base/http.hpp"

#include <gtest/gtest.h>

#include "base/digest.hpp"

namespace interlock {
namespace {

TEST(Percent, RoundTripsEveryByte) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  EXPECT_EQ(percent_decode(percent_encode(bytes)), bytes);
  EXPECT_EQ(percent_encode("a b/c~"), "a%20b%2Fc~");
  EXPECT_EQ(percent_decode("%4"), "%4");
  EXPECT_EQ(percent_decode("%zz%41"), "%zzA");
}

// RFC 4648, section 10.
TEST(Base64, EncodesTheVectorsOfItsStandard) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

// FIPS 180-2, appendix B.1.
TEST(Sha256, HashesTheVectorOfItsStandard) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// RFC 4231, test cases 2 and 6.
TEST(HmacSha256, SignsTheVectorsOfItsStandard) {
  EXPECT_EQ(hmac_sha256(Secret("Jefe"), "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmac_sha256(Secret(std::string(131, '\xaa')), "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(HeadersTest, AreFoundWithoutCase) {
  const Headers headers{{"Content-Type", "text/html"}, {"ETag", "\"1\""}};
  EXPECT_EQ(*find_header(headers, "etag"), "\"1\"");
  EXPECT_EQ(find_header(headers, "Location"), nullptr);
}

TEST(MethodTest, NamesRoundTrip) {
  for (const auto method : {Method::get, Method::post, Method::put, Method::patch, Method::remove}) {
    EXPECT_EQ(parse_method(method_name(method)), method);
  }
}

}  // namespace
}  // namespace interlock
