// Opening hours, emergencies and what callers reach: schedules, their groups, IVRs, data tables, utilization, trunks.
#pragma once

#include "model/fields/common.hpp"

namespace interlock::fields {

inline constexpr std::array<std::string_view, 2> kStates{"open", "closed"};

inline constexpr std::array kScheduleFields{
    key_field("name", "The schedule's name."),
    kId,
    FieldInfo{.name = "state", .shape = choice, .doc = "Whether its lines are open.", .choices = kStates},
    FieldInfo{.name = "start",
              .doc = "First start, local time: 2026-01-05T08:00.",
              .apis = Apis::published,
              .form = TextForm::local_time},
    FieldInfo{.name = "end", .doc = "First end, local time.", .apis = Apis::published, .form = TextForm::local_time},
    FieldInfo{.name = "rrule",
              .doc = "The recurrence rule, as iCalendar writes it.",
              .apis = Apis::published,
              .fallback = "",
              .form = TextForm::rrule},
    kDescription,
    kDivision,
    FieldInfo{.name = "absent",
              .shape = flag,
              .doc = kAbsent.doc,
              .access = directive,
              .apis = Apis::published},  // the guide API deletes no schedules
};

inline constexpr std::array kScheduleGroupFields{
    key_field("name", "The schedule group's name."),
    kId,
    FieldInfo{.name = "time_zone",
              .doc = "The zone of its schedules, as the tz database names it.",
              .apis = Apis::published,
              .form = TextForm::time_zone},
    references_to(Kind::schedule, "open", "When its lines are open."),
    references_to(Kind::schedule, "closed", "When they are closed; it wins over `open`."),
    references_to(Kind::schedule, "holiday", "When it is a holiday; it wins over `closed`."),
    kDescription,
    kDivision,
    kAbsent,
};

inline constexpr std::array kIvrFields{
    key_field("name", "The IVR's name."),
    kId,
    FieldInfo{.name = "dnis",
              .shape = text_set,
              .doc = "The numbers that reach it, E.164.",
              .apis = Apis::published,
              .form = TextForm::phone_number},
    reference_to(Kind::flow, "open_flow", "The flow while its schedule group is open."),
    reference_to(Kind::flow, "closed_flow", "The flow while it is closed."),
    reference_to(Kind::flow, "holiday_flow", "The flow on holidays."),
    reference_to(Kind::schedule_group, "schedule_group", "When it is open."),
    kDescription,
    kDivision,
    kAbsent,
};

inline constexpr std::array kCallFlow{
    reference_to(Kind::flow, "flow", "The flow that callers reach in the emergency."),
    references_to(Kind::ivr, "ivrs", "The IVRs that are diverted."),
};
inline constexpr std::array kEmergencyGroupFields{
    key_field("name", "The emergency group's name."),
    kId,
    published_flag("active", "Whether the emergency holds."),
    published_records("call_flows", "What is diverted where; complete when named.", kCallFlow),
    kDescription,
    kDivision,
    kAbsent,
};

inline constexpr std::array<std::string_view, 4> kColumnTypes{"string", "integer", "number", "boolean"};
inline constexpr std::array kColumn{
    key_field("name", "The column's name."),
    published_choice("type", "What its values are.", kColumnTypes),
    published_text("default", "What a row has that does not say."),
};
inline constexpr std::array kDataTableFields{
    key_field("name", "The table's name."),
    kId,
    published_text("key", "What the key column is called."),
    FieldInfo{.name = "columns",
              .shape = keyed_list,
              .doc = "The columns beside the key. They can be added to, never retyped.",
              .apis = Apis::published,
              .record = kColumn},
    FieldInfo{.name = "rows",
              .shape = children,
              .doc = "Rows by key; those that are not named stay. `absent` takes a row away.",
              .access = directive,
              .apis = Apis::published,
              .target = Kind::row},
    kDescription,
    kDivision,
    kAbsent,
};
inline constexpr std::array kRowFields{
    key_field("row", "TABLE/KEY."),
    FieldInfo{.name = "columns",
              .shape = scalars,
              .doc = "The row's values by column; columns that are not named keep theirs.",
              .apis = Apis::published},
    kAbsent,
};

inline constexpr std::array kCapacityFields{
    published_number("maximum_capacity", "Conversations at a time.", {.highest = 25}),
    FieldInfo{.name = "interruptable_media_types",
              .shape = text_set,
              .doc = "Media that may interrupt it.",
              .apis = Apis::published},
    published_flag("include_non_acd", "Whether conversations count that no queue offered."),
};
inline constexpr std::array kMediaCapacities{
    published_record("call", "Calls.", kCapacityFields),
    published_record("callback", "Callbacks.", kCapacityFields),
    published_record("chat", "Chats.", kCapacityFields),
    published_record("email", "E-mails.", kCapacityFields),
    published_record("message", "Messages.", kCapacityFields),
    published_record("workitem", "Work items.", kCapacityFields),
};
inline constexpr std::array kUtilizationFields{
    key_field("of", "`organization`, or a user's e-mail address."),
    published_record("media", "How many conversations of each medium an agent takes at a time.", kMediaCapacities),
    published_number("max_inbound_calls", "Inbound calls at a time.", {.highest = 25}),
    kAbsent,
};

inline constexpr std::array<std::string_view, 3> kTrunkTypes{"EXTERNAL", "PHONE", "EDGE"};
inline constexpr std::array kTrunkBaseFields{
    key_field("name", "The name of the trunk base settings."),
    kId,
    FieldInfo{.name = "trunk_metabase",
              .doc = "The id of the metabase; cannot be changed later.",
              .access = immutable,
              .apis = Apis::published},
    FieldInfo{.name = "trunk_type",
              .shape = choice,
              .doc = "What the trunk leads to; cannot be changed later.",
              .access = immutable,
              .apis = Apis::published,
              .choices = kTrunkTypes},
    FieldInfo{.name = "properties",
              .shape = scalars,
              .doc = "The trunk's settings by name; those that are not named stay.",
              .apis = Apis::published},
    kDescription,
    kAbsent,
};

}  // namespace interlock::fields
