#!/usr/bin/env bash
# The made-up county's figures lie near England's, and its special causes where its story put them. Each line: an
# indicator, a unit, a month, and the least and the most it may be; England's published value where there is one.
set -eu
"$(dirname "$SCORECARD")/make-county" county
"$SCORECARD" run county/job.json --month 2026-10 --quiet 2>messages || { status=$? && cat messages && exit $status; }
"$SCORECARD" results county/job.json --format csv >results.csv 2>messages
while read -r indicator unit month least most what; do
    awk -F, -v indicator="$indicator" -v unit="$unit" -v month="$month" -v least="$least" -v most="$most" -v what="$what" '
        !found && $1 == indicator && $2 == unit && $3 == "" && substr($5, 1, 7) == month {
            found = 1
            print ($9 != "" && $9 + 0 >= least && $9 + 0 <= most ? "ok" : "not ok " $9), indicator, unit, month, what }
        END { if (!found) print "not ok: no figure", indicator, unit, month }' results.csv
done <<'LEVELS'
rereferral_12m_pct exampleshire 2026-10 20 26 England 22.6
cp_rate_10k exampleshire 2026-10 34 47 England 40.6
cp_open_2y_pct exampleshire 2026-10 0.3 5 England 2.3
cp_repeat_ever_pct exampleshire 2026-10 20 32 England 24.5
icpc_15wd_pct exampleshire 2026-10 72 93 England 81.4
cla_rate_10k exampleshire 2026-10 58 76 England 67
cla_3plus_placements_pct exampleshire 2026-10 8 13 England 10
caseload_avg_fte exampleshire 2026-10 13 18 England 15.2
agency_rate_fte exampleshire 2026-10 9 15 England 13.0
agency_rate_fte exampleshire 2023-11 22 27 judged inadequate
assessment_45wd_pct exampleshire 2023-11 60 78 judged inadequate
assessment_45wd_pct exampleshire 2025-12 86 96 recovered
assessment_45wd_pct exampleshire 2026-03 58 80 after the reorganisation
caseload_avg_fte safeguarding_east 2025-03 18 29 in trouble
caseload_avg_fte safeguarding_north 2025-03 13 20 and the others are not
cp_visits_10wd_pct safeguarding_east 2026-10 30 80 not typed in yet
LEVELS
