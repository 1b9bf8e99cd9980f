#include "cli/session.hpp"

#include "adapters/http_client.hpp"
#include "adapters/process.hpp"
#include "base/text.hpp"
#include "cli/credentials.hpp"
#include "cli/discreet_transport.hpp"
#include "cli/intent.hpp"
#include "cli/written_files.hpp"
#include "codec/manifest.hpp"

namespace interlock {
namespace {

std::unique_ptr<Transport> transport_to(const Destination& target, Context& context) {
  auto client = std::make_unique<HttpClient>(
      HttpClientOptions{.origin = target.origin,
                        .ca_file = context.options.ca_file,
                        .use_proxy_from_environment = context.options.proxy_from_environment,
                        .connections = context.options.parallelism});
  return std::make_unique<DiscreetTransport>(std::move(client), context.output);
}

}  // namespace

Task prepare(Context& context, Problems& problems) {
  Task task{.target = find_target(context, {}, problems)};
  task.intent = read_intent(context, task.target.api, task.target.settings, problems);
  append(problems, unwritable_files(context.options));
  if (has_errors(problems)) return task;
  auto credentials = find_credentials(context.environment, context.output);
  if (credentials) {
    task.credentials = *std::move(credentials);
  } else {
    append(problems, credentials.problems());
  }
  return task;
}

Session::Session(Context& context, const Destination& target, const Credentials& credentials)
    : target_(target),
      parallelism_(context.options.parallelism),
      transport_(transport_to(target, context)),
      courier_(binding(target.api), credentials, {.rates = target.tenant.rates, .max_wait = context.options.max_wait},
               random_),
      progress_(context, clock_, courier_) {
  const auto name = target.tenant.name.empty() ? std::string() : "tenant " + quoted(target.tenant.name) + " at ";
  detail(context, name + visible(target.origin) + ", " + std::string(api_name(target.api)) + " API");
}

Session::~Session() = default;

Connection Session::connection() {
  return {.binding = binding(target_.api),
          .tenant = target_.tenant,
          .courier = courier_,
          .world = {.clock = clock_,
                    .transport = *transport_,
                    .interrupted = caught_signal,
                    .progress = [this] { progress_.reading(); }},
          .parallelism = parallelism_};
}

Result<PlannedTenant> make_plan_now(Context& context, Session& session, const Task& task, Problems& problems) {
  auto connection = session.connection();
  auto planned = plan_tenant(connection, task.intent, problems, terms_of(context, task.target.settings));
  if (!planned) return planned;
  auto& plan = planned->plan;
  plan.tenant = task.target.tenant.name;
  plan.organization = planned->view.organization;
  plan.api = task.target.api;
  plan.created = std::chrono::floor<std::chrono::seconds>(session.clock().wall());
  if (const auto& valid_for = context.options.valid_for) plan.expires = plan.created + *valid_for;
  plan.manifest_digest = digest(task.intent.desired);
  return planned;
}

}  // namespace interlock
