#pragma once
#include <vector>

#include "api/route_table.h"

namespace hookline::api::internal {

// The calls of interfaces.md §5, one file a theme. Each adds its routes.
void addSettingsCalls(std::vector<RouteEntry>& routes);
void addSystemCalls(std::vector<RouteEntry>& routes);
void addWebhookCalls(std::vector<RouteEntry>& routes);
void addWebhookStateCalls(std::vector<RouteEntry>& routes);
void addWebhookTestCall(std::vector<RouteEntry>& routes);
void addWebhookChoicesCall(std::vector<RouteEntry>& routes);
void addWhatIfCall(std::vector<RouteEntry>& routes);
void addIntegrationCalls(std::vector<RouteEntry>& routes);
void addPreviewCall(std::vector<RouteEntry>& routes);
void addEventCalls(std::vector<RouteEntry>& routes);
void addDeliveryCalls(std::vector<RouteEntry>& routes);
void addDeadLetterCalls(std::vector<RouteEntry>& routes);
void addAlertCalls(std::vector<RouteEntry>& routes);
void addJobCalls(std::vector<RouteEntry>& routes);
void addResendCall(std::vector<RouteEntry>& routes);
void addCaseCall(std::vector<RouteEntry>& routes);
void addConversationCalls(std::vector<RouteEntry>& routes);
void addReplayCall(std::vector<RouteEntry>& routes);
void addHealthCalls(std::vector<RouteEntry>& routes);
void addStatsCall(std::vector<RouteEntry>& routes);
void addEventTypeCalls(std::vector<RouteEntry>& routes);
void addAuditCall(std::vector<RouteEntry>& routes);
void addViewCalls(std::vector<RouteEntry>& routes);
void addTokenCalls(std::vector<RouteEntry>& routes);
void addReceiveCall(std::vector<RouteEntry>& routes);
void addReceiverCalls(std::vector<RouteEntry>& routes);
void addMetricsCall(std::vector<RouteEntry>& routes);
void addBackupCalls(std::vector<RouteEntry>& routes);
void addSimulateCalls(std::vector<RouteEntry>& routes);
void addSandboxCalls(std::vector<RouteEntry>& routes);

}  // namespace hookline::api::internal
