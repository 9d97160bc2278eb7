#!/usr/bin/env bash
# What may be given to the public: Leeds had few agency staff for some years, and for one that came after no direction.
set -eu
"$SCORECARD" run --quiet --month 2025-12
"$SCORECARD" results --indicator agency_rate --unit Leeds --from 2019 --to 2023
"$SCORECARD" results --indicator agency_rate --unit Leeds --from 2019 --to 2023 --public
"$SCORECARD" results --indicator agency_rate --unit Leeds --from 2019 --to 2020 --public --format json
