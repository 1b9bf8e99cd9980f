#include "sandbox/sandbox.hpp"

#include <mutex>

#include "adapters/files.hpp"
#include "adapters/http_server.hpp"
#include "adapters/process.hpp"
#include "adapters/system.hpp"
#include "cli/commands.hpp"
#include "codec/json.hpp"
#include "sandbox/faults/injector.hpp"

namespace interlock::command {
namespace {

constexpr int kSecretBytes = 24;

Result<Value> tenant_document(const std::string& path) {
  if (path.empty()) {
    return Problem{.rule = "B41", .message = "the sandbox needs a tenant to serve", .hint = "--tenant FILE"};
  }
  const auto source = read_file(path);
  if (!source) return source.problems();
  return parse_json(source->text, source->name, Exit::invalid);
}

std::string organization_id(const Sandbox& sandbox) {
  const auto document = sandbox.document();
  const auto* organization = document.find("organization");
  return organization != nullptr ? text_or(*organization, "id") : std::string();
}

std::string loopback(const HttpServer& server) { return "http://127.0.0.1:" + std::to_string(server.port()); }

std::string ready_line(const HttpServer& published, const HttpServer& guide, const SandboxOptions& options,
                       const Sandbox& sandbox) {
  return write_json(Map{{"ready", true},
                        {"published", loopback(published)},
                        {"guide", loopback(guide)},
                        {"client_id", options.client_id},
                        {"client_secret", options.client_secret},
                        {"organization", organization_id(sandbox)}}) +
         "\n";
}

/// What makes the trouble that was asked for; none without a script.
Result<sandbox::FaultInjector> trouble_of(const std::string& path, const SandboxOptions& options) {
  if (path.empty()) return sandbox::FaultInjector({}, options.access_token);
  const auto source = read_file(path);
  if (!source) return source.problems();
  auto script = sandbox::read_fault_script(*source);
  if (!script) return script.problems();
  return sandbox::FaultInjector(*std::move(script), options.access_token);
}

/// Serves until a signal comes; the servers are gone when this returns.
Problems serve(Context& context, Sandbox& sandbox, sandbox::FaultInjector& trouble, const SandboxOptions& options) {
  SystemClock clock;
  std::mutex one_at_a_time;  // each server has a thread of its own, the tenant is one
  const auto start = [&](int port, Api api) {
    return HttpServer::start(static_cast<std::uint16_t>(port), [&, api](const Request& request) {
      const std::lock_guard lock(one_at_a_time);
      return trouble.answer(sandbox, request, clock.now(), clock.wall(), api);
    });
  };
  const auto published = start(context.options.port, Api::published);
  if (!published) return published.problems();
  const auto guide = start(context.options.guide_port, Api::guide);
  if (!guide) return guide.problems();
  context.output.data(ready_line(*published, *guide, options, sandbox));
  context.output.flush();
  wait_for_signal();
  return {};
}

}  // namespace

Exit sandbox(Context& context) {
  const auto& path = context.options.tenant_file;
  const auto document = tenant_document(path);
  if (!document) return conclude(context, document.problems());
  SystemRandom random;
  const SandboxOptions options{.client_id = "sandbox",
                               .client_secret = random_hex(random, kSecretBytes),
                               .access_token = random_hex(random, kSecretBytes)};
  auto sandbox = Sandbox::load(*document, options, path);
  if (!sandbox) return conclude(context, sandbox.problems());
  auto trouble = trouble_of(context.options.faults, options);
  if (!trouble) return conclude(context, trouble.problems());
  auto problems = serve(context, *sandbox, *trouble, options);
  if (context.options.save && !has_errors(problems)) {
    append(problems, context.output.file(path, write_json_pretty(sandbox->document())));
  }
  return conclude(context, problems);
}

}  // namespace interlock::command
