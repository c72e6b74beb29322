#include "schema_form/field_value.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <cmath>

namespace hookline::schema_form::internal {
namespace {

using Kind = FieldSpec::Kind;

struct ValueWords {
  Q_DECLARE_TR_FUNCTIONS(FieldValue)
};

std::optional<Json> numberOf(const QString& text) {
  const auto json = Json::parse(text.trimmed().toStdString(), nullptr, false);
  return json.is_number() ? std::optional(json) : std::nullopt;
}

QString plainNumber(double number) { return QLocale().toString(number, 'g', 12); }

bool isEmail(const QString& text) {
  static const QRegularExpression pattern(QStringLiteral("^[^@\\s]+@[^@\\s]+\\.[^@\\s.]+$"));
  return pattern.match(text).hasMatch();
}

QString numberProblem(const FieldSpec& field, const QString& text) {
  const auto number = numberOf(text);
  const auto limits = limitsOf(field);
  const bool whole = field.kind == Kind::kInteger;
  if (!number || (whole && std::trunc(number->get<double>()) != number->get<double>())) {
    const auto what = whole ? ValueWords::tr("must be a whole number") : ValueWords::tr("must be a number");
    return limits.isEmpty() ? what : ValueWords::tr("%1, %2").arg(what, limits.toLower());
  }
  const auto value = number->get<double>();
  if ((field.minimum && value < *field.minimum) || (field.maximum && value > *field.maximum))
    return ValueWords::tr("must be %1").arg(limits.toLower());
  return {};
}

QString textProblem(const FieldSpec& field, const QString& text) {
  if (field.email && !isEmail(text)) return ValueWords::tr("must be an e-mail address");
  const auto length = static_cast<int>(text.toUcs4().size());
  if ((field.minLength && length < *field.minLength) || (field.maxLength && length > *field.maxLength))
    return ValueWords::tr("must have %1").arg(limitsOf(field).toLower());
  return {};
}

}  // namespace

QString shownText(const Json* value) {
  if (value == nullptr || value->is_null()) return {};
  if (value->is_string()) return QString::fromStdString(value->get<std::string>());
  return QString::fromStdString(value->dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::optional<Json> valueOf(const FieldSpec& field, const QString& text) {
  if (text.isEmpty()) return std::nullopt;
  switch (field.kind) {
    case Kind::kNumber:
    case Kind::kInteger:
      if (auto number = numberOf(text)) return number;
      break;
    case Kind::kYesNo:
      if (text == QLatin1String("true")) return Json(true);
      if (text == QLatin1String("false")) return Json(false);
      break;
    case Kind::kJson:
      if (auto json = Json::parse(text.toStdString(), nullptr, false); !json.is_discarded()) return json;
      break;
    default:
      break;
  }
  return Json(text.toStdString());
}

QString problemOf(const FieldSpec& field, const QString& text) {
  if (text.isEmpty()) return field.required ? ValueWords::tr("is needed") : QString();
  switch (field.kind) {
    case Kind::kNumber:
    case Kind::kInteger:
      return numberProblem(field, text);
    case Kind::kChoice:
      return field.choices.contains(text) ? QString() : ValueWords::tr("must be one of: %1").arg(field.choices.join(QStringLiteral(", ")));
    case Kind::kYesNo:
      return text == QLatin1String("true") || text == QLatin1String("false") ? QString() : ValueWords::tr("must be yes or no");
    case Kind::kJson:
      return Json::accept(text.toStdString()) ? QString() : ValueWords::tr("must be JSON, such as {\"plan\": \"team\"}");
    case Kind::kText:
    case Kind::kLongText:
      return textProblem(field, text);
    case Kind::kList:
      return {};
  }
  return {};
}

QString limitsOf(const FieldSpec& field) {
  if (field.minimum && field.maximum) return ValueWords::tr("From %1 to %2").arg(plainNumber(*field.minimum), plainNumber(*field.maximum));
  if (field.minimum) return ValueWords::tr("At least %1").arg(plainNumber(*field.minimum));
  if (field.maximum) return ValueWords::tr("At most %1").arg(plainNumber(*field.maximum));
  if (field.minLength && field.maxLength) return ValueWords::tr("%1 to %2 characters").arg(*field.minLength).arg(*field.maxLength);
  if (field.minLength) return ValueWords::tr("At least %1 characters").arg(*field.minLength);
  if (field.maxLength) return ValueWords::tr("At most %1 characters").arg(*field.maxLength);
  return {};
}

}  // namespace hookline::schema_form::internal
