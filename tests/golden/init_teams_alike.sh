#!/usr/bin/env bash
# Two teams whose names differ in one slip are told of by their lines in units.csv, with the rows of each, and not by name;
# teams that a number or a word tells apart are not.
set -eu
mkdir theirs
cat >theirs/ssd_involvements.csv <<'C'
invo_involvements_id,invo_person_id,invo_professional_id,invo_professional_team,invo_involvement_start_date
1,1,9,safeguarding_north,2025-01-01
2,2,9,safeguarding_north,2025-01-01
3,3,9,safegaurding_north,2025-01-01
4,4,9,safeguarding_south,2025-01-01
5,5,9,Team 1,2025-01-01
6,6,9,Team 2,2025-01-01
C
"$SCORECARD" init mine --from theirs >told
sed -n '/^To look at/,/^$/p' told
cat -n mine/units.csv
if grep saf told; then exit 1; fi
