#pragma once
#include <string>

#include "base/result.h"
#include "base/time.h"

namespace hookline::net {

/// When the first certificate of a server's chain runs out. Errors: kInvalid (a file cannot be read, or the key is another's; the message
/// names the file). Thread: any; blocks on the disk.
base::Result<base::WallTime> certificateEnd(const std::string& certFile, const std::string& keyFile);

/// "libcurl/7.88.1 OpenSSL/3.0.17 …": what requests are sent with.
std::string transportLibraries();

}  // namespace hookline::net
