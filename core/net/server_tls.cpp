#include "net/server_tls.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "base/encoding.h"

namespace hookline::net::internal {

using boost::asio::ssl::context;

base::Result<std::unique_ptr<context>> makeServerTls(const std::string& certFile, const std::string& keyFile) {
  const auto refuse = [](const char* what, const std::string& file, const std::string& why) {
    return base::fail(base::Errc::kInvalid, std::string("The ") + what + " file " + base::printable(file) +
                                                " cannot be used: " + base::printable(why) + ". Give a PEM file.");
  };
  if (certFile.empty() || keyFile.empty()) {
    return base::fail(base::Errc::kInvalid, "TLS needs both a certificate file and a key file; only one of them is given.");
  }
  auto tls = std::make_unique<context>(context::tls_server);
  boost::system::error_code ec;
  tls->set_options(context::default_workarounds | context::no_compression | SSL_OP_NO_RENEGOTIATION, ec);
  if (!ec && SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_2_VERSION) != 1) ec = boost::asio::error::operation_not_supported;
  if (ec) return base::fail(base::Errc::kInternal, "TLS cannot be set up: " + ec.message() + ".");
  tls->use_certificate_chain_file(certFile, ec);
  if (ec) return refuse("certificate", certFile, ec.message());
  // Without this OpenSSL would ask for a passphrase on the terminal and wait.
  tls->set_password_callback([](std::size_t, context::password_purpose) { return std::string(); }, ec);
  if (!ec) tls->use_private_key_file(keyFile, context::pem, ec);
  // OpenSSL compares the two as soon as it has both; some kinds of key only when it is asked to.
  const bool mismatch = ec ? ERR_GET_REASON(static_cast<unsigned long>(ec.value())) == X509_R_KEY_VALUES_MISMATCH
                           : SSL_CTX_check_private_key(tls->native_handle()) != 1;
  if (mismatch)
    return base::fail(base::Errc::kInvalid, "The key file " + base::printable(keyFile) + " does not belong to the certificate in " +
                                                base::printable(certFile) + ". Give the two that were issued together.");
  if (ec) return refuse("key", keyFile, ec.message());
  return tls;
}

std::string chainPem(const context& tls) {
  // Asio hands the handle out only to those who may change it; nothing is changed here.
  SSL_CTX* handle = const_cast<context&>(tls).native_handle();  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  const std::unique_ptr<BIO, int (*)(BIO*)> bio(BIO_new(BIO_s_mem()), &BIO_free);
  STACK_OF(X509)* above = nullptr;
  SSL_CTX_get0_chain_certs(handle, &above);
  if (!bio) return {};
  PEM_write_bio_X509(bio.get(), SSL_CTX_get0_certificate(handle));
  for (int i = 0; i < sk_X509_num(above); ++i) PEM_write_bio_X509(bio.get(), sk_X509_value(above, i));
  char* text = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

}  // namespace hookline::net::internal
