#include "engine/reader.hpp"

#include "base/text.hpp"
#include "codec/json.hpp"
#include "engine/failure.hpp"
#include "engine/gather.hpp"
#include "engine/tenancy.hpp"
#include "engine/vetting.hpp"

namespace interlock {

Result<std::string> check_organization(Connection& connection, const std::string& expected) {
  auto call = connection.binding.organization_call();
  const auto asked = endpoint(call.request);
  const auto reply = ask(connection, std::move(call));
  if (reply.signal != 0) return interrupted_by(reply.signal);
  if (reply.answer.kind != Answer::Kind::done) return unreadable(connection.binding, asked, reply.answer);
  const auto body = parse_json(reply.answer.response.body, asked);
  if (!body) return body.problems();
  const auto id = text_or(*body, "id");
  if (id.empty()) {
    return Problem{.rule = "B53",
                   .exit = Exit::refused,
                   .where = whole_file(asked),
                   .message = "/id: no id: it cannot be told which organization the credentials are for"};
  }
  if (!expected.empty() && id != expected) {
    return elsewhere(
        foreign_organization(id, text_or(*body, "name"), expected) + " for tenant " + quoted(connection.tenant.name),
        connection.tenant.at);
  }
  connection.courier.confirm_organization(id);
  return id;
}

Problems gather(Connection& connection, Tenancy& tenancy, const std::vector<Read>& reads) {
  Gathering gathering(connection, tenancy.snapshot, reads);
  drive(gathering, connection.courier, connection.world);
  tenancy.reads += gathering.requests();
  return gathering.problems();
}

namespace {

/// Round by round, until nothing is missing: lists show what else is to be read.
template <class Missing>
Result<Tenancy> read_rounds(Connection& connection, const Missing& missing) {
  const auto organization = check_organization(connection, connection.tenant.organization);
  if (!organization) return organization.problems();
  Tenancy tenancy{.organization = *organization, .reads = 1};
  for (auto reads = missing(tenancy.snapshot); !reads.empty(); reads = missing(tenancy.snapshot)) {
    if (auto problems = gather(connection, tenancy, reads); has_errors(problems)) return problems;
  }
  return tenancy;
}

}  // namespace

Result<Tenancy> read_tenancy(Connection& connection, const Manifest& desired) {
  return read_rounds(connection, [&](const Snapshot& snapshot) { return connection.binding.reads(desired, snapshot); });
}

Result<Tenancy> read_everything(Connection& connection, const std::set<Kind>& kinds) {
  return read_rounds(connection,
                     [&](const Snapshot& snapshot) { return connection.binding.all_reads(kinds, snapshot); });
}

TenantView view_of(Connection& connection, const Manifest& desired, const Tenancy& tenancy, Problems& problems) {
  return {.organization = tenancy.organization,
          .live = connection.binding.live_state(tenancy.snapshot, desired, connection.tenant, problems),
          .reads = tenancy.reads};
}

Result<TenantView> read_tenant(Connection& connection, const Intent& intent, Problems& problems) {
  const auto whole = with_departed(intent);
  const auto& needed = whole ? *whole : intent.desired;
  const auto tenancy = read_tenancy(connection, needed);
  if (!tenancy) return tenancy.problems();
  return view_of(connection, needed, *tenancy, problems);
}

}  // namespace interlock
