#pragma once
// What nearly every file of ui/ reads.
#include <QWidget>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>
