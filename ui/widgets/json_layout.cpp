#include "widgets/json_layout.h"

#include <QRegularExpression>
#include <vector>

namespace hookline::widgets {
namespace {

/// Reads one JSON text from left to right and writes it anew; an explicit stack, so that depth costs no call stack.
class Layout {
 public:
  explicit Layout(const QString& text) : text_(text) {}

  std::optional<QString> run() {
    if (!value()) return std::nullopt;
    while (!open_.empty()) {
      if (!step()) return std::nullopt;
    }
    skipSpace();
    return at_ == text_.size() ? std::optional(out_) : std::nullopt;
  }

 private:
  struct Level {
    bool object = false;
    bool first = true;
  };

  /// The next member of the innermost container, or its end.
  bool step() {
    skipSpace();
    auto& level = open_.back();
    const QChar closer(level.object ? '}' : ']');
    if (take(closer)) {
      const bool empty = level.first;
      open_.pop_back();
      if (!empty) newLine();
      out_ += closer;
      return true;
    }
    if (!level.first) {
      if (!take(QLatin1Char(','))) return false;
      out_ += QLatin1Char(',');
      skipSpace();
    }
    level.first = false;
    newLine();
    if (level.object) {
      if (!string()) return false;
      skipSpace();
      if (!take(QLatin1Char(':'))) return false;
      out_ += QStringLiteral(": ");
    }
    return value();
  }

  bool value() {
    skipSpace();
    if (at_ >= text_.size()) return false;
    const auto first = text_.at(at_);
    if (first == QLatin1Char('{') || first == QLatin1Char('[')) {
      if (open_.size() >= kMaxJsonDepth) return false;
      open_.push_back({first == QLatin1Char('{'), true});
      out_ += first;
      ++at_;
      return true;
    }
    return first == QLatin1Char('"') ? string() : word();
  }

  bool string() {
    const auto start = at_;
    if (!take(QLatin1Char('"'))) return false;
    while (at_ < text_.size()) {
      const auto c = text_.at(at_++);
      if (c == QLatin1Char('\\')) ++at_;
      if (c.unicode() < 0x20) return false;
      if (c == QLatin1Char('"')) {
        out_ += QStringView(text_).mid(start, at_ - start);
        return true;
      }
    }
    return false;
  }

  bool word() {
    static const QRegularExpression token(QStringLiteral("\\G(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"));
    const auto match = token.match(text_, at_);
    if (!match.hasMatch()) return false;
    out_ += match.capturedView();
    at_ += match.capturedLength();
    return true;
  }

  bool take(QChar wanted) {
    if (at_ >= text_.size() || text_.at(at_) != wanted) return false;
    ++at_;
    return true;
  }

  void skipSpace() {
    while (at_ < text_.size() && QStringView(u" \t\r\n").contains(text_.at(at_))) ++at_;
  }

  void newLine() { out_ += QLatin1Char('\n') + QString(static_cast<qsizetype>(open_.size()) * 2, QLatin1Char(' ')); }

  const QString& text_;
  qsizetype at_ = 0;
  QString out_;
  std::vector<Level> open_;
};

}  // namespace

std::optional<QString> laidOutJson(const QString& text) { return Layout(text).run(); }

}  // namespace hookline::widgets
