// What libgsoap++ expects of a program: the table of the contract's namespaces (soapcpp2 writes it
// as a header), and the hook of multi-reference output, which is compiled out (WITH_NOIDREF).
#include "contract.nsmap"

#undef soap_markelement
extern "C" void soap_markelement(struct soap*, const void*, int) {}
