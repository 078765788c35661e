# Writes operations.inc: UWS_ROW(Service, Operation, "SOAPAction") for every SOAP operation that the
# WSDL documents of the services declare, in their order.
file(GLOB services CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/wsdl/*/*.wsdl)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${services})
set(rows "")
foreach(wsdl ${services})
  file(STRINGS ${wsdl} lines REGEX "soapAction=\"[^\"]+\"")
  foreach(line ${lines})
    string(REGEX REPLACE ".*soapAction=\"([^\"]+/I([A-Za-z]+)/([A-Za-z0-9]+))\".*"
           "UWS_ROW(\\2, \\3, \"\\1\")\n" row ${line})
    string(APPEND rows ${row})
  endforeach()
endforeach()
file(CONFIGURE OUTPUT operations.inc CONTENT "${rows}" @ONLY)
