#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "model/delivery.h"
#include "model/principal.h"
#include "model/verdict.h"

namespace hookline::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr int kClasses = static_cast<int>(ErrorClass::kInternal) + 1;

TEST(ErrorClasses, HaveAWordEachThatReadsBack) {
  std::set<std::string_view> words;
  for (int i = 0; i < kClasses; ++i) {
    const auto errorClass = static_cast<ErrorClass>(i);
    words.insert(toText(errorClass));
    EXPECT_EQ(parseErrorClass(toText(errorClass)), errorClass);
  }
  EXPECT_EQ(words.size(), static_cast<std::size_t>(kClasses));
  EXPECT_EQ(toText(ErrorClass::kServerError), "server_error");
  EXPECT_EQ(toText(ErrorClass::kCertificateExpired), "certificate_expired");
  EXPECT_EQ(parseErrorClass("nonsense"), std::nullopt);
}

void expectSentence(const std::string& text) {
  EXPECT_TRUE(text.ends_with('.')) << text;
  EXPECT_THAT(text, Not(HasSubstr("  ")));
  EXPECT_LE(text.size(), 200U) << text;
  ASSERT_FALSE(text.empty());
  EXPECT_TRUE(text[0] >= 'A' && text[0] <= 'Z') << text;
  for (const auto* jargon : {"ECONN", "errno", "curl", "EOF", "SSL", "DNS", "socket", "payload", "4xx", "5xx", "timeout"})
    EXPECT_THAT(text, Not(HasSubstr(jargon)));
}

TEST(ErrorClasses, SayCauseAndNextStepInPlainSentences) {
  std::set<std::string> causes;
  for (int i = 0; i < kClasses; ++i) {
    const auto errorClass = static_cast<ErrorClass>(i);
    for (const std::optional<int> status : {std::optional<int>(), std::optional(404), std::optional(503), std::optional(599)}) {
      expectSentence(causeText(errorClass, status));
      expectSentence(helpText(errorClass, status, NextTry::kByItself));
      const auto dead = helpText(errorClass, status, NextTry::kNone);
      expectSentence(dead);
      EXPECT_THAT(dead, Not(HasSubstr("by itself")));
    }
    causes.insert(causeText(errorClass, std::nullopt));
  }
  EXPECT_EQ(causes.size(), static_cast<std::size_t>(kClasses));
}

TEST(ErrorClasses, NameTheStatusWhereThereWasAnAnswer) {
  EXPECT_EQ(causeText(ErrorClass::kServerError, 503), "HTTP 503: the receiver says it is overloaded or down.");
  EXPECT_EQ(causeText(ErrorClass::kOtherStatus, 299), "HTTP 299: the receiver gave an answer that does not say success.");
  EXPECT_THAT(causeText(ErrorClass::kRefused, std::nullopt), Not(HasSubstr("HTTP")));
  EXPECT_THAT(causeText(ErrorClass::kExpired, 503), Not(HasSubstr("HTTP")));
  for (int status = 300; status < 600; ++status)
    EXPECT_TRUE(causeText(ErrorClass::kRejected, status).starts_with("HTTP " + std::to_string(status) + ": "));
}

TEST(DeliveryStates, ReadBack) {
  for (int i = 0; i <= 6; ++i) {
    const auto state = static_cast<DeliveryState>(i);
    EXPECT_EQ(parseDeliveryState(toText(state)), state);
  }
  EXPECT_EQ(parseDeliveryState("waiting"), std::nullopt);
  EXPECT_EQ(toText(Phase::kFirstByte), "first_byte");
}

TEST(Roles, MayDoWhatTheInterfaceSays) {
  EXPECT_THAT(permissionsOf(Role::kProducer), ElementsAre("post_events"));
  EXPECT_THAT(permissionsOf(Role::kViewer), ElementsAre("read"));
  EXPECT_THAT(permissionsOf(Role::kOperator), ElementsAre("post_events", "read", "operate"));
  EXPECT_THAT(permissionsOf(Role::kAdmin), ElementsAre("post_events", "read", "operate", "administer"));
  for (const auto role : {Role::kProducer, Role::kViewer, Role::kOperator, Role::kAdmin}) EXPECT_EQ(parseRole(toText(role)), role);
  EXPECT_EQ(parseRole("owner"), std::nullopt);
}

}  // namespace
}  // namespace hookline::model
