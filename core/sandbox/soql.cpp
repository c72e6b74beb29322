#include "sandbox/soql.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/ascii.h"
#include "sandbox/service.h"

namespace hookline::sandbox {
namespace {

using Operator = SoqlQuery::Operator;
using PatternByte = SoqlQuery::PatternByte;

bool isNameByte(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '.'; }

/// A literal of a query: what stands between its quotes, with and without the meaning of % and _.
struct Literal {
  std::string text;
  std::vector<PatternByte> pattern;
  bool likeOnly = false;  ///< holds \% or \_, which mean something after LIKE alone
};

class SoqlReader {
 public:
  explicit SoqlReader(std::string_view text) : rest_(text) {}

  base::Result<SoqlQuery> read() {
    SoqlQuery query;
    expectWord("select");
    if (takeWord("count")) {
      if (!takeSign("(") || !takeSign(")")) unexpected();
    } else {
      do query.fields.push_back(name());
      while (takeSign(","));
    }
    expectWord("from");
    query.object = name();
    if (takeWord("where")) conditions(query);
    if (takeWord("order")) {
      expectWord("by");
      query.orderBy = name();
      query.descending = takeWord("desc");
      if (!query.descending) takeWord("asc");
    }
    if (takeWord("limit")) query.limit = count();
    if (takeWord("offset")) query.offset = count();
    skipSpace();
    if (!rest_.empty()) unexpected();
    if (!fault_.empty()) return base::fail(base::Errc::kInvalid, fault_);
    return query;
  }

 private:
  void conditions(SoqlQuery& query) {
    const bool inBrackets = alternatives(query);
    // Without brackets OR joins all there are.
    if (!inBrackets && takeWord("or")) {
      auto& first = query.conditions.front();
      if (query.conditions.size() > 1) return unexpected();
      do condition(first);
      while (takeWord("or"));
      return;
    }
    while (takeWord("and")) alternatives(query);
  }

  /// One condition, or several in brackets that are joined by OR. Answers whether there were brackets.
  bool alternatives(SoqlQuery& query) {
    SoqlQuery::Alternatives made;
    const bool inBrackets = takeSign("(");
    do condition(made);
    while (inBrackets && takeWord("or"));
    if (inBrackets && !takeSign(")")) unexpected();
    const bool isNotIn = made.size() > 1 && made.front().op == Operator::kUnequal && !inBrackets;
    if (!isNotIn) {
      query.conditions.push_back(std::move(made));
      return inBrackets;
    }
    // None of the values: each is a condition of its own.
    for (auto& one : made) query.conditions.push_back({std::move(one)});
    return inBrackets;
  }

  void unexpected() {
    if (!fault_.empty()) return;
    fault_ = rest_.empty() ? "unexpected token: '<EOF>'" : "unexpected token: '" + std::string(rest_.substr(0, 40)) + "'";
    rest_ = {};
  }

  void skipSpace() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }

  std::string_view peekName() {
    skipSpace();
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), isNameByte);
    return rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
  }

  bool takeWord(std::string_view word) {
    const auto next = peekName();
    if (base::lowered(next) != word) return false;
    rest_.remove_prefix(next.size());
    return true;
  }
  void expectWord(std::string_view word) {
    if (!takeWord(word)) unexpected();
  }

  bool takeSign(std::string_view sign) {
    skipSpace();
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(sign.size());
    return true;
  }

  std::string name() {
    const auto next = peekName();
    if (next.empty()) unexpected();
    std::string out(next);
    rest_.remove_prefix(std::min(next.size(), rest_.size()));
    return out;
  }

  std::size_t count() {
    const auto digits = peekName();
    std::size_t value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || problem != std::errc() || end != digits.data() + digits.size()) {
      unexpected();
      return 0;
    }
    rest_.remove_prefix(digits.size());
    return value;
  }

  std::optional<Operator> comparison() {
    if (takeWord("like")) return Operator::kLike;
    for (const auto& [sign, op] : {std::pair{"<=", Operator::kLessOrEqual},
                                   {">=", Operator::kGreaterOrEqual},
                                   {"!=", Operator::kUnequal},
                                   {"<", Operator::kLess},
                                   {">", Operator::kGreater},
                                   {"=", Operator::kEqual}})
      if (takeSign(sign)) return op;
    return std::nullopt;
  }

  /// Adds it, one for each value of a list.
  void condition(SoqlQuery::Alternatives& made) {
    SoqlQuery::Condition one;
    one.field = name();
    const bool isNot = takeWord("not");
    if (takeWord("in")) {
      one.op = isNot ? Operator::kUnequal : Operator::kEqual;
      if (!takeSign("(")) return unexpected();
      do {
        made.push_back(one);
        value(made.back());
      } while (takeSign(","));
      if (!takeSign(")")) unexpected();
      return;
    }
    const auto op = isNot ? std::nullopt : comparison();
    if (!op) return unexpected();
    one.op = *op;
    value(one);
    made.push_back(std::move(one));
  }

  void value(SoqlQuery::Condition& made) {
    skipSpace();
    if (rest_.starts_with('\'')) {
      auto literal = quoted();
      if (literal.likeOnly && made.op != Operator::kLike && fault_.empty()) fault_ = "Illegal escape in a string literal";
      made.value = literal.text;
      if (made.op == Operator::kLike) made.pattern = std::move(literal.pattern);
    } else if (made.op == Operator::kLike) {
      unexpected();
    } else {
      bareValue(made);
    }
  }

  Literal quoted() {
    Literal out;
    const auto add = [&out](char c, PatternByte::Kind kind = PatternByte::Kind::kItself) {
      out.text += c;
      out.pattern.push_back({kind, c});
    };
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      const char c = rest_[i];
      if (c == '\'') {
        rest_.remove_prefix(i + 1);
        return out;
      }
      if (c == '\\') {
        if (++i == rest_.size()) break;
        const auto meant = unescaped(rest_[i]);
        if (!meant) {
          fault_ = "Illegal escape in a string literal: \\" + std::string(1, rest_[i]);
          break;
        }
        out.likeOnly = out.likeOnly || rest_[i] == '%' || rest_[i] == '_';
        add(*meant);
      } else if (c == '%') {
        add(c, PatternByte::Kind::kAny);
      } else if (c == '_') {
        add(c, PatternByte::Kind::kOne);
      } else if (static_cast<unsigned char>(c) < 0x20U) {
        fault_ = "Illegal control character in a string literal";
        break;
      } else {
        add(c);
      }
    }
    if (fault_.empty()) fault_ = "A string literal has no end";
    rest_ = {};
    return out;
  }

  static std::optional<char> unescaped(char c) {
    constexpr std::string_view kSigns = "nNrRtTbBfF\"'\\%_";
    constexpr std::string_view kMeant = "\n\n\r\r\t\t\b\b\f\f\"'\\%_";
    const auto at = kSigns.find(c);
    return at == std::string_view::npos ? std::nullopt : std::optional(kMeant[at]);
  }

  /// true, false, null, a number, or a moment.
  void bareValue(SoqlQuery::Condition& made) {
    const auto end = std::min(rest_.find_first_of(" \t\r\n',)"), rest_.size());
    const auto word = rest_.substr(0, end);
    made.time = base::parseIso(word);
    const auto value = nlohmann::json::parse(base::lowered(word), nullptr, false);
    if (!made.time && !value.is_primitive()) return unexpected();
    if (!made.time) made.value = value;
    rest_.remove_prefix(end);
  }

  std::string_view rest_;
  std::string fault_;
};

