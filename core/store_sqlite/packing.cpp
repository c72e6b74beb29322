#include "store_sqlite/packing.h"

namespace hookline::store_sqlite::internal {
namespace {

void putNumber(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>((value & 0x7f) | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

void putText(std::string& out, std::string_view text) {
  putNumber(out, text.size());
  out.append(text);
}

void putSigned(std::string& out, std::int64_t value) {
  putNumber(out, (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

/// Takes values off the front; after the first that does not fit it is at its end.
class Unpacker {
 public:
  explicit Unpacker(std::string_view packed) : rest_(packed) {}
  bool done() const { return rest_.empty(); }
  std::optional<std::uint64_t> number() {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < rest_.size() && i < 10; ++i) {
      const auto byte = static_cast<unsigned char>(rest_[i]);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
      if (byte < 0x80) {
        rest_.remove_prefix(i + 1);
        return value;
      }
    }
    rest_ = {};
    return std::nullopt;
  }
  std::optional<std::int64_t> signedNumber() {
    const auto value = number();
    if (!value) return std::nullopt;
    return static_cast<std::int64_t>(*value >> 1) ^ -static_cast<std::int64_t>(*value & 1);
  }
  std::optional<std::string> text() {
    const auto length = number();
    if (!length || *length > rest_.size()) {
      rest_ = {};
      return std::nullopt;
    }
    std::string value(rest_.substr(0, *length));
    rest_.remove_prefix(*length);
    return value;
  }

 private:
  std::string_view rest_;
};

std::vector<model::HttpHeader> takeHeaders(Unpacker& in) {
  std::vector<model::HttpHeader> headers;
  while (!in.done()) {
    auto name = in.text();
    auto value = in.text();
    if (!name || !value) break;
    headers.push_back({std::move(*name), std::move(*value)});
  }
  return headers;
}

}  // namespace

std::string packHeaders(const std::vector<model::HttpHeader>& headers) {
  std::string out;
  for (const auto& header : headers) {
    putText(out, header.name);
    putText(out, header.value);
  }
  return out;
}

std::vector<model::HttpHeader> unpackHeaders(std::string_view packed) {
  Unpacker in(packed);
  return takeHeaders(in);
}

std::string packRequest(std::string_view method, std::string_view url, const std::vector<model::HttpHeader>& headers) {
  std::string out;
  putText(out, method);
  putText(out, url);
  for (const auto& header : headers) {
    putText(out, header.name);
    putText(out, header.value);
  }
  return out;
}

UnpackedRequest unpackRequest(std::string_view packed) {
  Unpacker in(packed);
  UnpackedRequest request;
  request.method = in.text().value_or("");
  request.url = in.text().value_or("");
  request.headers = takeHeaders(in);
  return request;
}

std::string packTimes(const model::PhaseTimes& times) {
  std::string out;
  for (const auto time : {times.dns, times.connect, times.tls, times.firstByte, times.total}) putSigned(out, time.count());
  return out;
}

model::PhaseTimes unpackTimes(std::string_view packed) {
  Unpacker in(packed);
  model::PhaseTimes times;
  for (auto* time : {&times.dns, &times.connect, &times.tls, &times.firstByte, &times.total}) {
    *time = base::Micros{in.signedNumber().value_or(0)};
  }
  return times;
}

std::string packDeliveryIds(model::EventSeq seq, const std::vector<model::DeliveryId>& ids) {
  std::string out;
  auto last = seq.value;
  for (const auto id : ids) {
    putSigned(out, id.value - last);
    last = id.value;
  }
  return out;
}

std::vector<model::DeliveryId> unpackDeliveryIds(model::EventSeq seq, std::string_view packed) {
  std::vector<model::DeliveryId> ids;
  Unpacker in(packed);
  auto last = seq.value;
  while (!in.done()) {
    const auto distance = in.signedNumber();
    if (!distance) break;
    last += *distance;
    ids.push_back({last});
  }
  return ids;
}

std::string packStep(const std::optional<model::PlanStep>& step) {
  std::string out;
  if (!step) return out;
  putNumber(out, static_cast<std::uint64_t>(step->n));
  putNumber(out, static_cast<std::uint64_t>(step->of));
  putText(out, step->name);
  return out;
}

std::optional<model::PlanStep> unpackStep(std::string_view packed) {
  Unpacker in(packed);
  const auto n = in.number();
  const auto of = in.number();
  auto name = in.text();
  if (!n || !of || !name) return std::nullopt;
  return model::PlanStep{static_cast<int>(*n), static_cast<int>(*of), std::move(*name)};
}

std::string packUnmatched(const std::vector<store::UnmatchedWebhook>& unmatched) {
  std::string out;
  for (const auto& one : unmatched) {
    putSigned(out, one.webhookId.value);
    putNumber(out, static_cast<std::uint64_t>(one.reason));
  }
  return out;
}

std::vector<store::UnmatchedWebhook> unpackUnmatched(std::string_view packed) {
  std::vector<store::UnmatchedWebhook> unmatched;
  Unpacker in(packed);
  while (!in.done()) {
    const auto id = in.signedNumber();
    const auto reason = in.number();
    if (!id || !reason) break;
    unmatched.push_back({{*id}, static_cast<model::NoMatch>(*reason)});
  }
  return unmatched;
}

}  // namespace hookline::store_sqlite::internal
