# cmake -DROOT=wsdl -DOUTPUT=file.cpp -P embed_contract.cmake
# Writes the documents below ROOT as the table behind contract/documents.h.
file(GLOB_RECURSE FILES RELATIVE ${ROOT} ${ROOT}/*.wsdl ${ROOT}/*.xsd)
list(SORT FILES)
set(TABLE "")
foreach(FILE IN LISTS FILES)
  file(READ ${ROOT}/${FILE} TEXT)
  string(APPEND TABLE "    {\"${FILE}\", R\"uws(${TEXT})uws\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"contract/documents.h\"

namespace uws::contract {
namespace {

constexpr ContractDocument kDocuments[] = {
${TABLE}};

}  // namespace

std::span<const ContractDocument> contract_documents() { return kDocuments; }

}  // namespace uws::contract
")
