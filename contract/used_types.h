#pragma once
// A WCF service publishes of a shared namespace only the types that its own contract reaches.

#include "contract/imports.h"

namespace uws::contract {

// Takes out of schemas that lie outside the folder of the main WSDL (common.xsd) the types, with
// their global elements, that no schema of the service's own refers to, directly or through others.
// WCF's own types (the Serialization namespace) stay as they are: that text is fixed. wsimport
// stumbles over types of common.xsd that most services do not use.
void keep_used_types(DocumentSet& documents);

}  // namespace uws::contract
