#pragma once
#include <QNetworkReply>
#include <string>

#include "base/result.h"

namespace hookline::client::internal {

/// Status of an answer; 0: none came.
int statusOf(const QNetworkReply& reply);
/// A redirection. It is never followed: another host must not get the token.
bool isRedirect(int status);
base::Error redirectError(const std::string& core, const QNetworkReply& reply, bool changing);

/// Whether the reply failed below HTTP: its answer is not there, or not whole.
bool brokeOff(const QNetworkReply& reply, const std::string& body);
/// Why, as a sentence that names the core. `changing`: what was asked may have been done, unless the fault says that nothing arrived.
base::Error faultOf(const std::string& core, const QNetworkReply& reply, bool changing);
/// Whether the reply ended as it does when what answers speaks no HTTP.
bool maybeNoHttp(const QNetworkReply& reply);
/// The error when `firstBytes` came where HTTP was expected.
base::Error noHttpError(const std::string& core, const std::string& firstBytes, bool changing);

}  // namespace hookline::client::internal
