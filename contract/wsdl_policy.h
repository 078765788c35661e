#pragma once
// What WCF adds to the WSDL of a basicHttpBinding over https, and only there.

namespace pugi {
class xml_node;
}

namespace uws::contract {

// For each binding in `definitions`: a wsp:Policy "<binding>_policy" that asks for transport
// security, as the first children, and a reference to it in the binding. A document that has a
// policy of its own is left as it is, and so is one without bindings.
void add_transport_policy(pugi::xml_node definitions);

}  // namespace uws::contract
