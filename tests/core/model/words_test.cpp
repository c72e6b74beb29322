#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "model/certificate_words.h"
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

/// Something that a person can do, as the first word of a sentence.
bool namesAStep(const std::string& help) {
  for (const auto* verb : {"Ask ",
                           "Check ",
                           "Compare ",
                           "Read ",
                           "Look ",
                           "Give ",
                           "Let ",
                           "Retry ",
                           "Use ",
                           "Open ",
                           "Save ",
                           "Mend ",
                           "Put ",
                           "Remove ",
                           "Shorten ",
                           "Renew ",
                           "Leave ",
                           "Sign ",
                           "If ",
                           "If you",
                           "Nothing is left",
                           "Sending goes on",
                           "It is tried again by itself; ",
                           "Its tries are used up: retry "})
    if (help.starts_with(verb)) return true;
  return false;
}

TEST(EngineDone1Words, EveryClassAndStatusHasACauseAndAStepForAPerson) {
  std::size_t told = 0;
  for (int i = 0; i < kClasses; ++i) {
    const auto errorClass = static_cast<ErrorClass>(i);
    for (int status = 99; status < 600; ++status) {
      const auto known = status == 99 ? std::optional<int>() : std::optional(status);
      expectSentence(causeText(errorClass, known));
      for (const auto next : {NextTry::kByItself, NextTry::kNone}) {
        const auto help = helpText(errorClass, known, next);
        expectSentence(help);
        EXPECT_TRUE(namesAStep(help)) << toText(errorClass) << ' ' << status << ": " << help;
        ++told;
      }
    }
  }
  EXPECT_EQ(told, static_cast<std::size_t>(kClasses) * 501 * 2);
}

TEST(EngineDone1Words, NoTwoClassesSayTheSame) {
  for (int status = 99; status < 600; ++status) {
    const auto known = status == 99 ? std::optional<int>() : std::optional(status);
    std::set<std::string> causes;
    for (int i = 0; i < kClasses; ++i) causes.insert(causeText(static_cast<ErrorClass>(i), known));
    EXPECT_EQ(causes.size(), static_cast<std::size_t>(kClasses)) << status;
  }
  for (const auto next : {NextTry::kByItself, NextTry::kNone}) {
    std::set<std::string> helps;
    for (int i = 0; i < kClasses; ++i) helps.insert(helpText(static_cast<ErrorClass>(i), std::nullopt, next));
    EXPECT_EQ(helps.size(), static_cast<std::size_t>(kClasses));
  }
}

TEST(EngineDone1Words, AStatusThatADestinationReadsDifferentlyKeepsItsOwnWords) {
  EXPECT_EQ(causeText(ErrorClass::kThrottled, 403), "HTTP 403: the receiver asks us to slow down.");
  EXPECT_EQ(causeText(ErrorClass::kAuth, 403), "HTTP 403: the receiver knows us but does not let us in.");
  EXPECT_EQ(causeText(ErrorClass::kThrottled, 503), "HTTP 503: the receiver is overloaded and asks us to come back later.");
}

TEST(EngineDone1Words, ACertificateThatExpiredSaysWhen) {
  using Fault = CertificateDate::Fault;
  const base::WallTime at{std::chrono::sys_days{std::chrono::year{2026} / 5 / 3} + std::chrono::hours{23}};
  const auto expired = certificateDateText({Fault::kExpired, false, at});
  EXPECT_EQ(expired, "The receiver's certificate expired on 3 May 2026.");
  EXPECT_EQ(causeText(ErrorClass::kCertificateExpired, {}, expired), expired);
  EXPECT_TRUE(helpText(ErrorClass::kCertificateExpired, {}, NextTry::kNone, {.detail = expired}).starts_with("Renew the certificate"));
  expectSentence(helpText(ErrorClass::kCertificateExpired, {}, NextTry::kNone, {.detail = expired}));

  const auto early = certificateDateText({Fault::kNotYetValid, false, at});
  EXPECT_EQ(early, "The receiver's certificate is not valid before 3 May 2026.");
  EXPECT_TRUE(helpText(ErrorClass::kCertificateExpired, {}, NextTry::kNone, {.detail = early}).starts_with("Check the date and time"));
  EXPECT_EQ(certificateDateText({Fault::kExpired, true, at}), "The issuer of the receiver's certificate expired on 3 May 2026.");
  EXPECT_EQ(certificateDateFault(certificateDateText({Fault::kNotYetValid, true, at})), Fault::kNotYetValid);

  for (const auto* other :
       {"", "SSL certificate problem: certificate has expired", "The receiver's certificate", "expired on 3 May 2026."}) {
    EXPECT_EQ(certificateDateFault(other), std::nullopt) << other;
    EXPECT_EQ(causeText(ErrorClass::kCertificateExpired, {}, other), causeText(ErrorClass::kCertificateExpired, {}));
  }
  EXPECT_EQ(causeText(ErrorClass::kRefused, {}, expired), causeText(ErrorClass::kRefused, {})) << "the text of another class says nothing";
}

TEST(EngineDone1Words, AMovedReceiverIsNamedWithItsNewAddress) {
  for (const int status : {301, 308}) {
    EXPECT_EQ(helpText(ErrorClass::kRedirect, status, NextTry::kByItself, {.location = "https://new.example/hook"}),
              "The new address is \"https://new.example/hook\": if you trust it, put it into the webhook's URL, then retry.");
    const auto general = helpText(ErrorClass::kRedirect, status, NextTry::kByItself);
    for (const std::string& odd : {std::string(), std::string("https://a b/"), std::string("https://x/\n"), std::string("\"quoted\""),
                                   std::string("https://b\xc3\xbc.example/"), std::string(301, 'a')})
      EXPECT_EQ(helpText(ErrorClass::kRedirect, status, NextTry::kByItself, {.location = odd}), general) << odd;
  }
  // A redirect for the moment is no reason to change the webhook.
  EXPECT_EQ(helpText(ErrorClass::kRedirect, 302, NextTry::kByItself, {.location = "https://new.example/hook"}),
            helpText(ErrorClass::kRedirect, 302, NextTry::kByItself));
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
