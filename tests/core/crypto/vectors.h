#pragma once
#include <cstdint>
#include <string_view>

// The vectors of delivery.md §5; the first is the one of the Standard Webhooks specification's own libraries.
namespace hookline::crypto::vectors {

constexpr std::string_view kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr std::string_view kPair = "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
constexpr std::string_view kPublic = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
constexpr std::string_view kId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr std::int64_t kSeconds = 1614265330;
constexpr std::string_view kTimestamp = "1614265330";
constexpr std::string_view kBody = R"({"test": 2432232314})";
constexpr std::string_view kMac = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
constexpr std::string_view kEd25519 = "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";

constexpr std::string_view kGuideSecret = "whsec_test";
constexpr std::string_view kGuideBody = "{\"a\":\"\xC3\xA9\"}";
constexpr std::string_view kGuideSignature = "sha256=e2c45bc3ff655823d339f371041c0d53c1d01bab2a03e9bd0313d3fccb1039fa";

}  // namespace hookline::crypto::vectors
