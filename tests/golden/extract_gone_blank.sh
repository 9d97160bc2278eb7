#!/usr/bin/env bash
# A column that was filled is blank.
set -eu
"$SCORECARD" run --quiet --month 2025-12
sed -i "2,\$s/^\([^,]*,[^,]*\),[^,]*/\1,/" extracts/workforce.csv
"$SCORECARD" run --month 2025-12 || echo "run: exit status $?"
"$SCORECARD" run --quiet --month 2025-12 --accept blank:published_workforce.agency_fte
sed -i "1s/vacancy_fte/vacancies/" extracts/workforce.csv
"$SCORECARD" run --month 2025-12 || echo "run: exit status $?"
