#include "sandbox/salesforce_objects.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace hookline::sandbox {
namespace {

// integrations.md §6.7.
constexpr std::size_t kLongText = 32'000;

}  // namespace

const std::vector<SalesforceObject>& salesforceObjects() {
  static const std::vector<SalesforceObject> kObjects{{"Contact",
                                                       "contacts",
                                                       "003",
                                                       {{"Id", 18, false, true},
                                                        {"FirstName", 40},
                                                        {"LastName", 80, true},
                                                        {"Name", 121, false, true},
                                                        {"Email", 80},
                                                        {"Phone", 40},
                                                        {"Title", 128},
                                                        {"LeadSource", 255},
                                                        {"Description", kLongText},
                                                        {"OwnerId", 18},
                                                        {"CreatedDate", 0, false, true},
                                                        {"LastModifiedDate", 0, false, true}}},
                                                      {"Lead",
                                                       "leads",
                                                       "00Q",
                                                       {{"Id", 18, false, true},
                                                        {"FirstName", 40},
                                                        {"LastName", 80, true},
                                                        {"Name", 121, false, true},
                                                        {"Company", 255, true},
                                                        {"Email", 80},
                                                        {"Phone", 40},
                                                        {"Title", 128},
                                                        {"Website", 255},
                                                        {"LeadSource", 255},
                                                        {"Rating", 255},
                                                        {"Status", 255},
                                                        {"Description", kLongText},
                                                        {"OwnerId", 18},
                                                        {"IsConverted", 0, false, true},
                                                        {"ConvertedContactId", 18, false, true},
                                                        {"CreatedDate", 0, false, true},
                                                        {"LastModifiedDate", 0, false, true}},
                                                       "Hookline_Lead_Key__c"},
                                                      {"Task",
                                                       "tasks",
                                                       "00T",
                                                       {{"Id", 18, false, true},
                                                        {"WhoId", 18},
                                                        {"WhatId", 18},
                                                        {"Subject", 255},
                                                        {"Description", kLongText},
                                                        {"Priority", 255},
                                                        {"Status", 255},
                                                        {"ActivityDate", 10},
                                                        {"OwnerId", 18},
                                                        {"CreatedDate", 0, false, true},
                                                        {"LastModifiedDate", 0, false, true}},
                                                       "Hookline_Event_Id__c"}};
  return kObjects;
}

const SalesforceObject* salesforceObject(std::string_view name) {
  const auto found = std::find_if(salesforceObjects().begin(), salesforceObjects().end(),
                                  [name](const SalesforceObject& one) { return one.name == name; });
  return found == salesforceObjects().end() ? nullptr : &*found;
}

const SalesforceField* salesforceField(const SalesforceObject& object, std::string_view name) {
  const auto found =
      std::find_if(object.fields.begin(), object.fields.end(), [name](const SalesforceField& one) { return one.name == name; });
  return found == object.fields.end() ? nullptr : &*found;
}

bool isCustomField(std::string_view name) { return name.size() > kCustomFieldEnding.size() && name.ends_with(kCustomFieldEnding); }

std::string salesforceId(std::string_view prefix, std::size_t number) {
  std::array<char, 40> digits{};
  std::snprintf(digits.data(), digits.size(), "%.3s0H0%09zu", prefix.data(), number);
  std::string id(digits.data());
  std::string suffix;
  for (std::size_t part = 0; part < 15; part += 5) {
    unsigned bits = 0;
    for (std::size_t i = 0; i < 5; ++i)
      if (id[part + i] >= 'A' && id[part + i] <= 'Z') bits |= 1U << i;
    suffix += "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits];
  }
  return id + suffix;
}

}  // namespace hookline::sandbox
