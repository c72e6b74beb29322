"""Who may use whom. Each room of core/ names what stands below it; whatever is not named here may not be included.

base <- platform, model <- crypto; net and store use those and not each other; destinations, health and simulate use model
and base (destinations also crypto); delivery uses destinations, model and base; delivery_runner brings it together with net
and store; then sandbox, ingest, api, core_api and app, each free to use what stands before it."""

_GROUND = ("base", "platform", "model", "crypto")

ROOMS = {
    "base": (),
    "platform": ("base",),
    "model": ("base",),
    "crypto": ("base", "platform", "model"),
    "net": _GROUND,
    "store": _GROUND,
    "store_sqlite": _GROUND + ("store",),
    "store_postgres": _GROUND + ("store",),
    "destinations": ("base", "model", "crypto"),
    "health": ("base", "model"),
    "simulate": ("base", "model"),
    "delivery": ("base", "model", "destinations"),
    "delivery_runner": _GROUND + ("net", "store", "destinations", "health", "simulate", "delivery"),
}
for _room in ("sandbox", "ingest", "api", "core_api"):
    ROOMS[_room] = tuple(ROOMS)

# Programs in app/ are in no room's reach; they may use every room.
APP = "app"


def room_of(file):
    """The room a file belongs to: its name in core/, APP in app/, None elsewhere (tests may use anything)."""
    parts = file.split("/")
    if len(parts) >= 3 and parts[0] == "core":
        return parts[1]
    return APP if parts[0] == "app" else None


def may_use(user, used):
    return user == used or user == APP or used in ROOMS.get(user, ())
