#!/usr/bin/env bash
# Every figure of samples/published against the one the Department for Education printed beside the same counts
# (assessments, which it prints as bands of days, against the counts). Figures that the source rounded otherwise are
# listed, with the reason, in published_differences.csv: one that is not listed fails, and so does one that is listed
# and no longer differs. Ends with 77 when the department's files are not there.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${SCORECARD:-build/scorecard}
dfe=${SCORECARD_SHARED:-../shared}/data/dfe
if [ ! -d "$dfe" ]; then
    echo "skipped: no outside data at $dfe"
    exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r samples/published "$work/job"
rm -rf "$work/job"/{out,history.db*}
"$program" run --quiet "$work/job/job.json" --month 2025-12
"$program" results "$work/job/job.json" --format csv >"$work/results.csv"

sqlite3 -batch :memory: >"$work/differences.csv" <<SQL
.bail on
.import --csv "$work/results.csv" results
.import --csv "$dfe/csww_indicators_2017_to_2025.csv" workforce
.import --csv "$dfe/c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv" referrals
.import --csv "$dfe/c2_children_in_need_assessments_duration_2014_to_2024.csv" assessments
.import --csv "$dfe/d3_cpps_subsequent_plan_2013_to_2025.csv" repeats
.import --csv "$dfe/d6_cpps_reviewed_within_timescales_2013_to_2024.csv" reviews

create table printed as
with every(indicator, level, council, year, shown) as (
    select 'agency_rate', geographic_level, la_name, time_period, agency_rate_fte from workforce
    union all select 'average_caseload', geographic_level, la_name, time_period, caseload_fte from workforce
    union all select 'vacancy_rate', geographic_level, la_name, time_period, vacancy_rate_fte from workforce
    union all select 'turnover_rate', geographic_level, la_name, time_period, turnover_rate_fte from workforce
    union all select 'rereferral_12m', geographic_level, la_name, time_period, rereferral_percent from referrals
    union all select 'cp_repeat', geographic_level, la_name, time_period, CPP_subsequent_percent from repeats
    union all select 'cp_reviews_in_time', geographic_level, la_name, time_period, Reviewed_within_timescales_percent
                from reviews
    -- Withheld bands are letters: what is left is then no figure at all.
    union all select 'assessment_45wd', geographic_level, la_name, time_period,
                     iif(bands glob '*[a-z]*' or Assessments_completed = 0, 'c', within || '/' || Assessments_completed)
                from (select *, Same_day || "1-10_days" || "11-20_days" || "21-30_days" || "31-40_days" || "41-45_days" as bands,
                             Same_day + "1-10_days" + "11-20_days" + "21-30_days" + "31-40_days" + "41-45_days" as within
                        from assessments))
select indicator, iif(level = 'National', 'England', council) as unit, year || '-12-31' as period_end,
       case when shown glob '*/*' then shown
            when shown glob '[0-9]*' then printf('%.1f', shown) else '' end as shown
  from every
 where level = 'National' or (level = 'Local authority' and council in ('Kirklees', 'Leeds', 'Kent', 'Walsall'));

-- A half is rounded up in decimal: the nudge keeps 12.45, which is a little less in binary, from becoming 12.4.
create table ours as
select indicator, unit, period_end,
       case when value = '' then ''
            when indicator = 'assessment_45wd' then printf('%d/%d', numerator, denominator)
            else printf('%.1f', value + 1e-9) end as shown
  from results where breakdown = '';

.headers on
.mode csv
.separator , "\n"
-- Each printed figure is worked out, and each figure worked out is printed.
select indicator, unit, period_end, printed.shown as printed, ours.shown as worked_out
  from printed full join ours using (indicator, unit, period_end)
 where coalesce(printed.shown, '') <> coalesce(ours.shown, '') or ours.shown is null
 order by 1, 2, 3;
.output "$work/compared"
.headers off
select count(*) from printed where shown <> '';
SQL

compared=$(cat "$work/compared")
if [ "$compared" -eq 0 ]; then
    echo "nothing to compare in $dfe"
    exit 1
fi
if ! diff <(cut -d, -f1-5 tests/oracle/published_differences.csv) "$work/differences.csv" >"$work/news"; then
    echo "figures differ otherwise than tests/oracle/published_differences.csv says (< listed, > found):"
    cat "$work/news"
    exit 1
fi
echo "$compared printed figures compared; $(($(wc -l <"$work/differences.csv") - 1)) differ, as listed with their reasons"
