#pragma once

namespace hookline::theme {

/// Makes the compiled-in icons and style sheet readable; a static library's resources are not found before. Cheap to repeat.
void loadResources();

}  // namespace hookline::theme
