// The published API as functions; api/binding.cpp gathers them into a Binding, whose comments are their contracts.
#pragma once

#include <array>

#include "api/binding.hpp"

namespace interlock::published {

/// Terraform's provider writes 50 levels in a call; 100 members and wrap-up codes are the platform's own limit
/// (published-api.md, 1). Divisions change through an endpoint of their own.
inline constexpr std::array kBatches{
    Batch{.kind = Kind::user, .field = "levels", .sets = 50, .removals = 1, .whole = 50},
    Batch{.kind = Kind::user, .field = "languages", .sets = 50, .removals = 1},
    Batch{.kind = Kind::queue, .field = "members", .sets = 100, .removals = 100},
    Batch{.kind = Kind::queue, .field = "wrapup_codes", .sets = 100, .removals = 1},
    Batch{.kind = Kind::queue, .field = "division", .in_create = true},
    Batch{.kind = Kind::skill_group, .field = "division", .in_create = true},
    Batch{.kind = Kind::schedule, .field = "division", .in_create = true},
    Batch{.kind = Kind::schedule_group, .field = "division", .in_create = true},
    Batch{.kind = Kind::ivr, .field = "division", .in_create = true},
    Batch{.kind = Kind::emergency_group, .field = "division", .in_create = true},
    Batch{.kind = Kind::data_table, .field = "division", .in_create = true},
};

// reads.cpp
std::vector<Read> reads(const Manifest& desired, const Snapshot& snapshot);
std::vector<Read> all_reads(const std::set<Kind>& kinds, const Snapshot& snapshot);
std::optional<Read> guard_read(const LiveObject& object);
Call read_call(const Read& read, const std::string& cursor);
void record(Snapshot& snapshot, const Read& read, const List& entities);
void record_item(Snapshot& snapshot, const Read& read, const Response& response, const Value& body);

// pages.cpp
Result<Page> page(const Value& body, const std::string& endpoint);

// live.cpp
LiveState live_state(const Snapshot& snapshot, const Manifest& desired, const Tenant& tenant, Problems& problems);

// document.cpp
Map document(const Snapshot& snapshot, const Tenant& tenant);

// permissions.cpp
Call rights_call();
std::string_view permission(const Step& step, Right right);
bool grants(const Value& rights, std::string_view permission, const ResourceId& division);

// statistics.cpp
std::vector<StatisticsCall> statistics_calls(const std::vector<ResourceId>& queues, Wall from, Wall until);
Result<std::map<ResourceId, QueueCounts>> statistics(const std::vector<ResourceId>& asked, const Value& body,
                                                     const std::string& endpoint);

// calls.cpp
Map fields(Kind kind, const Value& body, const Names& names, const Tenant& tenant);
Item item(Kind kind, const Response& response, const Value& body);
std::optional<LastChange> last_change(const Value& body);
bool is_fallback(Kind kind, const Value& body);
Read step_read(const Step& step, const ResourceId& id);
Value body_of_part(Part part, const List& entities);
std::optional<ResourceId> id_to_be(const Address& address, const Names& names);
Call create_call(const Step& step, const Names& names, const Tenant& tenant);
Call update_call(const Step& step, std::span<const FieldEdit> edits, const Value& body, const Guard& guard,
                 const Names& names, const Tenant& tenant);
Call remove_call(const Step& step);
bool keeps_names(Kind kind);
Call token_call(const Secret& basic_credentials);
Call organization_call();
ApiError error(const Response& response);

/// The version of a body, or the digest of what is managed of it; nothing where a version is missing (B53).
std::optional<Guard> guard_of(Kind kind, const Value& body);

}  // namespace interlock::published
