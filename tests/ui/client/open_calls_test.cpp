#include "client/open_calls.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "support/event_loop.h"

namespace hookline::client::internal {
namespace {

using base::Errc;

Channel::Answer into(std::vector<base::Error>& errors) {
  return Channel::Answer([&errors](base::Result<api::Response> answer) {
    if (!answer) errors.push_back(answer.error());
  });
}

TEST(OpenCalls, AnOverdueCallIsAbortedAndAnsweredOnce) {
  std::vector<std::uint64_t> aborted;
  std::vector<base::Error> errors;
  OpenCalls calls([&](std::uint64_t call) { aborted.push_back(call); }, base::Millis{5});
  const auto reading = calls.add(into(errors), false);
  const auto changing = calls.add(into(errors), true);
  ASSERT_TRUE(support::spinUntil([&] { return errors.size() == 2; }));
  EXPECT_EQ(errors[0].code, Errc::kTimeout);
  EXPECT_EQ(errors[1].code, Errc::kTimeout);
  EXPECT_NE(errors[0].outcomeUnknown, errors[1].outcomeUnknown);
  EXPECT_EQ(aborted.size(), 2U);
  EXPECT_FALSE(calls.answer(reading, api::Response{}));
  EXPECT_FALSE(calls.answer(changing, api::Response{}));
  EXPECT_EQ(errors.size(), 2U);
}

TEST(OpenCalls, AnOverdueAnswerMayEndThem) {
  auto calls = std::make_unique<OpenCalls>(OpenCalls::Abort{}, base::Millis{1});
  int answers = 0;
  for (int i = 0; i < 3; ++i)
    calls->add(Channel::Answer([&](base::Result<api::Response>) {
                 ++answers;
                 calls.reset();
               }),
               false);
  EXPECT_TRUE(support::spinUntil([&] { return answers == 3; }));
  EXPECT_EQ(calls, nullptr);
}

TEST(OpenCalls, ClosingInsideAnAnswerAnswersTheRestBeforeItReturns) {
  OpenCalls calls;
  int answers = 0;
  int afterInnerClose = 0;
  for (int i = 0; i < 10; ++i)
    calls.add(Channel::Answer([&](base::Result<api::Response>) {
                if (answers++ > 0) return;
                calls.closeAll();
                afterInnerClose = answers;
              }),
              true);
  calls.closeAll();
  EXPECT_EQ(afterInnerClose, 10);
  EXPECT_EQ(answers, 10);
}

TEST(OpenCalls, ARefusedCallIsAnsweredBeforeClosingReturns) {
  OpenCalls calls;
  std::vector<base::Error> waiting;
  std::vector<base::Error> refused;
  for (std::size_t i = 0; i < Channel::kMaxWaiting; ++i) ASSERT_NE(calls.add(into(waiting), true), 0U);
  ASSERT_EQ(calls.add(into(refused), true), 0U);
  EXPECT_TRUE(refused.empty()) << "not before add returned";
  calls.closeAll();
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_EQ(refused[0].code, Errc::kBusy);
  EXPECT_FALSE(refused[0].outcomeUnknown);
  EXPECT_EQ(waiting.size(), Channel::kMaxWaiting);
}

TEST(OpenCalls, AnAnswerThatAlwaysSendsAgainDoesNotHoldUpClosing) {
  OpenCalls calls;
  int answers = 0;
  std::function<void()> again = [&] {
    calls.add(Channel::Answer([&](base::Result<api::Response>) {
                if (++answers < 1000) again();
              }),
              false);
  };
  again();
  calls.closeAll();
  EXPECT_EQ(answers, 1);
  EXPECT_TRUE(support::spinUntil([&] { return answers == 1000; }));
}

TEST(OpenCalls, WhatIsSentAfterTheCloseIsAnsweredEvenWhenTheyGo) {
  std::vector<base::Error> errors;
  {
    OpenCalls calls;
    calls.closeAll();
    EXPECT_EQ(calls.add(into(errors), true), 0U);
  }
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].code, Errc::kCancelled);
}

}  // namespace
}  // namespace hookline::client::internal
