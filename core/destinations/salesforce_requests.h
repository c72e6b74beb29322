#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "destinations/destination.h"

namespace hookline::destinations::internal {

/// Text as a literal of Salesforce's query language, with its quotes (integrations.md §6.6).
std::string soqlLiteral(std::string_view text);
/// The same for LIKE: any text that holds `text`, in which % and _ are themselves.
std::string soqlContaining(std::string_view text);

/// The requests of one delivery. Texts are cut to the lengths that Salesforce takes (integrations.md §6.7), since it refuses longer ones.
class SalesforceRequests {
 public:
  explicit SalesforceRequests(const Occasion& occasion);

  struct TaskFor {
    std::string id;               ///< of a contact or a lead; empty: nobody is known
    bool isOneOfSeveral = false;  ///< other contacts have the same e-mail address
  };

  /// Whether the webhook names the external-id fields of its org.
  static bool hasKeys(const model::Webhook& webhook);

  model::HttpRequest testLeads() const;
  model::HttpRequest testTasks() const;

  model::HttpRequest findContact() const;
  model::HttpRequest findOpenLead() const;
  /// By its external id.
  model::HttpRequest findLead() const;

  /// `isKnown`: the lead is there already, and only what the event says of it is written.
  model::HttpRequest saveLead(bool isKnown) const;
  model::HttpRequest saveLeadAndTask(bool isKnown) const;
  model::HttpRequest saveTask(const TaskFor& who) const;

  model::HttpRequest createLead() const;
  model::HttpRequest createTask(const TaskFor& who) const;
  model::HttpRequest lookForTask(const std::string& who) const;

 private:
  model::HttpRequest call(std::string_view method, const std::string& path, const nlohmann::ordered_json& body = nullptr) const;
  model::HttpRequest query(const std::string& soql) const;
  std::string dataPath(const std::string& path) const;
  std::string leadPath() const;
  std::string taskPath() const;
  std::string setting(std::string_view name) const;
  std::string marker() const;
  bool allowsDuplicates() const;
  nlohmann::ordered_json lead(bool isKnown) const;
  nlohmann::ordered_json task(const TaskFor& who) const;
  std::string subject() const;

  const Occasion& occasion_;
  const model::Webhook& webhook_;
  const nlohmann::json values_;
  const nlohmann::json data_;
  const std::string email_;
  const std::string name_;
};

}  // namespace hookline::destinations::internal
