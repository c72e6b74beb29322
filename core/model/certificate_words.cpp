#include "model/certificate_words.h"

#include <array>

namespace hookline::model {
namespace {

constexpr std::string_view kOwn = "The receiver's certificate";
constexpr std::string_view kIssuer = "The issuer of the receiver's certificate";
constexpr std::string_view kExpired = " expired on ";
constexpr std::string_view kNotYet = " is not valid before ";
constexpr std::array<std::string_view, 12> kMonths{"January", "February", "March",     "April",   "May",      "June",
                                                   "July",    "August",   "September", "October", "November", "December"};

std::string dayText(base::WallTime at) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(at)};
  return std::to_string(static_cast<unsigned>(day.day())) + " " + std::string(kMonths[static_cast<unsigned>(day.month()) - 1]) + " " +
         std::to_string(static_cast<int>(day.year()));
}

}  // namespace

std::string certificateDateText(const CertificateDate& date) {
  std::string text(date.ofIssuer ? kIssuer : kOwn);
  text += date.fault == CertificateDate::Fault::kExpired ? kExpired : kNotYet;
  return text + dayText(date.at) + ".";
}

std::optional<CertificateDate::Fault> certificateDateFault(std::string_view text) {
  const auto subject = text.starts_with(kIssuer) ? kIssuer : kOwn;
  if (!text.starts_with(subject) || !text.ends_with('.')) return std::nullopt;
  text.remove_prefix(subject.size());
  if (text.starts_with(kExpired)) return CertificateDate::Fault::kExpired;
  if (text.starts_with(kNotYet)) return CertificateDate::Fault::kNotYetValid;
  return std::nullopt;
}

}  // namespace hookline::model