bool fits(const PatternByte* pattern, const PatternByte* patternEnd, std::string_view text) {
  // Where the last % stands, and the text from where it is tried to go on: enough to step back to.
  const PatternByte* lastAny = nullptr;
  std::string_view afterAny;
  const auto isContinuation = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; };
  while (!text.empty() || pattern != patternEnd) {
    if (pattern != patternEnd && pattern->kind == PatternByte::Kind::kAny) {
      lastAny = pattern++;
      afterAny = text;
    } else if (pattern != patternEnd && !text.empty() && (pattern->kind == PatternByte::Kind::kOne || pattern->byte == text.front())) {
      text.remove_prefix(1);
      if (pattern->kind == PatternByte::Kind::kOne)
        while (!text.empty() && isContinuation(text.front())) text.remove_prefix(1);
      ++pattern;
    } else if (lastAny && !afterAny.empty()) {
      afterAny.remove_prefix(1);
      text = afterAny;
      pattern = lastAny + 1;
    } else {
      return false;
    }
  }
  return true;
}

template <typename T>
bool compares(Operator op, const T& left, const T& right) {
  switch (op) {
    case Operator::kEqual:
      return left == right;
    case Operator::kUnequal:
      return left != right;
    case Operator::kLess:
      return left < right;
    case Operator::kLessOrEqual:
      return left <= right;
    case Operator::kGreater:
      return left > right;
    case Operator::kGreaterOrEqual:
      return left >= right;
    case Operator::kLike:
      break;
  }
  return false;
}

bool holdsOne(const SoqlQuery::Condition& condition, const nlohmann::ordered_json& record) {
  const auto at = record.find(condition.field);
  const bool isNull = at == record.end() || at->is_null();
  if (condition.op == Operator::kLike) {
    if (isNull || !at->is_string()) return false;
    auto pattern = condition.pattern;
    for (auto& one : pattern) one.byte = base::lowered({&one.byte, 1}).front();
    return fits(pattern.data(), pattern.data() + pattern.size(), base::lowered(at->get_ref<const std::string&>()));
  }
  if (condition.time) {
    const auto moment = isNull || !at->is_string() ? std::nullopt : base::parseIso(at->get_ref<const std::string&>());
    return moment && compares(condition.op, *moment, *condition.time);
  }
  // An empty text is stored as none.
  const bool wantsNull = condition.value.is_null() || condition.value == "";
  if (isNull || wantsNull) return (isNull && wantsNull) == (condition.op == Operator::kEqual);
  if (at->is_string() && condition.value.is_string())
    return compares(condition.op, base::lowered(at->get_ref<const std::string&>()),
                    base::lowered(condition.value.get_ref<const std::string&>()));
  return compares(condition.op, nlohmann::json(*at), condition.value);
}

}  // namespace

base::Result<SoqlQuery> parseSoql(std::string_view text) { return SoqlReader(text).read(); }

bool holds(const std::vector<SoqlQuery::Alternatives>& conditions, const nlohmann::ordered_json& record) {
  return std::all_of(conditions.begin(), conditions.end(), [&record](const SoqlQuery::Alternatives& enough) {
    return std::any_of(enough.begin(), enough.end(), [&record](const SoqlQuery::Condition& one) { return holdsOne(one, record); });
  });
}

}  // namespace hookline::sandbox
