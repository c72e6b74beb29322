#include "hookline/token_doors.h"

#include <QCoreApplication>
#include <QTimer>
#include <utility>

#include "models/delivery_words.h"
#include "shell/connect_checks.h"

namespace hookline::desktop {
namespace {

using Then = shell::KeyRingDoors::Then;

QString tr(const char* text) { return QCoreApplication::translate("TokenDoors", text); }

QString keyOf(const KnownDaemons& daemons, const QString& id) { return shell::daemonKey(models::plain(daemons.at(id).url)); }

QString why(const base::Result<void>& result) { return result ? QString() : models::plain(result.error().message); }

/// Nobody has to be asked.
void answerLater(const Then& then, const QString& why) {
  QTimer::singleShot(0, qApp, [then, why] { then(why); });
}

void find(const std::shared_ptr<KnownDaemons>& daemons, TokenKeeper& keeper, const QString& id, const Then& then) {
  if (!daemons->knows(id) || !daemons->mayBeInKeyRing(id)) return answerLater(then, tr("The key ring has no token of it."));
  keeper.read(keyOf(*daemons, id), base::Completion<std::optional<std::string>>([daemons, id, then](auto token) {
                if (!token) return then(models::plain(token.error().message));
                if (!daemons->knows(id)) return then(tr("It was forgotten meanwhile."));
                if (!*token) {
                  daemons->setInKeyRing(id, false);
                  return then(tr("The key ring has no token of it."));
                }
                // One that was typed meanwhile is newer.
                if (daemons->at(id).token.empty()) daemons->setToken(id, **token);
                then({});
              }));
}

void keep(const std::shared_ptr<KnownDaemons>& daemons, TokenKeeper& keeper, const QString& id, const Then& then) {
  if (!daemons->knows(id)) return answerLater(then, tr("It was forgotten meanwhile."));
  const bool before = daemons->mayBeInKeyRing(id);
  daemons->setInKeyRing(id, true);
  keeper.write(keyOf(*daemons, id), daemons->at(id).token, base::Completion<void>([daemons, id, before, then](auto done) {
                 if (!done && !done.error().outcomeUnknown && !before && daemons->knows(id)) daemons->setInKeyRing(id, false);
                 then(why(done));
               }));
}

void remove(const std::shared_ptr<KnownDaemons>& daemons, TokenKeeper& keeper, const QString& id, const Then& then) {
  if (!daemons->knows(id) || !daemons->mayBeInKeyRing(id)) return answerLater(then, {});
  keeper.remove(keyOf(*daemons, id), base::Completion<void>([daemons, id, then](auto done) {
                  if (done && daemons->knows(id)) daemons->setInKeyRing(id, false);
                  then(why(done));
                }));
}

}  // namespace

shell::KeyRingDoors tokenDoors(std::shared_ptr<KnownDaemons> daemons, TokenKeeper& keeper) {
  shell::KeyRingDoors doors;
  doors.ask = [&keeper](const Then& then) { keeper.ask(base::Completion<void>([then](auto done) { then(why(done)); })); };
  doors.find = [daemons, &keeper](const QString& id, const Then& then) { find(daemons, keeper, id, then); };
  doors.keep = [daemons, &keeper](const QString& id, const Then& then) { keep(daemons, keeper, id, then); };
  doors.remove = [daemons, &keeper](const QString& id, const Then& then) { remove(daemons, keeper, id, then); };
  return doors;
}

}  // namespace hookline::desktop
