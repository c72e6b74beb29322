#include "theme/resources.h"

#include <QtGlobal>

// Outside every namespace, as the macro demands.
static void initialise() { Q_INIT_RESOURCE(desktop); }

namespace hookline::theme {

void loadResources() { initialise(); }

}  // namespace hookline::theme
