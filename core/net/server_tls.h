#pragma once
#include <utility>  // before Asio 1.74, which forgets it

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

#include "base/result.h"

namespace hookline::net::internal {

/// A TLS 1.2+ server context. Errors: kInvalid, naming the file that cannot be used.
base::Result<std::unique_ptr<boost::asio::ssl::context>> makeServerTls(const std::string& certFile, const std::string& keyFile);

/// The chain that a context serves, its own certificate first, PEM.
std::string chainPem(const boost::asio::ssl::context& tls);

}  // namespace hookline::net::internal
