#pragma once
// Included ahead of every generated serializer file (compiler option -include): sends the calls
// that write XML to the WCF writer (contract/wcf_writer.h) instead of libgsoap's own functions,
// and makes text content strict on the way in. Reading is otherwise libgsoap's.

#include <string>

#include "stdsoap2.h"

namespace uws::contract {
int write_begin(struct soap*, const char* tag);
int write_end(struct soap*, const char* tag);
int write_null(struct soap*, const char* tag);
int write_empty(struct soap*, const char* tag);
int write_text(struct soap*, const char* text);
int write_int(struct soap*, const char* tag, long long value);
}  // namespace uws::contract

inline int uws_element_id(struct soap* s, const char* tag, const void* p) {
  if (p) return 0;
  uws::contract::write_null(s, tag);
  return -1;
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
