#pragma once
#include <cstdint>

namespace hookline::bench {

/// The receiver of all runs, a process of its own: keep-alive HTTP/1.1, reads a request with a Content-Length and answers 200 with
/// no body. Prints its port on stdout and serves until stdin closes. It is as light as it can be, so that what is measured is the sender.
int runLoadReceiver();

}  // namespace hookline::bench
