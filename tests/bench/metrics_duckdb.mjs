// The ten indicators of metrics_catalogue.json for every unit and month in DuckDB's SQL, against what the program made of
// the same extracts. FOLDER holds the job; RESULTS is the program's CSV; prints the best time of RUNS, or what differs.
import { createRequire } from 'node:module';
const [modules, folder, holidays, results, lastDay, runs] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(modules + '/')('@duckdb/node-api');
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const db = await instance.connect();

const extract = (table, file, columns) => db.run(`create table ${table} as
    select row_number() over () as line, ${columns} from read_csv('${folder}/${file}', header = true, all_varchar = true)`);
const day = (from, to) => `try_cast(nullif(${from}, '') as date) as ${to}`;
await extract('referrals', 'extracts/ssd_cin_episodes.csv', `cine_person_id as child, ${day('cine_referral_date', 'date')}, cine_referral_team as team`);
await extract('assessments', 'extracts/ssd_cin_assessments.csv', `${day('cina_assessment_start_date', 'start')}, ${day('cina_assessment_auth_date', 'ended')}, cina_assessment_team as team`);
await extract('plans', 'extracts/ssd_cp_plans.csv', `cppl_cp_plan_id as plan, cppl_person_id as child, ${day('cppl_cp_plan_start_date', 'start')}, ${day('cppl_cp_plan_end_date', 'ended')}`);
await extract('visits', 'extracts/ssd_cp_visits.csv', `cppv_cp_plan_id as plan, ${day('cppv_cp_visit_date', 'date')}, cppv_cp_visit_seen = 'Y' as seen`);
await extract('involvements', 'extracts/ssd_involvements.csv', `invo_person_id as child, invo_professional_id as worker, invo_professional_role_id as role,
    invo_professional_team as team, ${day('invo_involvement_start_date', 'start')}, ${day('invo_involvement_end_date', 'ended')}`);
await extract('episodes', 'extracts/ssd_cla_episodes.csv', `clae_person_id as child, ${day('clae_cla_episode_start_date', 'start')}, ${day('clae_cla_episode_ceased_date', 'ended')}`);
await extract('placements', 'extracts/ssd_cla_placement.csv', `clap_person_id as child, ${day('clap_cla_placement_start_date', 'start')}, ${day('clap_cla_placement_end_date', 'ended')}`);
await extract('workers', 'hr/workforce.csv', `worker_id as worker, team, cast(fte as double) as fte, ${day('start_date', 'start')}, ${day('end_date', 'ended')}`);
await db.run(`create table month as select cast(date_trunc('month', date '${lastDay}') - to_months(n) as date) as first, last_day(first) as m,
    cast(first - to_months(11) as date) as year_start from (select unnest(range(36)) as n)`);
await db.run(`create table day as with all_days as (select cast(unnest(range(date '1990-01-01', date '2031-01-01', interval 1 day)) as date) as day)
    select day, sum(case when isodow(day) < 6 and day not in (select cast(date as date) from read_csv('${holidays}', header = true)) then 1 else 0 end) over (order by day) as worked from all_days`);
await db.run(`create table unit as select unit, nullif(parent, '') as parent from read_csv('${folder}/units.csv', header = true, all_varchar = true)`);
await db.run(`insert into unit select '(no team)', unit from unit where parent is null`);
await db.run(`create table up as with recursive up(unit, above) as (select unit, unit from unit union all
    select up.unit, unit.parent from up join unit on unit.unit = up.above where unit.parent is not null) select * from up`);

// Each a query of team, m, numerator, denominator that adds up the tree; or, "whole", one that joins it itself.
const team = `coalesce(nullif(team, ''), '(no team)') as team`;
// Whose a child is at the end of each month: made once, for four of them ask for it.
const holder = `create or replace table holder as select child, m, arg_max(team, (start, line)) as team from involvements join month on start <= m and (ended is null or ended > m)
    where role = 'CW' group by all`;
