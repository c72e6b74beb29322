#pragma once
#include <QString>

namespace hookline::overview_page {

/// Lines that send an event to a core at `address` ("http://127.0.0.1:8787"). They run as they are; where no token is given they take it
/// from the environment variable TOKEN.
QString curlSnippet(const QString& address, const QString& token = {});
/// The same, shortened to be looked at.
QString shownCurl(const QString& address);
QString nodeSnippet(const QString& address);
QString pythonSnippet(const QString& address);
/// The event that they send, as JSON.
QString snippetEvent();

}  // namespace hookline::overview_page
