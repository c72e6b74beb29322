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

# ui/: pages, models and widgets see the model's structs and the client, never a call's text (architecture.md §1).
_SEEN = ("base", "model")
ROOMS["ui/client"] = _GROUND + ("net",)
ROOMS["ui/theme"] = ("base",)
ROOMS["ui/models"] = _SEEN + ("ui/client",)
ROOMS["ui/widgets"] = _SEEN + ("ui/theme", "ui/models", "ui/client")
ROOMS["ui/shell"] = _SEEN + ("ui/client", "ui/theme", "ui/models", "ui/widgets")
PAGE = _SEEN + ("ui/client", "ui/theme", "ui/models", "ui/widgets", "ui/shell")
# One header of api/ is the way to call a core, and the client's alone.
MESSAGE, MESSAGE_USER = "core/api/message.h", "ui/client"

# Programs in app/ are in no room's reach; they may use every room.
APP = "app"


def room_of(file):
    """The room a file belongs to: its name in core/, "ui/<name>" in ui/, APP in app/, None elsewhere (tests may use anything)."""
    parts = file.split("/")
    if len(parts) >= 4 and parts[:2] == ["ui", "pages"]:
        return f"ui/pages/{parts[2]}"
    if len(parts) >= 3 and parts[0] == "ui":
        return f"ui/{parts[1]}"
    if len(parts) >= 3 and parts[0] == "core":
        return parts[1]
    return APP if parts[0] == "app" else None


def is_known(room):
    return room == APP or room in ROOMS or room.startswith("ui/pages/")


def may_use(user, used, file):
    if user in (used, APP) or (file == MESSAGE and user == MESSAGE_USER):
        return True
    return used in (PAGE if user.startswith("ui/pages/") else ROOMS.get(user, ()))
