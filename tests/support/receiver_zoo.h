#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/verdict.h"
#include "support/raw_receiver.h"

namespace hookline::testing {

/// One kind of broken receiver, and what must come of an exchange with it (delivery.md §2 and §7.4).
struct ZooRow {
  enum class Wire {
    kPlain,
    kTls,      ///< a certificate in order, from the zoo's own authority
    kRawTls,   ///< an https URL, but the script drives the bare socket
    kExpired,  ///< certificates that are out of order in one way
    kWrongHost,
    kSelfSigned,
    kOldTls,  ///< TLS 1.0 alone
  };

  std::string name;
  RawReceiver::Script script;
  model::Verdict verdict = model::Verdict::kRetry;
  model::ErrorClass errorClass = model::ErrorClass::kBrokenAnswer;
  bool maybeDelivered = true;
  std::optional<int> status = {};  ///< of the answer that is kept; none: no head was complete
  std::size_t keptAtMost = 0;      ///< bytes of the answer's body
  Wire wire = Wire::kPlain;
  bool waits = false;     ///< only the time-out of the request ends it
  bool onSecond = false;  ///< a first exchange is answered with 200; what is said here is of a second one right after it
};

/// All of them, at least kZooSize.
std::vector<ZooRow> zooRows();
inline constexpr std::size_t kZooSize = 40;

/// The rows with a receiver each, running until it is destroyed.
class Zoo {
 public:
  Zoo();
  ~Zoo();
  Zoo(const Zoo&) = delete;
  Zoo& operator=(const Zoo&) = delete;

  struct Resident {
    ZooRow row;
    std::unique_ptr<RawReceiver> receiver;
    std::string url;
  };
  const std::vector<Resident>& residents() const { return residents_; }
  /// The authority to believe for all of them; it does not help those whose certificates are out of order.
  std::string authorityPem() const;

 private:
  struct Certificates;
  std::unique_ptr<Certificates> certificates_;
  std::vector<Resident> residents_;
};

}  // namespace hookline::testing
