#pragma once
#include <QString>

#include "client/types.h"

namespace hookline::deliveries_page {

/// An attempt's request as a line for a POSIX shell that sends it again. Masked headers stay masked.
QString curlLine(const client::Attempt& attempt);

}  // namespace hookline::deliveries_page
