#pragma once
#include <QString>
#include <QStringList>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace hookline::schema_form {

/// One field of an event's data, as its JSON Schema describes it: what to ask a person for and what limits to tell.
struct FieldSpec {
  enum class Kind {
    kText,
    kLongText,
    kNumber,
    kInteger,
    kChoice,
    kYesNo,
    kList,  ///< of objects of plain fields (`items`), or of one plain field
    kJson   ///< anything else: its JSON text
  };

  Kind kind = Kind::kText;
  QString name;
  QString description;
  bool required = false;
  QStringList choices;  ///< of kChoice
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::optional<int> minLength;  ///< characters
  std::optional<int> maxLength;
  bool email = false;
  std::vector<FieldSpec> items;  ///< of kList: one field an entry has
  bool bareItems = false;        ///< of kList: entries are values, not objects

  /// "Conversation summary" for conversationSummary.
  QString title() const;
};

/// The fields of an object schema (draft 7, the subset that event types use), required ones first and in the order of `required`, then the
/// others. Empty text or a schema without properties: none. Errors: kMalformed, kInvalid with a sentence.
base::Result<std::vector<FieldSpec>> readFields(const std::string& schema);

}  // namespace hookline::schema_form
