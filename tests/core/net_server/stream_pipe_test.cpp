#include <gtest/gtest.h>

#include "net/server_stream.h"

namespace hookline::net::internal {
namespace {

TEST(StreamPipe, TakesBytesUntilTheQueueIsFullAndAgainWhenTheyLeft) {
  StreamPipe pipe([] {});
  EXPECT_TRUE(pipe.write(std::string(ResponseStream::kMaxQueuedBytes, 'a')));
  EXPECT_FALSE(pipe.ready());
  EXPECT_FALSE(pipe.write("b"));
  const auto taken = pipe.take();
  EXPECT_EQ(taken.bytes.size(), ResponseStream::kMaxQueuedBytes);
  EXPECT_FALSE(pipe.ready()) << "taken is not sent";
  pipe.sent(taken.bytes.size());
  EXPECT_TRUE(pipe.ready());
  EXPECT_TRUE(pipe.write("c"));
  EXPECT_EQ(pipe.take().bytes, "c") << "what was refused is gone";
}

TEST(StreamPipe, WakesOnceUntilItIsLookedAt) {
  int wakes = 0;
  StreamPipe pipe([&] { ++wakes; });
  pipe.write("a");
  pipe.write("b");
  EXPECT_EQ(wakes, 1);
  EXPECT_EQ(pipe.take().bytes, "ab");
  pipe.write("c");
  EXPECT_EQ(wakes, 2);
}

TEST(StreamPipe, DroppingTheWriterEndsIt) {
  int wakes = 0;
  auto pipe = std::make_shared<StreamPipe>([&] { ++wakes; });
  {
    StreamWriter writer(pipe);
    EXPECT_TRUE(writer.write("a"));
    EXPECT_FALSE(pipe->take().last);
  }
  EXPECT_EQ(wakes, 2);
  EXPECT_TRUE(pipe->take().last);
}

TEST(StreamPipe, RefusesEverythingOnceClosed) {
  StreamPipe pipe([] {});
  pipe.close();
  EXPECT_TRUE(pipe.closed());
  EXPECT_FALSE(pipe.ready());
  EXPECT_FALSE(pipe.write("a"));
}

}  // namespace
}  // namespace hookline::net::internal
