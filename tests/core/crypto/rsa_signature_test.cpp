#include "crypto/rsa_signature.h"

#include <gtest/gtest.h>

#include <string>

#include "base/encoding.h"
#include "support/rsa_keys.h"

namespace hookline::crypto {
namespace {

// RFC 7515, appendix A.2.
constexpr std::string_view kInput =
    "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
constexpr std::string_view kSigned =
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAyn"
    "RFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnv"
    "Wh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

std::string signedText(std::string_view pem) {
  const auto signature = signRs256(pem, kInput);
  EXPECT_TRUE(signature) << signature.error().message;
  return signature ? base::toBase64Url(*signature) : std::string();
}

TEST(DestinationsDone2RsaSignature, TheExampleOfTheStandardIsSignedExactly) {
  EXPECT_EQ(signedText(support::kRsaPkcs1), kSigned);
  EXPECT_EQ(signedText(support::kRsaPkcs8), kSigned);
}

TEST(DestinationsDone2RsaSignature, AKeyThatLostItsLineEndsIsStillOne) {
  for (const auto* between : {" ", "", "\r\n", "\n\n  "}) {
    std::string pem;
    for (const char c : support::kRsaPkcs8) c == '\n' ? pem.append(between) : pem.append(1, c);
    EXPECT_EQ(signedText("  " + pem), kSigned) << base::printable(between);
  }
}

TEST(DestinationsBadInputRsaSignature, WhatIsNoUsableKeyIsSaidSoWithoutShowingIt) {
  const std::string cut(support::kRsaPkcs8.substr(0, support::kRsaPkcs8.size() / 2));
  const std::string body(support::kRsaPkcs8.substr(28, 40));
  // openssl genpkey -algorithm ed25519, and openssl genrsa 1024.
  constexpr std::string_view kOther =
      "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIB4IO7q10W7Gmrsk065+4ldyAdKOWVawaj7rr4tOb6H6\n-----END PRIVATE KEY-----\n";
  constexpr std::string_view kShort =
      "-----BEGIN PRIVATE KEY-----\n"
      "MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAMQOD/vATgUZWnSw\n"
      "u0EUFIsiiAGEgrQcCHU3RP+e0KXvstYM82qgQkwW9E3T1vYKCiZTe/ufFHm0x9R3\n"
      "hDvAYzGJ92AzkrUi8SgO5mo7ir3w+YS3K8mvcRvMXgB1wjD8V+NOKWTcOG80ExmT\n"
      "mUUXgOwyjqQ+IbRmUno6jCHpl585AgMBAAECgYAhv03vBtYnOIsChR1mgV9b59DD\n"
      "ehzJhf3Kt33QBnVh6tW81LPdycI/uL/K2ckpxuaiXEJ+OI7cuEqhfwUrB93K7tDr\n"
      "aXyte5fdoo1h8KOkSzEvnSFYwguAG0DNTA6IKMEGTcJWcWDscuHhmGb14zmrwG0V\n"
      "3Oeqb7ymXDGQ2LXrgQJBAPN1UauGQt1a4sMuwxltLrPjukMNPhPj0D7IRsRqJQYs\n"
      "Ag//TjpqfygozGw6sXVKVDvojbjvzb0T4Hy3N4rBSfECQQDOJ5jhrxxTwyEugtXE\n"
      "Va5PI0wus8b2tDXRmRJKHgQJBm9fx+nu6DKKoCcF6EV5gxHSo36RahqYp2rcfd05\n"
      "lKHJAkEAuCTKqzQYKxltXzhldTvyETp0TfccNyse/f26GSI38t0iijsPTnvyxctm\n"
      "I46ZXx/japTRbUpkkVkReQOTzS254QJANCny1lBf45YBZGp4ushPZfjxgvO8iZpJ\n"
      "7/JCnXyA2uPE9MB6IhihCVDC7wy536hZryntkc/+UNg0AvzaKILCeQJBAKx6DhPn\n"
      "NISrmVuR9YTgW7ILl3poY097PrWuOu31e5gVuKQ7enK7qqh+VEqblRkHPY7adgdv\n"
      "KxMKQavUQ9J+8kc=\n"
      "-----END PRIVATE KEY-----\n";
  for (const auto& [pem, words] : {std::pair<std::string, const char*>{"", "cannot be read"},
                                   {"nonsense", "cannot be read"},
                                   {cut, "cannot be read"},
                                   {cut + "\n-----END PRIVATE KEY-----\n", "cannot be read"},
                                   {"-----BEGIN -----END -----", "cannot be read"},
                                   {std::string(kOther), "not an RSA key"},
                                   {std::string(kShort), "fewer than 2048"}}) {
    const auto refused = signRs256(pem, kInput);
    ASSERT_FALSE(refused) << words;
    EXPECT_EQ(refused.error().code, base::Errc::kInvalid);
    EXPECT_NE(refused.error().message.find(words), std::string::npos) << refused.error().message;
    EXPECT_EQ(refused.error().message.find(body), std::string::npos);
  }
}

}  // namespace
}  // namespace hookline::crypto
