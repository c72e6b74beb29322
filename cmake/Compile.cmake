# How everything here is compiled: one set of flags for all rooms, so that they can share precompiled headers.
add_library(hookline_flags INTERFACE)
if(MSVC)
  target_compile_options(hookline_flags INTERFACE /W4 /permissive- /utf-8 /EHsc)
  target_compile_definitions(hookline_flags INTERFACE NOMINMAX WIN32_LEAN_AND_MEAN _WIN32_WINNT=0x0A00)
else()
  target_compile_options(hookline_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror=return-type
    -Werror=unused-result)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(hookline_flags INTERFACE -fpch-preprocess) # lets ccache see into precompiled headers
    if(HOOKLINE_UNITY)
      # A source that is read together with others looks like a header to gcc, which then minds its unnamed namespace.
      target_compile_options(hookline_flags INTERFACE -Wno-subobject-linkage)
    endif()
  else()
    target_compile_options(hookline_flags INTERFACE -Wthread-safety)
    if(HOOKLINE_PCH)
      target_compile_options(hookline_flags INTERFACE "SHELL:-Xclang -fno-pch-timestamp") # lets ccache take two of the same bytes for one
    endif()
  endif()
  find_program(HOOKLINE_LLD ld.lld)
  if(HOOKLINE_LLD)
    target_link_options(hookline_flags INTERFACE -fuse-ld=lld)
  endif()
endif()
# What is under test works as hard as the tests: unoptimised, it would double their time. Tests and ui/ are built as they are, which halves
# the time of building them.
add_library(hookline_core_flags INTERFACE)
target_link_libraries(hookline_core_flags INTERFACE hookline_flags)
if(NOT MSVC)
  target_compile_options(hookline_core_flags INTERFACE $<$<CONFIG:Debug>:-O1>)
endif()
# The fuzz programs (tests/fuzz) live where AddressSanitizer watches; the rooms tell them what an input reached.
set(HOOKLINE_FUZZ OFF)
if(HOOKLINE_SANITIZE MATCHES "address" AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  set(HOOKLINE_FUZZ ON)
  target_compile_options(hookline_core_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(HOOKLINE_SANITIZE)
  target_compile_options(hookline_flags INTERFACE -fsanitize=${HOOKLINE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(hookline_flags INTERFACE -fsanitize=${HOOKLINE_SANITIZE})
endif()
