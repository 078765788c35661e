#include "bridge/tools/record_command.h"

#include <CLI/CLI.hpp>
#include <boost/asio/signal_set.hpp>
#include <charconv>
#include <csignal>
#include <memory>
#include <ostream>
#include <system_error>

#include "base/url.h"
#include "bridge/http/tls.h"
#include "bridge/ops/events.h"
#include "bridge/recording/proxy.h"
#include "bridge/tools/recording_command.h"

namespace uws::tools {
namespace {

constexpr int kExitFailed = 1;
constexpr std::chrono::seconds kDrainPatience{5};

struct RecordArguments {
  recording::RecorderSettings recorder;
  recording::ProxySettings proxy;
  http::ClientLimits limits;
  http::TlsSettings tls;
  std::string listen;
  bool legacy = false;
};

// "127.0.0.1:8080", "[::1]:8080"
bool read_listen(const std::string& text, http::Listen& listen) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return false;
  listen.address = base::host_of(text.substr(0, colon));
  const auto* end = text.data() + text.size();
  return std::from_chars(text.data() + colon + 1, end, listen.port).ptr == end;
}

int serve(const RecordArguments& arguments, http::Listen listen, std::ostream& out) {
  recording::RecorderCounters counters;
  recording::Recorder recorder(arguments.recorder, counters);
  http::Pool pool(2);
  http::Server server(pool, std::move(listen), ops::no_events());
  server.serve(http::once_per_context(
      recording::recording_proxy(arguments.proxy, arguments.limits, recorder)));
  boost::asio::signal_set signals(pool.context(0), SIGTERM, SIGINT);
  signals.async_wait([&](boost::system::error_code error, int) {
    if (!error) server.drain(kDrainPatience, [&] { pool.stop(); });
  });
  out << "listening record " << server.endpoint() << std::endl;
  pool.run();
  return kExitOk;
}

int run(const RecordArguments& arguments, std::ostream& out, std::ostream& err) {
  http::Listen listen{.name = "record"};
  listen.limits.header_timeout = listen.limits.body_timeout = std::chrono::seconds(60);
  recording::ScrubChoice choice;
  for (const auto& word : arguments.recorder.scrub) {
    if (recording::read_choice(word, choice)) continue;
    err << "--scrub: identifiers, names and addresses are known\n";
    return kExitUsage;
  }
  if (!base::is_web_url(arguments.proxy.to) || !read_listen(arguments.listen, listen)) {
    err << "--to must be a URL, --listen HOST:PORT\n";
    return kExitUsage;
  }
  if (!arguments.tls.certificate.empty()) {
    auto settings = arguments.tls;
    if (arguments.legacy) settings.level = http::TlsLevel::legacy;
    auto context = http::TlsContext::load(std::move(settings));
    if (!context) {
      err << context.error() << '\n';
      return kExitUsage;
    }
    listen.tls = std::move(*context);
  }
  try {
    return serve(arguments, std::move(listen), out);
  } catch (const std::system_error& error) {
    err << error.what() << '\n';
    return kExitFailed;
  }
}

void declare(CLI::App& command, RecordArguments& a) {
  command.add_option("--to", a.proxy.to, "the old service: https://host[:port]")
      ->required()
      ->type_name("URL");
  command.add_option("--listen", a.listen, "where clients connect instead")
      ->required()
      ->type_name("HOST:PORT");
  command.add_option("--out", a.recorder.directory, "folder of the recordings")
      ->required()
      ->type_name("DIR");
  command.add_option("--max-bytes", a.recorder.max_bytes, "of all of them; the oldest go");
  command.add_option("--operations", a.recorder.operations, "CarrierService.*, …; default: all")
      ->delimiter(',');
  command
      .add_option("--scrub", a.recorder.scrub,
                  "what to scrub besides secrets: identifiers,names,addresses")
      ->delimiter(',');
  command.add_option("--certificate", a.tls.certificate, "PEM file, to listen with TLS")
      ->type_name("FILE");
  command.add_option("--key", a.tls.key, "PEM file of its key")->type_name("FILE");
  command.add_flag("--legacy-tls", a.legacy, "take TLS 1.0 and 1.1 too");
  command.add_option("--ca-file", a.limits.ca_file, "authorities to trust besides the system's")
      ->type_name("FILE");
  command.add_option("--proxy", a.limits.proxy, "HTTP proxy on the way to the old service")
      ->type_name("URL");
}

}  // namespace

Command record_command(std::ostream& out, std::ostream& err) {
  return {"record", "Record what passes between clients and the old service",
          [&out, &err](CLI::App& command) -> std::function<int()> {
            const auto arguments = std::make_shared<RecordArguments>();
            declare(command, *arguments);
            return [arguments, &out, &err] { return run(*arguments, out, err); };
          }};
}

}  // namespace uws::tools
