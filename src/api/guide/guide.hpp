// The guide API as functions; api/binding.cpp gathers them into a Binding, whose comments are their contracts.
#pragma once

#include "api/binding.hpp"

namespace interlock::guide {

// reads.cpp
std::vector<Read> reads(const Manifest& desired, const Snapshot& snapshot);
std::vector<Read> all_reads(const std::set<Kind>& kinds, const Snapshot& snapshot);
std::optional<Read> guard_read(const LiveObject& object);
Call read_call(const Read& read, const std::string& cursor);
Result<Page> page(const Value& body, const std::string& endpoint);
void record(Snapshot& snapshot, const Read& read, const List& entities);
void record_item(Snapshot& snapshot, const Read& read, const Response& response, const Value& body);

// live.cpp
LiveState live_state(const Snapshot& snapshot, const Manifest& desired, const Tenant& tenant, Problems& problems);

// document.cpp
Map document(const Snapshot& snapshot, const Tenant& tenant);

// calls.cpp
Map fields(Kind kind, const Value& body, const Names& names, const Tenant& tenant);
Item item(Kind kind, const Response& response, const Value& body);
bool update_needs_body(Kind kind);
Call item_call(Kind kind, const ResourceId& id);
Read step_read(const Step& step, const ResourceId& id);
std::optional<ResourceId> id_to_be(const Address& address, const Names& names);
Call create_call(const Step& step, const Names& names, const Tenant& tenant);
Call update_call(const Step& step, std::span<const FieldEdit> edits, const Value& body, const Guard& guard,
                 const Names& names, const Tenant& tenant);
Call remove_call(const Step& step);
Call token_call(const Secret& basic_credentials);
Call organization_call();
ApiError error(const Response& response);

// statistics.cpp
std::vector<StatisticsCall> statistics_calls(const std::vector<ResourceId>& queues, Wall from, Wall until);
Result<std::map<ResourceId, QueueCounts>> statistics(const std::vector<ResourceId>& asked, const Value& body,
                                                     const std::string& endpoint);

/// The guard that a body and the entity tag of its answer make; nothing where the platform gave none that holds (B61).
std::optional<Guard> guard_of(Kind kind, const Value& body, const std::string& etag);

}  // namespace interlock::guide
