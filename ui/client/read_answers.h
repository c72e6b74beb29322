#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "base/result.h"
#include "client/integration.h"
#include "client/sandbox.h"
#include "client/types.h"

namespace hookline::client::internal {

// From the JSON of answers to values. A core may be older, newer or hostile: what is missing takes a default where a list can still be
// shown, a value of the wrong type or an id that is none is kMalformed, and nothing here throws.

base::Result<Me> readMe(const nlohmann::json& json);
base::Result<Status> readStatus(const nlohmann::json& json);
base::Result<Delivery> readDelivery(const nlohmann::json& json);
base::Result<DeliveryDetail> readDetail(const nlohmann::json& json);
base::Result<Facets> readFacets(const nlohmann::json& json);
base::Result<WebhookView> readWebhook(const nlohmann::json& json);
base::Result<CreatedWebhook> readCreated(const nlohmann::json& json);
base::Result<TestOutcome> readTest(const nlohmann::json& json);
base::Result<WhatIf> readWhatIf(const nlohmann::json& json);
base::Result<std::vector<Integration>> readIntegrations(const nlohmann::json& json);
base::Result<std::vector<SettingChoice>> readChoices(const nlohmann::json& json);
base::Result<Preview> readPreview(const nlohmann::json& json);
base::Result<HealthList> readHealth(const nlohmann::json& json);
base::Result<StatsItem> readStatsItem(const nlohmann::json& json);
base::Result<DeadGroup> readDeadGroup(const nlohmann::json& json);
base::Result<DeadLetter> readDeadLetter(const nlohmann::json& json);
base::Result<Job> readJob(const nlohmann::json& json);
base::Result<std::vector<Job>> readJobs(const nlohmann::json& json);
base::Result<Matched> readMatched(const nlohmann::json& json);
base::Result<AcceptedEvent> readAccepted(const nlohmann::json& json);
base::Result<EventExplanation> readExplanation(const nlohmann::json& json);
base::Result<EventType> readEventType(const nlohmann::json& json);
base::Result<RetrySchedule> readSchedule(const nlohmann::json& json);
base::Result<Receiver> readReceiver(const nlohmann::json& json);
base::Result<ReceivedRequest> readReceived(const nlohmann::json& json);
base::Result<Sandbox> readSandbox(const nlohmann::json& json);
base::Result<std::vector<StandInRecord>> readSeen(const nlohmann::json& json);
base::Result<Settings> readSettings(const nlohmann::json& json);
base::Result<Token> readToken(const nlohmann::json& json);
base::Result<CreatedToken> readCreatedToken(const nlohmann::json& json);
base::Result<LinkedToken> readLinkedToken(const nlohmann::json& json);

/// The error of an answer that is not 2xx, with the core's sentence and details.
base::Error readError(int status, const std::string& body);

}  // namespace hookline::client::internal
