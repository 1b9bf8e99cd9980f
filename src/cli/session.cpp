#include "cli/session.hpp"

#include "adapters/http_client.hpp"
#include "adapters/process.hpp"
#include "base/text.hpp"
#include "cli/credentials.hpp"
#include "cli/discreet_transport.hpp"
#include "cli/intent.hpp"
#include "cli/reading_transport.hpp"
#include "cli/written_files.hpp"
#include "codec/manifest.hpp"

namespace interlock {
namespace {

std::unique_ptr<Transport> transport_to(const Destination& destination, Context& context, Reach reach) {
  std::unique_ptr<Transport> client = std::make_unique<HttpClient>(
      HttpClientOptions{.origin = destination.origin,
                        .login_origin = destination.api == Api::published ? destination.login_origin : std::string(),
                        .ca_file = context.options.ca_file,
                        .use_proxy_from_environment = context.options.proxy_from_environment,
                        .connections = context.options.parallelism});
  if (reach == Reach::reads) {
    client = std::make_unique<ReadingTransport>(std::move(client), binding(destination.api).token_call({}).request);
  }
  return std::make_unique<DiscreetTransport>(std::move(client), context.output);
}

void add_credentials(Context& context, Task& task, Problems& problems) {
  if (has_errors(problems)) return;
  auto credentials = find_credentials(context.environment, context.output);
  if (credentials) {
    task.credentials = *std::move(credentials);
  } else {
    append(problems, credentials.problems());
  }
}

}  // namespace

Task prepare(Context& context, Problems& problems) {
  Task task{.destination = find_destination(context, {}, problems)};
  task.intent = read_intent(context, task.destination.api, task.destination.settings, problems);
  append(problems, unwritable_files(context.options));
  add_credentials(context, task, problems);
  return task;
}

Task prepare_reading(Context& context, const std::string& tenant, Problems& problems) {
  Task task{.destination = find_destination(context, tenant, problems)};
  task.intent.scope = scope_of(context, task.destination.settings, problems);
  append(problems, unwritable_files(context.options));
  add_credentials(context, task, problems);
  return task;
}

Session::Session(Context& context, const Destination& destination, const Credentials& credentials, Reach reach)
    : destination_(destination),
      parallelism_(context.options.parallelism),
      transport_(transport_to(destination, context, reach)),
      courier_(binding(destination.api), credentials,
               {.rates = destination.tenant.rates, .max_wait = context.options.max_wait}, random_),
      progress_(context, clock_, courier_) {
  const auto name =
      destination.tenant.name.empty() ? std::string() : "tenant " + quoted(destination.tenant.name) + " at ";
  detail(context, name + visible(destination.origin) + ", " + std::string(api_name(destination.api)) + " API");
}

Session::~Session() = default;

Connection Session::connection() {
  return {.binding = binding(destination_.api),
          .tenant = destination_.tenant,
          .courier = courier_,
          .world = {.clock = clock_,
                    .transport = *transport_,
                    .interrupted = caught_signal,
                    .progress = [this] { progress_.reading(); }},
          .parallelism = parallelism_};
}

Result<PlannedTenant> make_plan_now(Context& context, Session& session, const Task& task, Problems& problems) {
  auto connection = session.connection();
  auto planned = plan_tenant(connection, task.intent, problems, terms_of(context, task.destination.settings));
  if (!planned) return planned;
  auto& plan = planned->plan;
  plan.tenant = task.destination.tenant.name;
  plan.organization = planned->view.organization;
  plan.api = task.destination.api;
  plan.created = std::chrono::floor<std::chrono::seconds>(session.clock().wall());
  if (const auto& valid_for = context.options.valid_for) plan.expires = plan.created + *valid_for;
  plan.manifest_digest = digest(task.intent.desired);
  return planned;
}

}  // namespace interlock
