// Queues and the skill groups that supply their agents.
#pragma once

#include "model/fields/common.hpp"

namespace interlock::fields {

inline constexpr std::array kRequirement{
    FieldInfo{.name = "skill",
              .shape = reference,
              .doc = "The skill that an agent must hold.",
              .required = true,
              .target = Kind::skill},
    FieldInfo{.name = "level", .doc = "The lowest level that serves.", .required = true, .is_level = true},
    FieldInfo{.name = "max", .doc = "The highest level that serves; none without it.", .is_level = true},
};

inline constexpr std::array kStaffing{
    FieldInfo{.name = "at_least",
              .shape = share,
              .doc = "At no moment fewer eligible agents than the smallest of before, after and this number or share.",
              .required = true},
};

inline constexpr FieldInfo kRequires{
    .name = "requires",
    .shape = keyed_list,
    .doc = "What an agent must hold to be offered the queue's conversations; complete when named.",
    .record = kRequirement};

// The conditions of a skill group are a tree: blocks that hold conditions that hold blocks.
inline constexpr std::array<std::string_view, 3> kOperations{"And", "Or", "Not"};
inline constexpr std::array<std::string_view, 6> kComparators{
    "EqualTo", "NotEqualTo", "LessThan", "LessThanOrEqualTo", "GreaterThan", "GreaterThanOrEqualTo"};
inline constexpr NumberRange kProficiency{.highest = 5};

extern const FieldInfo kConditionBlock[3];
inline constexpr std::span<const FieldInfo> kConditionBlocks{kConditionBlock, 3};

constexpr FieldInfo required(FieldInfo field) {
  field.required = true;
  return field;
}
inline constexpr FieldInfo kComparator =
    required(published_choice("comparator", "How the proficiency is compared.", kComparators));
inline constexpr FieldInfo kConditionLevel =
    required(published_number("proficiency", "What it is compared with.", kProficiency));
inline constexpr FieldInfo kChildConditions =
    published_records("child_conditions", "Blocks that must hold in addition.", kConditionBlocks);
inline constexpr std::array kSkillCondition{
    required(reference_to(Kind::skill, "routing_skill", "The skill.")),
    kComparator,
    kConditionLevel,
    kChildConditions,
};
inline constexpr std::array kLanguageCondition{
    required(reference_to(Kind::language, "language_skill", "The language.")),
    kComparator,
    kConditionLevel,
    kChildConditions,
};

inline constexpr std::array kSkillGroupFields{
    key_field("name", "The skill group's name."),
    kId,
    kDescription,
    kDivision,
    published_records("skill_conditions", "Who belongs to the group: every block must hold.", kConditionBlocks),
    FieldInfo{.name = "requires",
              .shape = keyed_list,
              .doc = "The requirement of a queue that the group stands for.",
              .apis = Apis::published,
              .managed = Apis::none,
              .record = kRequirement},
    kAbsent,
};

// Queues: the field sets of the published API. Ranges are the Terraform provider's and the help centre's
// (published-api.md, 2.3).
inline constexpr NumberRange kShareRange{.highest = 1, .decimals = true};
inline constexpr NumberRange kSeconds{.highest = 259'200, .decimals = true};
inline constexpr std::array kServiceLevel{
    published_number("percentage", "The share of conversations, 0 to 1.", kShareRange),
    published_number("duration_ms", "Answered within, in milliseconds.", {.lowest = 1'000}),
};
inline constexpr FieldInfo kAlerting =
    published_number("alerting_timeout_seconds", "How long a conversation is offered to an agent.", {.lowest = 7});
inline constexpr FieldInfo kAutoAnswer = published_flag("enable_auto_answer", "Whether agents are connected unasked.");
inline constexpr FieldInfo kServiceLevelField =
    published_record("service_level", "What the queue aims for.", kServiceLevel);
inline constexpr std::array kMedium{kAlerting, kAutoAnswer, kServiceLevelField};
inline constexpr std::array<std::string_view, 2> kCallbackModes{"AgentFirst", "CustomerFirst"};
inline constexpr std::array kCallback{
    kAlerting,
    kAutoAnswer,
    kServiceLevelField,
    published_choice("mode", "Who is called first.", kCallbackModes),
    published_flag("enable_auto_dial_and_end", "Whether callbacks are dialled and ended unasked."),
    published_number("auto_dial_delay_seconds", "The pause before dialling."),
    published_number("auto_end_delay_seconds", "The pause before ending."),
};
inline constexpr std::array kMediaSettings{
    published_record("call", "Calls.", kMedium),       published_record("callback", "Callbacks.", kCallback),
    published_record("chat", "Chats.", kMedium),       published_record("email", "E-mails.", kMedium),
    published_record("message", "Messages.", kMedium),
};

inline constexpr std::array<std::string_view, 5> kWrapupPrompts{"MANDATORY", "OPTIONAL", "MANDATORY_TIMEOUT",
                                                                "MANDATORY_FORCED_TIMEOUT", "AGENT_REQUESTED"};
inline constexpr std::array kAfterCallWork{
    published_choice("wrapup_prompt", "Whether and how long wrap-up is asked for.", kWrapupPrompts),
    published_number("timeout_ms", "The time for it, in milliseconds.", {.lowest = 1'000, .highest = 3'600'000}),
};

inline constexpr FieldInfo kMemberGroups{
    .name = "member_groups",
    .shape = address_set,
    .doc = "Groups whose members serve the queue: skill_group/NAME, group/NAME, team/NAME.",
    .apis = Apis::published};
inline constexpr std::array<std::string_view, 1> kExpansions{"TIMEOUT_SECONDS"};
inline constexpr std::array kExpansion{
    published_choice("type", "What the ring waits for.", kExpansions),
    published_number("threshold", "How long it waits.", kSeconds),
};
inline constexpr std::array kRingActions{
    references_to(Kind::skill, "skills_to_remove", "Skills that the next ring does without."),
};
inline constexpr std::array kRing{
    published_records("expansion_criteria", "When the next ring is asked.", kExpansion),
    published_record("actions", "What happens when the ring is left.", kRingActions),
    kMemberGroups,
};
inline constexpr std::array kBullseye{published_records("rings", "The rings, from the inside.", kRing)};

inline constexpr std::array<std::string_view, 2> kRuleOperators{"MEETS_THRESHOLD", "ANY"};
inline constexpr std::array kRoutingRule{
    published_choice("operator", "How the score is compared.", kRuleOperators),
    published_number("threshold", "The score."),
    published_number("wait_seconds", "How long the rule is tried.", kSeconds),
};
inline constexpr std::array<std::string_view, 2> kMetrics{"EstimatedWaitTime", "ServiceLevel"};
inline constexpr std::array<std::string_view, 4> kOrderings{"GreaterThan", "GreaterThanOrEqualTo", "LessThan",
                                                            "LessThanOrEqualTo"};
inline constexpr std::array kConditionalRule{
    published_choice("metric", "What is measured.", kMetrics),
    published_choice("operator", "How it is compared.", kOrderings),
    published_number("condition_value", "What it is compared with.", {.decimals = true}),
    published_number("wait_seconds", "How long the rule is tried.", kSeconds),
    FieldInfo{.name = "groups",
              .shape = address_set,
              .doc = "The groups that are asked: skill_group/NAME, group/NAME, team/NAME.",
              .apis = Apis::published},
    reference_to(Kind::queue, "queue", "The queue that is measured."),
};
inline constexpr std::array kConditionalRouting{
    published_records("rules", "The rules, in the order in which they are tried.", kConditionalRule)};

inline constexpr std::array<std::string_view, 3> kEvaluations{"NONE", "BEST", "ALL"};
inline constexpr std::array<std::string_view, 2> kScorings{"TimestampAndPriority", "PriorityOnly"};
inline constexpr std::array<std::string_view, 3> kLastAgents{"Disabled", "QueueMembersOnly", "AnyAgent"};
inline constexpr std::array<std::string_view, 6> kScriptMedia{"CALL",  "CALLBACK", "CHAT",
                                                              "EMAIL", "MESSAGE",  "COBROWSE"};

inline constexpr std::array kQueueFields{
    key_field("name", "The queue's name."),
    kId,
    kRequires,
    FieldInfo{.name = "staffing",
              .shape = Shape::record,
              .doc = "The eligible agents that the queue keeps during a change.",
              .access = directive,
              .record = kStaffing},
    FieldInfo{.name = "members",
              .shape = reference_set,
              .doc = "The users who serve the queue directly.",
              .managed = Apis::published,
              .target = Kind::user},
    kDescription,
    kDivision,
    references_to(Kind::wrapup_code, "wrapup_codes", "The wrap-up codes that its agents can choose."),
    kMemberGroups,
    published_record("media_settings", "Alerting and service level of each medium.", kMediaSettings),
    published_choice("skill_evaluation_method", "How the skills of a conversation are weighed.", kEvaluations, "ALL"),
    published_record("bullseye", "Rings of agents that are asked one after the other.", kBullseye),
    published_records("routing_rules", "How preferred agents are waited for.", kRoutingRule),
    published_record("conditional_group_routing", "Groups that are asked when a measure demands it.",
                     kConditionalRouting),
    published_record("acw_settings", "After-call work.", kAfterCallWork),
    published_choice("scoring_method", "How waiting conversations are ordered.", kScorings, "TimestampAndPriority"),
    published_choice("last_agent_routing_mode", "Whether the last agent is preferred.", kLastAgents),
    reference_to(Kind::flow, "queue_flow", "The in-queue flow of calls."),
    reference_to(Kind::flow, "email_in_queue_flow", "The in-queue flow of e-mails."),
    reference_to(Kind::flow, "message_in_queue_flow", "The in-queue flow of messages."),
    reference_to(Kind::prompt, "whisper_prompt", "What agents hear before a conversation."),
    reference_to(Kind::prompt, "on_hold_prompt", "What callers hear on hold."),
    FieldInfo{.name = "default_scripts",
              .shape = reference_map,
              .doc = "The script of each medium.",
              .apis = Apis::published,
              .target = Kind::script,
              .choices = kScriptMedia},
    published_flag("auto_answer_only", "Whether auto-answering agents alone are asked.", "true"),
    published_flag("enable_transcription", "Whether conversations are transcribed."),
    published_flag("enable_audio_monitoring", "Whether live audio is monitored."),
    published_flag("enable_manual_assignment", "Whether conversations can be assigned by hand."),
    published_flag("suppress_in_queue_call_recording", "Whether waiting callers are not recorded.", "true"),
    published_text("calling_party_name", "The name that outbound calls show."),
    published_text("calling_party_number", "The number that outbound calls show."),
    kAbsent,
};

}  // namespace interlock::fields
