#include "model/principal.h"

namespace hookline::model {

std::string_view toText(Role role) {
  switch (role) {
    case Role::kProducer:
      return "producer";
    case Role::kViewer:
      return "viewer";
    case Role::kOperator:
      return "operator";
    case Role::kAdmin:
      return "admin";
  }
  return "viewer";
}

std::optional<Role> parseRole(std::string_view text) {
  for (const Role role : {Role::kProducer, Role::kViewer, Role::kOperator, Role::kAdmin})
    if (text == toText(role)) return role;
  return std::nullopt;
}

bool allows(Role role, Permission permission) {
  switch (permission) {
    case Permission::kPostEvents:
      return role != Role::kViewer;
    case Permission::kRead:
      return role != Role::kProducer;
    case Permission::kOperate:
      return role == Role::kOperator || role == Role::kAdmin;
    case Permission::kAdminister:
      return role == Role::kAdmin;
  }
  return false;
}

std::vector<std::string> permissionsOf(Role role) {
  std::vector<std::string> words;
  if (allows(role, Permission::kPostEvents)) words.emplace_back("post_events");
  if (allows(role, Permission::kRead)) words.emplace_back("read");
  if (allows(role, Permission::kOperate)) words.emplace_back("operate");
  if (allows(role, Permission::kAdminister)) words.emplace_back("administer");
  return words;
}

}  // namespace hookline::model
