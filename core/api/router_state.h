#pragma once
#include <atomic>
#include <utility>

#include "api/backup_desk.h"
#include "api/built_in_receiver.h"
#include "api/built_in_stand_ins.h"
#include "api/connect_links.h"
#include "api/kept_answers.h"
#include "api/rate_meter.h"
#include "api/route_table.h"
#include "api/services.h"
#include "api/simulations.h"

namespace hookline::api::internal {

/// What the calls share, kept alive by the answers that are still to come. Thread: any.
struct RouterState {
  RouterState(Services given, RouteTable routes)
      : services(std::move(given)),
        table(std::move(routes)),
        startedAt(services.clock.now().wall),
        rates(services.clock),
        receiver(services.clock, services.log),
        standIns(services.clock, services.log),
        links(services.clock),
        simulations(services) {}

  Services services;               // constant after construction
  const RouteTable table;          // constant after construction
  const base::WallTime startedAt;  // constant after construction
  KeptAnswers kept;
  BackupDesk backups;
  RateMeter rates;
  BuiltInReceiver receiver;
  BuiltInStandIns standIns;
  ConnectLinks links;
  Simulations simulations;
  std::atomic<bool> closed{false};

  base::WallTime now() const { return services.clock.now().wall; }
  store::AuditEntry audit(std::string who, std::string what, std::string target) const {
    return {now(), std::move(who), std::move(what), std::move(target)};
  }
};

}  // namespace hookline::api::internal
