# Read by ctest when it starts (see suites() in Room.cmake): one ctest test a GoogleTest suite. A process a test would spend more time on
# starting programs than on testing; a process a program would leave nothing to run side by side.
# add_suites(<target> <program> <folder of results> <label>)
function(add_suites target program results label)
  execute_process(COMMAND ${program} --gtest_list_tests OUTPUT_VARIABLE listed RESULT_VARIABLE code ERROR_QUIET)
  if(NOT code EQUAL 0)
    add_test(${target} ${program}) # not built, or it cannot start: running it says so
    return()
  endif()
  string(REGEX MATCHALL "(^|\n)[^ \n#][^ \n#]*\\." suites "${listed}")
  string(REGEX REPLACE "^hookline_|_test$" "" room ${target})
  foreach(suite IN LISTS suites)
    string(REGEX REPLACE "^\n|\\.$" "" suite ${suite})
    set(name ${room}.${suite})
    string(REPLACE "/" "-" file ${name})
    add_test(${name} ${program} --gtest_filter=${suite}.* --gtest_output=xml:${results}/${file}.xml)
    if(suite MATCHES "^Long") # behind ./dev test --long
      set_tests_properties(${name} PROPERTIES LABELS long TIMEOUT 3600)
    else()
      set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT 300)
    endif()
  endforeach()
endfunction()
