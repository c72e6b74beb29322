#pragma once
#include <nlohmann/json.hpp>

#include "base/encoding.h"
#include "client/client.h"
#include "client/safe_json.h"

namespace hookline::client {

// Of the client alone: how a typed call is made of a call that answers text.

template <typename T, typename Read>
void Client::ask(Context context, api::Request request, Read read, Then<T> then) {
  askText(context, std::move(request), [read, then = std::move(then)](base::Result<std::string> body) {
    if (!body) return then(base::fail(body.error()));
    if constexpr (std::is_void_v<T>) {
      static_cast<void>(read);  // there is nothing to read
      then({});
    } else {
      const auto json = internal::parseJson(*body);
      if (json.is_discarded()) return then(base::fail(base::Errc::kMalformed, "The core's answer is no JSON: " + base::printable(*body)));
      then(read(json));
    }
  });
}

}  // namespace hookline::client
