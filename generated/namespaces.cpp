// libgsoap looks up the contract's namespaces in a global table; soapcpp2 writes it as a header.
#include "contract.nsmap"
