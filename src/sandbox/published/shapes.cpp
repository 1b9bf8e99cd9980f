#include "sandbox/published/shapes.hpp"

#include <array>

namespace interlock::sandbox::published {
namespace {

using enum Type;
using enum Writing;

constexpr std::array<std::string_view, 5> kWrapupPrompts{"MANDATORY", "OPTIONAL", "MANDATORY_TIMEOUT",
                                                         "MANDATORY_FORCED_TIMEOUT", "AGENT_REQUESTED"};
constexpr std::array<std::string_view, 3> kEvaluations{"NONE", "BEST", "ALL"};
constexpr std::array<std::string_view, 2> kScorings{"TimestampAndPriority", "PriorityOnly"};
constexpr std::array<std::string_view, 3> kLastAgents{"Disabled", "QueueMembersOnly", "AnyAgent"};
constexpr std::array<std::string_view, 2> kRuleOperators{"MEETS_THRESHOLD", "ANY"};
constexpr std::array<std::string_view, 2> kCallbackModes{"AgentFirst", "CustomerFirst"};
constexpr std::array<std::string_view, 2> kMetrics{"EstimatedWaitTime", "ServiceLevel"};
constexpr std::array<std::string_view, 4> kMetricOperators{"GreaterThan", "GreaterThanOrEqualTo", "LessThan",
                                                           "LessThanOrEqualTo"};
constexpr std::array<std::string_view, 3> kGroupTypes{"TEAM", "GROUP", "SKILLGROUP"};
constexpr std::array kGroupCollections{Collection::teams, Collection::groups, Collection::skill_groups};
constexpr std::array<std::string_view, 3> kOperations{"And", "Or", "Not"};
constexpr std::array<std::string_view, 6> kComparators{
    "EqualTo", "NotEqualTo", "GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo"};
constexpr std::array<std::string_view, 3> kTrunkTypes{"EXTERNAL", "PHONE", "EDGE"};
constexpr std::array<std::string_view, 2> kExpansions{"TIMEOUT_SECONDS", "NONE"};

template <Collection C>
constexpr std::array kReference{Field{.name = "id", .type = name, .required = true, .target = C}};
constexpr std::array kFree{Field{.name = "id", .type = name, .required = true}};

constexpr Field kId{.name = "id", .type = name, .required = true, .writing = never};
constexpr Field kName{.name = "name", .type = name, .required = true};
constexpr Field kDescription{.name = "description"};
constexpr Field kDateCreated{.name = "dateCreated", .writing = never};
constexpr Field kDateModified{.name = "dateModified", .writing = never};
constexpr Field kCreatedBy{.name = "createdBy", .writing = never};
constexpr Field kModifiedBy{.name = "modifiedBy", .writing = never};
constexpr Field kState{.name = "state", .writing = never, .fallback = "active"};
constexpr Field kVersion{.name = "version", .type = count, .writing = never, .fallback = "1"};
/// Moved by the divisions' own call where that call knows the kind.
constexpr Field kDivision{
    .name = "division", .type = map, .fields = kReference<Collection::divisions>, .writing = at_creation};
constexpr Field kWritableDivision{.name = "division", .type = map, .fields = kReference<Collection::divisions>};

template <Collection C>
constexpr Field reference(std::string_view field_name) {
  return {.name = field_name, .type = map, .fields = kReference<C>};
}
template <Collection C>
constexpr Field references(std::string_view field_name) {
  return {.name = field_name, .type = list, .fields = kReference<C>, .distinct = true, .fallback = ""};
}

constexpr std::array kSkill{kId, kName, kDivision, kDateModified};
constexpr std::array kLanguage{kId, kName, kDateModified};
constexpr std::array kUser{kId,
                           kName,
                           Field{.name = "email", .writing = never},
                           Field{.name = "username", .writing = never},
                           Field{.name = "department", .writing = never},
                           Field{.name = "title", .writing = never},
                           kState,
                           kDivision};

// Queues.

constexpr std::array kServiceLevel{
    Field{.name = "percentage", .type = number, .fallback = "0.8", .range = {0, 1}},
    Field{.name = "durationMs", .type = integer, .fallback = "20000"},
};
constexpr Field kAutoAnswer{.name = "enableAutoAnswer", .type = flag, .fallback = "false"};
constexpr Field kLevelOfService{.name = "serviceLevel", .type = map, .fields = kServiceLevel, .fallback = ""};
constexpr std::array kCall{
    Field{.name = "alertingTimeoutSeconds", .type = integer, .fallback = "8", .range = {7, 1'800}}, kAutoAnswer,
    kLevelOfService};
constexpr std::array kWritten{
    Field{.name = "alertingTimeoutSeconds", .type = integer, .fallback = "30", .range = {7, 1'800}}, kAutoAnswer,
    kLevelOfService};
constexpr std::array kCallback{
    Field{.name = "alertingTimeoutSeconds", .type = integer, .fallback = "30", .range = {7, 1'800}},
    kAutoAnswer,
    kLevelOfService,
    Field{.name = "mode", .type = choice, .choices = kCallbackModes, .fallback = "AgentFirst"},
    reference<Collection::flows>("liveVoiceFlow"),
    reference<Collection::flows>("answeringMachineFlow"),
};
constexpr std::array kMedia{
    Field{.name = "call", .type = map, .fields = kCall, .fallback = ""},
    Field{.name = "callback", .type = map, .fields = kCallback, .fallback = ""},
    Field{.name = "chat", .type = map, .fields = kWritten, .fallback = ""},
    Field{.name = "email", .type = map, .fields = kWritten, .fallback = ""},
    Field{.name = "message", .type = map, .fields = kWritten, .fallback = ""},
};
constexpr std::array kMemberGroup{
    Field{.name = "id", .type = name, .required = true, .targets = kGroupCollections},
    Field{.name = "type", .type = choice, .required = true, .choices = kGroupTypes},
};
constexpr Field kMemberGroups{
    .name = "memberGroups", .type = list, .fields = kMemberGroup, .distinct = true, .fallback = ""};
constexpr std::array kExpansion{
    Field{.name = "type", .type = choice, .choices = kExpansions},
    Field{.name = "threshold", .type = number, .range = {0, 259'200}},
};
constexpr std::array kActions{references<Collection::skills>("skillsToRemove")};
constexpr std::array kRing{
    Field{.name = "expansionCriteria", .type = list, .fields = kExpansion},
    Field{.name = "actions", .type = map, .fields = kActions},
    Field{.name = "memberGroups", .type = list, .fields = kMemberGroup, .distinct = true},
};
constexpr std::array kBullseye{Field{.name = "rings", .type = list, .fields = kRing}};
constexpr std::array kRoutingRule{
    Field{.name = "operator", .type = choice, .choices = kRuleOperators},
    Field{.name = "threshold", .type = integer},
    Field{.name = "waitSeconds", .type = number, .fallback = "5", .range = {2, 259'200}},
};
constexpr std::array kGroupRule{
    Field{.name = "metric", .type = choice, .choices = kMetrics, .fallback = "EstimatedWaitTime"},
    Field{.name = "operator", .type = choice, .choices = kMetricOperators},
    Field{.name = "conditionValue", .type = number},
    Field{.name = "waitSeconds", .type = integer, .fallback = "2", .range = {0, 259'200}},
    Field{.name = "groups", .type = list, .fields = kMemberGroup, .distinct = true},
    reference<Collection::queues>("queue"),
};
constexpr std::array kGroupRouting{Field{.name = "rules", .type = list, .fields = kGroupRule}};
constexpr std::array kAfterCallWork{
    Field{.name = "wrapupPrompt", .type = choice, .choices = kWrapupPrompts, .fallback = "MANDATORY_TIMEOUT"},
    Field{.name = "timeoutMs", .type = integer, .range = {1'000, 3'600'000}},
};
constexpr std::array kQueue{
    kId,
    kName,
    kDivision,
    kDescription,
    kDateCreated,
    kDateModified,
    kCreatedBy,
    kModifiedBy,
    Field{.name = "mediaSettings", .type = map, .fields = kMedia, .fallback = ""},
    Field{.name = "acwSettings", .type = map, .fields = kAfterCallWork, .fallback = ""},
    Field{.name = "skillEvaluationMethod", .type = choice, .choices = kEvaluations, .fallback = "ALL"},
    Field{.name = "scoringMethod", .type = choice, .choices = kScorings, .fallback = "TimestampAndPriority"},
    Field{.name = "lastAgentRoutingMode", .type = choice, .choices = kLastAgents, .fallback = "AnyAgent"},
    Field{.name = "autoAnswerOnly", .type = flag, .fallback = "true"},
    Field{.name = "suppressInQueueCallRecording", .type = flag, .fallback = "true"},
    Field{.name = "enableTranscription", .type = flag, .fallback = "false"},
    Field{.name = "enableAudioMonitoring", .type = flag, .fallback = "false"},
    Field{.name = "enableManualAssignment", .type = flag, .fallback = "false"},
    Field{.name = "bullseye", .type = map, .fields = kBullseye},
    Field{.name = "routingRules", .type = list, .fields = kRoutingRule},
    Field{.name = "conditionalGroupRouting", .type = map, .fields = kGroupRouting},
    Field{.name = "conditionalGroupActivation", .type = map},
    kMemberGroups,
    reference<Collection::flows>("queueFlow"),
    reference<Collection::flows>("emailInQueueFlow"),
    reference<Collection::flows>("messageInQueueFlow"),
    reference<Collection::prompts>("whisperPrompt"),
    reference<Collection::prompts>("onHoldPrompt"),
    Field{.name = "callingPartyName"},
    Field{.name = "callingPartyNumber"},
    Field{.name = "defaultScripts", .type = map},
    Field{.name = "agentOwnedRouting", .type = map},
    Field{.name = "directRouting", .type = map},
    Field{.name = "cannedResponseLibraries", .type = map},
    Field{.name = "outboundEmailAddress", .type = map},
    Field{.name = "outboundMessagingAddresses", .type = map},
    Field{.name = "peerId"},
};

constexpr std::array kWrapupCode{kId,          kName,         kWritableDivision, kDescription,
                                 kDateCreated, kDateModified, kCreatedBy,        kModifiedBy};

// Skill groups. Blocks stand in blocks, so the tables name each other; that they nest without an end is what bodies of
// bounded depth are for.

extern const std::array<Field, 3> kBlock;
constexpr std::span<const Field> blocks() { return {&kBlock[0], 3}; }

const std::array kSkillCondition{
    Field{.name = kSkillOfCondition, .type = name, .required = true},
    Field{.name = "comparator", .type = choice, .required = true, .choices = kComparators},
    Field{.name = "proficiency", .type = integer, .required = true, .range = {0, 5}},
    Field{.name = "childConditions", .type = list, .fields = blocks()},
};
const std::array kLanguageCondition{
    Field{.name = kLanguageOfCondition, .type = name, .required = true},
    Field{.name = "comparator", .type = choice, .required = true, .choices = kComparators},
    Field{.name = "proficiency", .type = integer, .required = true, .range = {0, 5}},
    Field{.name = "childConditions", .type = list, .fields = blocks()},
};
const std::array<Field, 3> kBlock{
    Field{.name = "operation", .type = choice, .required = true, .choices = kOperations},
    Field{.name = "routingSkillConditions", .type = list, .required = true, .fields = kSkillCondition},
    Field{.name = "languageSkillConditions", .type = list, .required = true, .fields = kLanguageCondition},
};
const std::array kSkillGroup{
    kId,
    kName,
    kDivision,
    kDescription,
    kDateCreated,
    kDateModified,
    Field{.name = "skillConditions", .type = list, .required = true, .fields = kBlock},
};

// Architect.

constexpr std::array kSchedule{
    kId,
    kName,
    kDivision,
    kDescription,
    kState,
    kVersion,
    kDateCreated,
    kDateModified,
    kCreatedBy,
    kModifiedBy,
    // Where the document says nothing the schedule is always on.
    Field{.name = "start", .type = local_time, .required = true, .fallback = "2020-01-01T00:00:00.000"},
    Field{.name = "end", .type = local_time, .required = true, .fallback = "2020-01-02T00:00:00.000"},
    Field{.name = "rrule"},
};
constexpr std::array kScheduleGroup{
    kId,
    kName,
    kDivision,
    kDescription,
    kState,
    kVersion,
    kDateCreated,
    kDateModified,
    kCreatedBy,
    kModifiedBy,
    Field{.name = "timeZone"},
    references<Collection::schedules>("openSchedules"),
    references<Collection::schedules>("closedSchedules"),
    references<Collection::schedules>("holidaySchedules"),
};
constexpr std::array kEmergencyCallFlow{
    reference<Collection::flows>("emergencyFlow"),
    references<Collection::ivrs>("ivrs"),
};
constexpr std::array kEmergencyGroup{
    kId,
    kName,
    kDivision,
    kDescription,
    kState,
    kVersion,
    kDateCreated,
    kDateModified,
    kCreatedBy,
    kModifiedBy,
    Field{.name = "enabled", .type = flag, .fallback = "false"},
    Field{.name = "emergencyCallFlows", .type = list, .fields = kEmergencyCallFlow, .fallback = ""},
};
constexpr std::array kIvr{
    kId,
    kName,
    kDivision,
    kDescription,
    kState,
    kVersion,
    kDateCreated,
    kDateModified,
    kCreatedBy,
    kModifiedBy,
    Field{.name = "dnis", .type = texts, .fallback = ""},
    reference<Collection::flows>("openHoursFlow"),
    reference<Collection::flows>("closedHoursFlow"),
    reference<Collection::flows>("holidayHoursFlow"),
    reference<Collection::schedule_groups>("scheduleGroup"),
};

constexpr std::array kDataTable{kId, kName, kDivision, kDescription, Field{.name = "schema", .type = map}};
constexpr std::array kDivisions{kId, kName, Field{.name = "description", .required = true, .fallback = ""},
                                Field{.name = "homeDivision", .type = flag, .writing = never, .fallback = "false"}};
constexpr std::array kFlow{kId,
                           kName,
                           kDivision,
                           kDescription,
                           Field{.name = "type", .fallback = "INBOUNDCALL"},
                           Field{.name = "active", .type = flag, .fallback = "true"},
                           Field{.name = "system", .type = flag, .fallback = "false"},
                           Field{.name = "deleted", .type = flag, .fallback = "false"},
                           Field{.name = "publishedVersion", .type = map}};
constexpr std::array kPrompt{kId, kName, kDescription, Field{.name = "resources", .type = list}};
constexpr std::array kScript{kId, kName, kDivision};
constexpr std::array kGroup{kId,
                            kName,
                            kDescription,
                            kState,
                            kVersion,
                            Field{.name = "type", .fallback = "official"},
                            Field{.name = "visibility", .fallback = "public"},
                            Field{.name = "rulesVisible", .type = flag, .fallback = "false"},
                            Field{.name = "memberCount", .type = integer, .fallback = "0"}};
constexpr std::array kTeam{kId, kName, kDivision, kDescription,
                           Field{.name = "memberCount", .type = integer, .fallback = "0"}};
constexpr std::array kTrunkBase{
    kId,
    kName,
    kWritableDivision,
    kDescription,
    kState,
    kVersion,
    kDateCreated,
    kDateModified,
    kCreatedBy,
    kModifiedBy,
    Field{.name = "trunkMetabase", .type = map, .required = true, .fields = kFree},
    Field{.name = "trunkType", .type = choice, .required = true, .choices = kTrunkTypes},
    Field{.name = "managed", .type = flag, .fallback = "false"},
    Field{.name = "site", .type = map, .fields = kFree},
    Field{.name = "inboundSite", .type = map, .fields = kFree},
    Field{.name = "properties", .type = map},
};

}  // namespace

std::span<const Field> fields(Collection collection) {
  // In the order of Collection.
  static const std::array<std::span<const Field>, kCollectionCount> kShapes{
      kSkill,          {},        kUser,       {},          kQueue,
      kSchedule,       kLanguage, kWrapupCode, kSkillGroup, kScheduleGroup,
      kEmergencyGroup, kIvr,      kDataTable,  kDivisions,  kFlow,
      kPrompt,         kScript,   kGroup,      kTeam,       kTrunkBase};
  return kShapes[static_cast<std::size_t>(collection)];
}

}  // namespace interlock::sandbox::published
