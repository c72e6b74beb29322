#pragma once
#include "pch_core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
