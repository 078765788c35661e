#pragma once
// Included ahead of every generated serializer file (compiler option -include). What the generated
// code does with characters, it does with the contract's own parts instead of libgsoap's: writing
// goes to the WCF writer (contract/wcf_writer.h), reading takes tokens (contract/token_reader.h).
// Multi-reference ids do not exist here: nothing is looked up, an object is its own.

#include <string>

#include "stdsoap2.h"

namespace uws::contract {
int write_begin(struct soap*, const char* tag);
int write_end(struct soap*, const char* tag);
int write_null(struct soap*, const char* tag);
int write_empty(struct soap*, const char* tag);
int write_text(struct soap*, const char* text);
int write_int(struct soap*, const char* tag, long long value);

int read_begin(struct soap*, const char* tag);
int read_end(struct soap*);
void read_revert(struct soap*);
int read_peek(struct soap*);
const char* read_text(struct soap*);
int* read_int(struct soap*, const char* tag, int* into);
LONG64* read_long(struct soap*, const char* tag, LONG64* into);
}  // namespace uws::contract

inline int uws_element_id(struct soap* s, const char* tag, const void* p) {
  if (p) return 0;
  uws::contract::write_null(s, tag);
  return -1;
}

inline void* uws_enter(struct soap* s, void* p) {
  s->alloced = 0;
  return p;
}

#define soap_element_begin_out(soap, tag, id, type) \
  ((void)(id), uws::contract::write_begin(soap, tag))
#define soap_element_end_out(soap, tag) uws::contract::write_end(soap, tag)
#define soap_element_null(soap, tag, id, type) uws::contract::write_null(soap, tag)
#define soap_element_empty(soap, tag, id, type) uws::contract::write_empty(soap, tag)
#define soap_element_id(soap, tag, id, p, a, n, type, t, mark) uws_element_id(soap, tag, p)
#define soap_embedded_id(soap, id, p, t) (id)
#define soap_element_result(soap, tag) SOAP_OK
#define soap_string_out(soap, text, flag) uws::contract::write_text(soap, text)
#define soap_send(soap, text) uws::contract::write_text(soap, text)
#define soap_outint(soap, tag, id, p, type, t) uws::contract::write_int(soap, tag, *(p))
#define soap_outLONG64(soap, tag, id, p, type, t) uws::contract::write_int(soap, tag, *(p))

#define soap_element_begin_in(soap, tag, nillable, type) uws::contract::read_begin(soap, tag)
#define soap_element_end_in(soap, tag) uws::contract::read_end(soap)
#define soap_revert(soap) uws::contract::read_revert(soap)
#define soap_peek_element(soap) uws::contract::read_peek(soap)
#define soap_string_in(soap, flag, min, max, pattern) \
  (const_cast<char*>(uws::contract::read_text(soap)))
#define soap_value(soap) uws::contract::read_text(soap)
#define soap_inint(soap, tag, p, type, t) uws::contract::read_int(soap, tag, p)
#define soap_inLONG64(soap, tag, p, type, t) uws::contract::read_long(soap, tag, p)
#define soap_id_enter(soap, id, p, t, n, type, array, make, base) uws_enter(soap, p)
#define soap_update_pointers(soap, to, from, size) ((void)(to), (void)(from))
