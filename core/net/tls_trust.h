#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

// OpenSSL's own names, so that its headers stay out of this one.
struct ssl_ctx_st;
struct x509_store_st;

namespace hookline::net {

/// Whether `pem` holds at least one readable certificate and nothing else that cannot be read. kInvalid with a sentence.
base::Status checkCaPem(std::string_view pem);

namespace internal {

/// Which authorities are believed: the system's (or a bundle instead of them) and, for single requests, extra ones. Reading the
/// system's file costs milliseconds, so stores are made once and shared by all connections. Thread: one owner.
class TlsTrust {
 public:
  /// `caBundle`: a PEM file instead of the system's; empty: the system's.
  static base::Result<std::unique_ptr<TlsTrust>> create(const std::string& caBundle);
  ~TlsTrust();
  TlsTrust(const TlsTrust&) = delete;
  TlsTrust& operator=(const TlsTrust&) = delete;

  /// Makes `context` believe the authorities and those in `extraPem`. kInvalid: the PEM is not readable.
  base::Status apply(ssl_ctx_st* context, const std::string& extraPem);

  static constexpr std::size_t kMaxStores = 64;  ///< stores with extra authorities kept at a time

 private:
  struct StoreFree {
    void operator()(x509_store_st* store) const;
  };
  using Store = std::unique_ptr<x509_store_st, StoreFree>;

  TlsTrust() = default;
  base::Result<x509_store_st*> systemStore();
  base::Result<Store> readSystem() const;
  base::Result<Store> withExtra(const std::string& extraPem);

  std::string bundle_;                                // constant after creation; empty: OpenSSL's own default paths
  Store system_;                                      // null until the first TLS connection needs it
  std::unordered_map<std::string, Store> withExtra_;  // by the extra PEM
};

}  // namespace internal
}  // namespace hookline::net