const queries = {
    referrals: { sql: `select ${team}, m, count(*) as n, null as d from referrals join month on date between first and m group by all` },
    rereferrals: { sql: `select ${team}, m, count(*) filter (where again) as n, count(*) as d from (select date, team, count(*) over (partition by child order by date
        range between interval 12 months preceding and interval 1 day preceding) > 0 as again from referrals) join month on date between year_start and m group by all` },
    assessments_45: { sql: `select ${team}, m, count(*) filter (where e.worked - s.worked <= 45) as n, count(*) as d from assessments join day s on s.day = start
        join day e on e.day = ended join month on ended between year_start and m group by all` },
    assessments_median: { whole: true, sql: `select above as unit, m, null as n, count(*) as d, quantile_cont(length, 0.5) as value from (select ${team}, ended, e.worked - s.worked as length
        from assessments join day s on s.day = start join day e on e.day = ended) join up on up.unit = team join month on ended between year_start and m group by all` },
    plans: { sql: `select ${team}, m, count(*) as n, null as d from plans join month on start <= m and (ended is null or ended > m) left join holder using (child, m) group by all` },
    plans_visited: { sql: `with open as (select plan, child, m, w.worked from plans join month on start <= m and (ended is null or ended > m) join day s on s.day = start
        join day w on w.day = m where w.worked - s.worked > 10), seen as (select plan, date from visits where seen and date is not null)
        select ${team}, open.m, count(*) filter (where open.worked - v.worked <= 10) as n, count(*) as d from open asof left join seen on seen.plan = open.plan and seen.date <= open.m
        left join day v on v.day = seen.date left join holder on holder.child = open.child and holder.m = open.m group by all` },
    repeat_plans: { sql: `with held as (select child, start, arg_max(team, line) as team from involvements where role = 'CW' group by all),
        began as (select child, start, min(start) over (partition by child) < start as again from plans)
        select ${team}, m, count(*) filter (where again) as n, count(*) as d from began asof left join held on held.child = began.child and held.start <= began.start
        join month on began.start between year_start and m group by all` },
    children_looked_after: { whole: true, sql: `select above as unit, m, count(distinct child) as n, null as d, null as value from (select episodes.child, month.m, ${team} from episodes
        join month on start <= m and (ended is null or ended > m) left join holder on holder.child = episodes.child and holder.m = month.m) join up on up.unit = team group by all` },
    three_placements: { whole: true, sql: `with many as (select child, m, count(*) >= 3 as many from placements join month on start <= m and (ended is null or ended >= year_start or ended > m) group by all)
        select above as unit, m, count(distinct child) filter (where many) as n, count(distinct child) as d, null as value from (select episodes.child, month.m, ${team}, coalesce(many, false) as many from episodes
        join month on start <= month.m and (ended is null or ended > month.m) left join holder on holder.child = episodes.child and holder.m = month.m left join many on many.child = episodes.child and many.m = month.m)
        join up on up.unit = team group by all` },
    caseload_over_18: { sql: `with cases as (select worker, m, count(*) as cases from involvements join month on start <= m and (ended is null or ended > m) where role = 'CW' group by all)
        select ${team}, month.m, count(*) filter (where cases / fte > 18) as n, count(*) as d from workers join month on start <= month.m and (ended is null or ended > month.m)
        join cases on cases.worker = workers.worker and cases.m = month.m where fte > 0 group by all` },
};
const sql = Object.entries(queries).map(([id, { whole, sql }]) => `insert into found select '${id}', ${whole ? `unit, m, n, d, value from (${sql})`
    : `above, m, sum(n), sum(d), null from (${sql}) join up on up.unit = team group by all`}`);

let best = Infinity;
const each = {};
for (let run = 0; run < Number(runs); run++) {
    await db.run('create or replace table found (indicator varchar, unit varchar, m date, n double, d double, value double)');
    const began = performance.now();
    await db.run(holder);
    for (const [i, one] of sql.entries()) {
        const from = performance.now();
        await db.run(one);
        const id = Object.keys(queries)[i];
        each[id] = Math.min(each[id] ?? Infinity, (performance.now() - from) / 1000);
    }
    best = Math.min(best, (performance.now() - began) / 1000);
}
const differing = await db.runAndReadAll(`with ours as (select indicator, unit, period_end, try_cast(numerator as double) as n, try_cast(denominator as double) as d, try_cast(value as double) as value
        from read_csv('${results}', header = true, all_varchar = true))
    select indicator, unit, cast(period_end as varchar), ours.n, ours.d, ours.value, found.n, found.d, found.value from ours left join found using (indicator, unit)
    where cast(period_end as date) = coalesce(m, cast(period_end as date)) and not (coalesce(ours.d, 0) = coalesce(found.d, 0) and (indicator = 'assessments_median'
        and ours.value is not distinct from found.value or indicator <> 'assessments_median' and coalesce(ours.n, 0) = coalesce(found.n, 0)))`);
const compared = await db.runAndReadAll(`select count(*) from found`);
for (const row of differing.getRows().slice(0, 10)) console.error('differs: ' + row.join(' '));
if (differing.getRows().length > 0 || Number(compared.getRows()[0][0]) < 1000) process.exit(1);
for (const [id, seconds] of Object.entries(each)) console.log(`  ${id.padEnd(32)} ${seconds.toFixed(4)} s`);
console.log(best.toFixed(4));
