#include "model/region.hpp"

#include <algorithm>
#include <array>

namespace interlock {
namespace {

constexpr std::array kRegions{
    Region{"ap-northeast-1", "api.mypurecloud.jp", "login.mypurecloud.jp"},
    Region{"ap-northeast-2", "api.apne2.pure.cloud", "login.apne2.pure.cloud"},
    Region{"ap-northeast-3", "api.apne3.pure.cloud", "login.apne3.pure.cloud"},
    Region{"ap-south-1", "api.aps1.pure.cloud", "login.aps1.pure.cloud"},
    Region{"ap-southeast-1", "api.apse1.pure.cloud", "login.apse1.pure.cloud"},
    Region{"ap-southeast-2", "api.mypurecloud.com.au", "login.mypurecloud.com.au"},
    Region{"ca-central-1", "api.cac1.pure.cloud", "login.cac1.pure.cloud"},
    Region{"eu-central-1", "api.mypurecloud.de", "login.mypurecloud.de"},
    Region{"eu-central-2", "api.euc2.pure.cloud", "login.euc2.pure.cloud"},
    Region{"eu-west-1", "api.mypurecloud.ie", "login.mypurecloud.ie"},
    Region{"eu-west-2", "api.euw2.pure.cloud", "login.euw2.pure.cloud"},
    Region{"eusc-de-east-1", "api.edee1.eusc-pure.cloud", "login.edee1.eusc-pure.cloud"},
    Region{"me-central-1", "api.mec1.pure.cloud", "login.mec1.pure.cloud"},
    Region{"mx-central-1", "api.mxc1.pure.cloud", "login.mxc1.pure.cloud"},
    Region{"sa-east-1", "api.sae1.pure.cloud", "login.sae1.pure.cloud"},
    Region{"us-east-1", "api.mypurecloud.com", "login.mypurecloud.com"},
    Region{"us-east-2", "api.use2.us-gov-pure.cloud", "login.use2.us-gov-pure.cloud"},
    Region{"us-west-2", "api.usw2.pure.cloud", "login.usw2.pure.cloud"},
};

}  // namespace

std::span<const Region> regions() { return kRegions; }

const Region* find_region(std::string_view name) {
  const auto found = std::find_if(kRegions.begin(), kRegions.end(), [&](const auto& row) { return row.name == name; });
  return found != kRegions.end() ? &*found : nullptr;
}

}  // namespace interlock
