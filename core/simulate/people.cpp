#include "simulate/people.h"

#include <array>
#include <string_view>

namespace hookline::simulate::internal {
namespace {

/// A name as people write it and as their mail address spells it.
struct Name {
  std::string_view written;
  std::string_view spelled;
};

constexpr auto kFirstNames = std::to_array<Name>({
    {"Amara", "amara"},     {"Anton", "anton"},   {"Beatriz", "beatriz"}, {"Bogdan", "bogdan"}, {"Camille", "camille"}, {"Chidi", "chidi"},
    {"Daniel", "daniel"},   {"Elif", "elif"},     {"Émile", "emile"},     {"Farah", "farah"},   {"Grace", "grace"},     {"Hana", "hana"},
    {"Henrik", "henrik"},   {"Imani", "imani"},   {"Ines", "ines"},       {"Jakub", "jakub"},   {"Jonas", "jonas"},     {"José", "jose"},
    {"Kavya", "kavya"},     {"Kenji", "kenji"},   {"Lena", "lena"},       {"Liam", "liam"},     {"Lucía", "lucia"},     {"Mads", "mads"},
    {"Marta", "marta"},     {"Mei", "mei"},       {"Nadia", "nadia"},     {"Noah", "noah"},     {"Olga", "olga"},       {"Omar", "omar"},
    {"Priya", "priya"},     {"Rosa", "rosa"},     {"Samuel", "samuel"},   {"Sara", "sara"},     {"Tariq", "tariq"},     {"Tomás", "tomas"},
    {"Wanjiru", "wanjiru"}, {"Xavier", "xavier"}, {"Yuki", "yuki"},       {"Zoë", "zoe"},
});

constexpr auto kLastNames = std::to_array<Name>({
    {"Abara", "abara"},       {"Andersson", "andersson"}, {"Bauer", "bauer"},         {"Castillo", "castillo"}, {"Chen", "chen"},
    {"Costa", "costa"},       {"Dubois", "dubois"},       {"Eriksen", "eriksen"},     {"Fischer", "fischer"},   {"Garcia", "garcia"},
    {"Haddad", "haddad"},     {"Hughes", "hughes"},       {"Ivanova", "ivanova"},     {"Jansen", "jansen"},     {"Kamau", "kamau"},
    {"Kowalski", "kowalski"}, {"Kumar", "kumar"},         {"Lindqvist", "lindqvist"}, {"Lopez", "lopez"},       {"Martin", "martin"},
    {"Meyer", "meyer"},       {"Moreau", "moreau"},       {"Müller", "mueller"},      {"Nakamura", "nakamura"}, {"Nguyen", "nguyen"},
    {"Novák", "novak"},       {"O'Brien", "obrien"},      {"Okafor", "okafor"},       {"Patel", "patel"},       {"Pereira", "pereira"},
    {"Petrov", "petrov"},     {"Rossi", "rossi"},         {"Sato", "sato"},           {"Schmidt", "schmidt"},   {"Silva", "silva"},
    {"Svensson", "svensson"}, {"Taylor", "taylor"},       {"Virtanen", "virtanen"},   {"Walker", "walker"},     {"Yılmaz", "yilmaz"},
});

constexpr auto kCompanies = std::to_array<std::string_view>({
    "Alder & Finch Books", "Bluebird Bicycles", "Brightwater Dental",  "Cedar Lane Bakery",   "Copperfield Lighting",
    "Driftwood Furniture", "Eastgate Physio",   "Fernhill Gardens",    "Granite Peak Gear",   "Harbour Street Cafe",
    "Juniper Architects",  "Kestrel Logistics", "Lakeside Veterinary", "Maple & Main Realty", "Northlight Studios",
    "Orchard Road School", "Pinecrest Camping", "Quayside Hotels",     "Redbrick Accounting", "Saltmarsh Pottery",
    "Tidewater Plumbing",  "Upland Wool",       "Violet Hour Flowers", "Westfield Robotics",
});

constexpr auto kBrowsers = std::to_array<std::string_view>({
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 "
    "Safari/604.1",
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0",
});

constexpr std::array<std::string_view, 3> kDomains{"example.com", "example.org", "example.net"};

template <typename List>
const auto& pick(const List& list, base::SeededRandom& random) {
  return list[static_cast<std::size_t>(random.below(list.size()))];
}

/// +1 … 555 01xx and +44 20 7946 0xxx are set aside for fiction by the numbering plans of North America and Britain.
std::string makePhone(base::SeededRandom& random) {
  const auto digits = [&random](int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += static_cast<char>('0' + random.below(10));
    return out;
  };
  constexpr std::array<std::string_view, 4> kAreas{"212", "312", "415", "617"};
  if (random.below(3) == 0) return "+44 20 7946 0" + digits(3);
  const std::string area(pick(kAreas, random));
  return "+1 " + area + " 555 01" + digits(2);
}

}  // namespace

Visitor makeVisitor(base::SeededRandom& random) {
  const Name& first = pick(kFirstNames, random);
  const Name& last = pick(kLastNames, random);
  Visitor visitor;
  visitor.name = std::string(first.written).append(" ").append(last.written);
  visitor.email = std::string(first.spelled).append(".").append(last.spelled).append("@").append(pick(kDomains, random));
  visitor.phone = makePhone(random);
  visitor.company = pick(kCompanies, random);
  visitor.userAgent = pick(kBrowsers, random);
  visitor.id = "visitor_" + makeTail(random, 10);
  return visitor;
}

std::string makeTail(base::SeededRandom& random, std::size_t length) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::string out;
  for (std::size_t i = 0; i < length; ++i) out += kLetters[static_cast<std::size_t>(random.below(kLetters.size()))];
  return out;
}

}  // namespace hookline::simulate::internal
