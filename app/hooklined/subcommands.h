#pragma once
#include <string>
#include <vector>

#include "hooklined/console.h"
#include "hooklined/option_values.h"

namespace hookline::hooklined {

// One function a subcommand, each in its own file. They answer the exit code. Thread: the program's first, before others start.

int serve(const OptionValues& values, const Console& console);
int receive(const OptionValues& values, const Console& console);
int tokenCreate(const OptionValues& values, const Console& console);
int tokenList(const OptionValues& values, const Console& console);
int tokenRevoke(const OptionValues& values, const Console& console);
int exportConfiguration(const OptionValues& values, const Console& console);
int importConfiguration(const OptionValues& values, const Console& console);
int keyStatus(const OptionValues& values, const Console& console);
int keyRotate(const OptionValues& values, const Console& console);
int keyChange(const OptionValues& values, const Console& console);
int doctor(const OptionValues& values, const Console& console);
int backup(const OptionValues& values, const Console& console);
int restore(const OptionValues& values, const Console& console);
int sandboxServices(const OptionValues& values, const Console& console);
int simulate(const OptionValues& values, const Console& console);

/// The whole program: `words` are what follows its name.
int run(const std::vector<std::string>& words, const Console& console);

}  // namespace hookline::hooklined
