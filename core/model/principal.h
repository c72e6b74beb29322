#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "model/ids.h"

namespace hookline::model {

/// producer posts events and nothing else; each later role may do all that viewer … before it may (interfaces.md §5).
enum class Role { kProducer, kViewer, kOperator, kAdmin };
std::string_view toText(Role role);
std::optional<Role> parseRole(std::string_view text);

/// What a caller may be asked to be allowed to do.
enum class Permission { kPostEvents, kRead, kOperate, kAdminister };
bool allows(Role role, Permission permission);
/// The words of `GET /api/me`'s `can`.
std::vector<std::string> permissionsOf(Role role);

/// Who makes a call.
struct Principal {
  std::string name;  ///< of the token, or "owner"
  Role role = Role::kViewer;
  TokenId token;  ///< 0: not by token
};

struct ApiToken {
  TokenId id;
  std::string name;
  std::string kid;
  std::string hash;  ///< SHA-256, raw
  Role role = Role::kViewer;
  int eventsPerSecond = 0;  ///< 0: no limit
  base::WallTime createdAt{};
  std::optional<base::WallTime> lastUsedAt;
};

}  // namespace hookline::model
