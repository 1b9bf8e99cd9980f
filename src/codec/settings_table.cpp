#include "codec/settings_table.hpp"

#include <array>
#include <string>

#include "base/time.hpp"

namespace interlock {
namespace {

using enum SettingShape;

constexpr std::array<std::string_view, 2> kApis{"published", "guide"};
constexpr std::array<std::string_view, 2> kLevelOrders{"ascending", "descending"};
constexpr std::array<std::string_view, 2> kTiers{"standard", "enterprise"};

constexpr std::array kRates{
    SettingInfo{"token", rate, "Calls of one token; 300/min unless set."},
    SettingInfo{"routing", rate, "Calls of routing, guide API; 8/s unless set."},
    SettingInfo{"queues", rate, "Writes of queues, guide API; 5/s unless set."},
    SettingInfo{"architect", rate, "Calls of architect, guide API; 300/min unless set."},
};

constexpr std::array kTenant{
    SettingInfo{"region", region, "The platform's region; not together with url."},
    SettingInfo{"url", url, "The address of the API, host and port only; not together with region."},
    SettingInfo{"organization", text, "The id of the organisation; a token for another one is refused."},
    SettingInfo{"api", choice, "The API that the tenant speaks.", {}, kApis},
    SettingInfo{"levels", choice, "How the levels of shared profiles count on the guide API.", {}, kLevelOrders},
    SettingInfo{"tier", choice, "standard: 100 skills a profile; enterprise: 150.", {}, kTiers},
    SettingInfo{"rates", record, "Calls that may be made.", kRates},
};

constexpr std::array kBudget{
    SettingInfo{"at_most", count, "So many are allowed without asking."},
    SettingInfo{"percent", percent, "So many of a hundred live objects are allowed without asking."},
};

constexpr std::array kLimits{
    SettingInfo{"deletes", record, "Deletions of objects.", kBudget},
    SettingInfo{"updates", record, "Updates of objects; unlimited unless set.", kBudget},
    SettingInfo{"level_removals", record, "Levels taken away.", kBudget},
};

constexpr std::array kHooks{
    SettingInfo{"allow", hosts, "The hosts that may be called."},
    SettingInfo{"change", callback, "Called before and after an apply."},
    SettingInfo{"workforce", callback, "Called when agents change."},
};

constexpr std::array kThreshold{
    SettingInfo{"percent", percent, "The rise that stops.", {}, {}, true},
};

constexpr std::array kAfterApply{
    SettingInfo{"watch", duration, "How long to watch."},
    SettingInfo{"abandoned", record, "Abandoned conversations.", kThreshold},
    SettingInfo{"conversations", record, "Conversations in queues.", kThreshold},
};

constexpr std::array kIgnore{
    SettingInfo{"object", text, "A pattern over addresses, for example queue/Legacy_*.", {}, {}, true},
    SettingInfo{"reason", text, "Why.", {}, {}, true},
    SettingInfo{"until", date, "The last day on which it is ignored."},
};

constexpr std::array kSettings{
    SettingInfo{"tenants", by_name, "The tenants, by name.", kTenant},
    SettingInfo{"limits", record, "What a plan may do without being asked.", kLimits},
    SettingInfo{"settle", duration, "The wait between a write and those that depend on it; 2s unless set."},
    SettingInfo{"hooks", record, "Callbacks.", kHooks},
    SettingInfo{"after_apply", record, "What is watched after an apply.", kAfterApply},
    SettingInfo{"ignore", records, "Objects that are left out of drift and plans.", kIgnore},
};

}  // namespace

std::span<const SettingInfo> settings_table() { return kSettings; }

bool is_date(std::string_view text) { return parse_wall(std::string(text) + "T00:00:00Z").has_value(); }

}  // namespace interlock
