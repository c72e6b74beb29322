#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "sandbox/salesforce_objects.h"
#include "sandbox/soql.h"

namespace hookline::sandbox {

/// The contacts, leads and tasks of one Salesforce org and the rules by which they are written: required fields, lengths, duplicate rules,
/// external ids (integrations.md §6). Thread: one call at a time.
class SalesforceOrg {
 public:
  /// A status with a body; null: none.
  struct Answer {
    int status = 200;
    nlohmann::ordered_json body;
    bool isError() const { return status >= 300; }
  };
  struct WriteOptions {
    base::WallTime at{};
    bool allowDuplicates = false;  ///< Sforce-Duplicate-Rule-Header: allowSave=true
  };
  /// What happens to a new lead whose email address a contact or an open lead has.
  enum class DuplicateRule { kOff, kAlert, kBlock };

  /// One error, as each answer of the REST API that is one has it.
  static Answer error(int status, std::string_view code, std::string message, const std::vector<std::string>& fields = {});

  Answer create(const std::string& object, const nlohmann::json& fields, const WriteOptions& options);
  Answer update(const std::string& object, const std::string& id, const nlohmann::json& fields, const WriteOptions& options);
  Answer upsert(const std::string& object, const std::string& keyField, const std::string& key, const nlohmann::json& fields,
                const WriteOptions& options);
  /// A record that is removed is found no more; what names it stays as it is.
  Answer remove(const std::string& object, const std::string& id);
  /// `keyField` "Id", or an external id.
  Answer get(const std::string& object, const std::string& keyField, const std::string& key, const std::vector<std::string>& fields) const;
  Answer query(std::string_view soql) const;
  /// The object with its fields; of those that an org makes itself, Hookline's key field and what the records have.
  Answer describe(const std::string& object) const;

  /// Makes a contact of the lead that was made as the `number`th (from 1). False: there is no such open lead.
  bool convert(std::size_t number, base::WallTime at);

  /// Runs `write` and undoes what it wrote unless it answers true. One may stand in another.
  void transaction(const std::function<bool()>& write);

  void setDuplicateRule(DuplicateRule rule) { duplicateRule_ = rule; }
  /// Whether its objects have fields of their own, whose names end with __c.
  void setCustomFields(bool there) { customFields_ = there; }

  /// {"contacts": […], "leads": […], "tasks": […]}
  nlohmann::ordered_json records() const;

 private:
  using Record = nlohmann::ordered_json;
  struct Table {
    std::vector<Record> rows;  ///< in the order in which they were made; null: removed
    std::map<std::string, std::size_t, std::less<>> byId;
  };
  struct Undo {
    std::string object;
    std::size_t row;
    std::optional<Record> before;  ///< none: the row was made
  };

  const Record* find(std::string_view object, std::string_view id) const;
  Record* find(std::string_view object, std::string_view id);
  std::vector<const Record*> withValue(std::string_view object, const std::string& field, std::string_view value) const;
  /// What is answered for an id that is none; none: its record is there.
  std::optional<Answer> missingOf(const std::string& object, const std::string& id) const;
  bool hasField(std::string_view object, std::string_view field) const;
  /// What is wrong with values that are to be written.
  std::optional<Answer> faultOf(const std::string& object, const nlohmann::json& fields, bool isNew) const;
  static std::optional<Answer> faultOfValue(const SalesforceField* field, const std::string& name, const nlohmann::json& value);
  std::optional<Answer> faultOfWho(const nlohmann::json& fields) const;
  std::optional<Answer> duplicateOf(const std::string& object, const nlohmann::json& fields, const WriteOptions& options) const;
  std::string insert(const std::string& object, const nlohmann::json& fields, base::WallTime at);
  void change(const std::string& object, const std::string& id, const nlohmann::json& fields, base::WallTime at);
  void remember(Undo undo);
  void rollBack(std::size_t left);

  std::map<std::string, Table, std::less<>> tables_{{"Contact", {}}, {"Lead", {}}, {"Task", {}}};
  std::vector<Undo> undo_;  ///< of the transactions that run
  int transactions_ = 0;
  DuplicateRule duplicateRule_ = DuplicateRule::kOff;
  bool customFields_ = true;
};

}  // namespace hookline::sandbox
