#include "platform/terminal.h"

#include <unistd.h>

namespace hookline::platform {

bool isTerminal(StandardStream stream) {
  switch (stream) {
    case StandardStream::kIn:
      return isatty(STDIN_FILENO) != 0;
    case StandardStream::kOut:
      return isatty(STDOUT_FILENO) != 0;
    case StandardStream::kErr:
      return isatty(STDERR_FILENO) != 0;
  }
  return false;
}

}  // namespace hookline::platform
