#include "platform/terminal.h"

#include <windows.h>

namespace hookline::platform {

bool isTerminal(StandardStream stream) {
  DWORD which = STD_ERROR_HANDLE;
  if (stream == StandardStream::kIn) which = STD_INPUT_HANDLE;
  if (stream == StandardStream::kOut) which = STD_OUTPUT_HANDLE;
  DWORD mode = 0;  // only a console has one
  return GetConsoleMode(GetStdHandle(which), &mode) != 0;
}

}  // namespace hookline::platform
