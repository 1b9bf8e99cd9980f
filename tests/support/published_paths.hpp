// Where things lie on the published API, in the tenant of published_tenant.hpp.
#pragma once

#include <string>

namespace interlock::testing {

inline const std::string kSkills = "/api/v2/routing/skills";
inline const std::string kAna = "/api/v2/users/user-ana/routingskills";
inline const std::string kAnaSpeaks = "/api/v2/users/user-ana/routinglanguages";
inline const std::string kQueues = "/api/v2/routing/queues";
inline const std::string kGroups = "/api/v2/routing/skillgroups";
inline const std::string kArchitect = "/api/v2/architect";
inline const std::string kRows = "/api/v2/flows/datatables/table-Sites/rows";
inline const std::string kTrunks = "/api/v2/telephony/providers/edges/trunkbasesettings";
inline const std::string kDivisions = "/api/v2/authorization/divisions";

}  // namespace interlock::testing
