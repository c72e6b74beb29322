#pragma once

namespace hookline::bench {

/// A bare HTTP server on Boost.Beast with one thread: reads each request whole and answers 202 with its body. What the daemon's API is
/// compared with. Prints its port; serves until its stdin ends. Answers the exit code.
int runEchoServer();

}  // namespace hookline::bench
