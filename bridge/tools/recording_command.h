#pragma once
// uws-bridge recording: files of recordings into other forms, and without secrets.

#include <iosfwd>
#include <string>

#include "bridge/tools/cli.h"

namespace uws::tools {

// recording convert FROM TO: .har, a folder of either, or golden .txt in; TO by its ending: .har,
// .txt (one exchange) or .json (WireMock mappings), else a folder of golden files.
// recording scrub FROM TO.har: the same without secrets.
Command recording_command(std::ostream& out, std::ostream& err);

// Adds --scrub and --key-file to `command`; what they say is put into the two.
void add_scrub_options(CLI::App& command, std::string& choice, std::string& key_file);
// The key in that file, or that of the folder `beside` when none is given; a random one when there
// is neither. Error: one line.
std::string scrub_key(const std::string& key_file, const std::string& beside, std::string& error);

}  // namespace uws::tools
