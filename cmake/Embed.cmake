# embed(<target> <header-name> <namespace> [BASE folder] FILES …): the bytes of files, compiled in, so that a program needs no data files.
# The generated header declares: std::span<const EmbeddedFile> files() in the given namespace (name = file name, or its path below BASE).
function(embed target header namespace)
  cmake_parse_arguments(E "" "BASE" "FILES" ${ARGN})
  set(out ${CMAKE_BINARY_DIR}/embedded/${target})
  set(cpp ${out}/${header}.cpp)
  add_custom_command(OUTPUT ${cpp} ${out}/${header}.h
    COMMAND ${CMAKE_COMMAND} -DOUT=${out}/${header} -DNAME=${header} -DNAMESPACE=${namespace} "-DBASE=${E_BASE}"
      "-DFILES=${E_FILES}"
      -P ${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake
    DEPENDS ${E_FILES} ${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake VERBATIM)
  # A library of its own, which waits for nothing: the files of a room would be made after all that the room links.
  add_library(${target}_${header} STATIC ${cpp} ${out}/${header}.h)
  target_link_libraries(${target}_${header} PRIVATE hookline_flags)
  target_include_directories(${target}_${header} PUBLIC ${out})
  target_link_libraries(${target} PRIVATE ${target}_${header})
endfunction()
