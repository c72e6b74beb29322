#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "hooklined/subcommands.h"

int main(int argc, char** argv) {
  using namespace hookline;
  const hooklined::Console console{std::cout, std::cerr, platform::systemEnvironment};
  try {
    return hooklined::run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc), console);
  } catch (const std::exception& error) {
    std::cerr << "hooklined: stopped by an error that was not foreseen: " << error.what() << '\n';
    return hooklined::kExitFailed;
  }
}
