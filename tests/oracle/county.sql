-- The county's figures a second time, from its extracts alone: read by county.sh in a folder with the job's files, the
-- bank holidays, and what the program says in results.csv; @last_month is the last month as 2026-10. Written from the
-- indicators' definitions, by other means than the program's: a row for each day with the working days up to it, a row
-- for each month, intervals between one event and the next.
.bail on
.import --csv units.csv raw_units
.import --csv populations.csv raw_populations
.import --csv bank_holidays.csv raw_bank_holidays
.import --csv involvement_role.csv raw_involvement_roles
.import --csv workforce_role.csv raw_workforce_roles
.import --csv extracts/ssd_person.csv raw_people
.import --csv extracts/ssd_cin_episodes.csv raw_referrals
.import --csv extracts/ssd_cin_assessments.csv raw_assessments
.import --csv extracts/ssd_s47_enquiry.csv raw_enquiries
.import --csv extracts/ssd_initial_cp_conference.csv raw_conferences
.import --csv extracts/ssd_cp_plans.csv raw_plans
.import --csv extracts/ssd_cp_visits.csv raw_visits
.import --csv extracts/ssd_cp_reviews.csv raw_reviews
.import --csv extracts/ssd_cla_episodes.csv raw_episodes
.import --csv extracts/ssd_cla_placement.csv raw_placements
.import --csv extracts/ssd_legal_status.csv raw_legal_statuses
.import --csv extracts/ssd_involvements.csv raw_involvements
.import --csv hr/workforce.csv raw_workers
.import --csv results.csv results

-- Days, and how many working days there had been by the end of each.
create table day (day text primary key, worked integer) without rowid;
insert into day
with recursive every(day) as (
    select min(date) from raw_bank_holidays
    union all select date(day, '+1 day') from every where day < (select substr(max(date), 1, 4) || '-12-31' from raw_bank_holidays))
select day, sum(strftime('%w', day) not in ('0', '6') and day not in (select date from raw_bank_holidays)) over (order by day)
  from every;

-- What a cell may say and what it means. A cell that is not here is missing: a day that never was, 1900-01-01, SSD_PH.
create table written_day (written text primary key, day text) without rowid;
insert into written_day select day, day from day union all select strftime('%d/%m/%Y', day), day from day;
create table flag (written text primary key collate nocase, is_set integer) without rowid;
insert into flag values ('Y', 1), ('Yes', 1), ('N', 0), ('No', 0);
create table role (written text collate nocase, list text, code text, primary key (list, written)) without rowid;
insert or ignore into role
select code, 'involvement', code from raw_involvement_roles union all select alias, 'involvement', code from raw_involvement_roles
union all select code, 'workforce', code from raw_workforce_roles union all select alias, 'workforce', code from raw_workforce_roles;

-- Units by id or name, the team nobody is in, and for each unit those it counts in: itself and all above.
create table unit (unit text primary key, parent text) without rowid;
insert into unit select unit, nullif(parent, '') from raw_units;
insert into unit select '(no team)', unit from unit where parent is null;
create table place (written text primary key collate nocase, unit text) without rowid;
insert into place select unit, unit from raw_units;
insert or ignore into place select name, unit from raw_units;
create table within (unit text, above text, primary key (unit, above)) without rowid;
insert into within
with recursive up(unit, above) as (
    select unit, unit from unit
    union all select up.unit, unit.parent from up join unit on unit.unit = up.above where unit.parent is not null)
select unit, above from up;

-- The 36 months, and where the windows that end with them begin.
create table month (ending text primary key, month_start text, quarter_start text, year_start text) without rowid;
insert into month
with recursive ends(start, many) as (
    select @last_month || '-01', 1 union all select date(start, '-1 month'), many + 1 from ends where many < 36)
select date(start, '+1 month', '-1 day'), start, date(start, '-2 months'), date(start, '-11 months') from ends;

create table span (window text, ending text, first text, primary key (window, ending)) without rowid;
insert into span
select 'month', ending, month_start from month union all select '3 months', ending, quarter_start from month
union all select '12 months', ending, year_start from month
union all select 'year_to_date', ending, substr(date(ending, '-3 months', 'start of month'), 1, 4) || '-04-01' from month;

-- Extracts as tables. A row without a required value, or with a key that was there before, is set aside.
create table person (child text primary key, birth text);
insert or ignore into person
select pers_person_id, (select day from written_day where written = pers_dob) from raw_people order by rowid;

create table referral (referral text unique not null, child text not null, starts text not null, ends text, nfa integer, team text);
insert or ignore into referral
select nullif(cine_referral_id, ''), nullif(nullif(cine_person_id, ''), 'SSD_PH'),
       (select day from written_day where written = cine_referral_date),
       (select day from written_day where written = cine_close_date),
       (select is_set from flag where written = cine_referral_nfa), nullif(nullif(cine_referral_team, ''), 'SSD_PH')
  from raw_referrals order by rowid;

create table assessment (assessment text unique not null, child text not null, starts text not null, ends text, seen integer, team text);
insert or ignore into assessment
select nullif(cina_assessment_id, ''), nullif(nullif(cina_person_id, ''), 'SSD_PH'),
       (select day from written_day where written = cina_assessment_start_date),
       (select day from written_day where written = cina_assessment_auth_date),
       (select is_set from flag where written = cina_assessment_child_seen),
       nullif(nullif(cina_assessment_team, ''), 'SSD_PH')
  from raw_assessments order by rowid;

create table enquiry (enquiry text unique not null, child text not null, starts text not null, team text);
insert or ignore into enquiry
select nullif(s47e_s47_enquiry_id, ''), nullif(nullif(s47e_person_id, ''), 'SSD_PH'), (select day from written_day where written = s47e_s47_start_date),
       nullif(nullif(s47e_s47_completed_by_team, ''), 'SSD_PH')
  from raw_enquiries order by rowid;

create table conference (conference text unique not null, child text not null, enquiry text, transfer integer, held text not null, led integer, team text);
insert or ignore into conference
select nullif(icpc_icpc_id, ''), nullif(nullif(icpc_person_id, ''), 'SSD_PH'), nullif(nullif(icpc_s47_enquiry_id, ''), 'SSD_PH'),
       (select is_set from flag where written = icpc_icpc_transfer_in),
       (select day from written_day where written = icpc_icpc_date),
       (select is_set from flag where written = icpc_icpc_outcome_cp_flag), nullif(nullif(icpc_icpc_team, ''), 'SSD_PH')
  from raw_conferences order by rowid;

create table any_plan (plan text unique not null, child text not null, starts text not null, ends text, other_authority integer);
insert or ignore into any_plan
select nullif(cppl_cp_plan_id, ''), nullif(nullif(cppl_person_id, ''), 'SSD_PH'),
       (select day from written_day where written = cppl_cp_plan_start_date),
       (select day from written_day where written = cppl_cp_plan_end_date),
       (select is_set from flag where written = cppl_cp_plan_ola)
  from raw_plans order by rowid;
-- Only plans of this authority: one held for another is in no figure.
create table plan as select plan, child, starts, ends from any_plan where coalesce(other_authority, 0) = 0;
create unique index plan_key on plan (plan);
create index plan_child on plan (child, starts);

create table visit (visit text unique not null, plan text not null, child text not null, made text not null, seen integer, alone integer);
insert or ignore into visit
select nullif(cppv_cp_visit_id, ''), nullif(nullif(cppv_cp_plan_id, ''), 'SSD_PH'), nullif(nullif(cppv_person_id, ''), 'SSD_PH'),
       (select day from written_day where written = cppv_cp_visit_date),
       (select is_set from flag where written = cppv_cp_visit_seen), (select is_set from flag where written = cppv_cp_visit_seen_alone)
  from raw_visits order by rowid;

create table review (review text unique not null, plan text not null, child text not null, held text);
insert or ignore into review
select nullif(cppr_cp_review_id, ''), nullif(nullif(cppr_cp_plan_id, ''), 'SSD_PH'), nullif(nullif(cppr_person_id, ''), 'SSD_PH'),
       (select day from written_day where written = cppr_cp_review_date)
  from raw_reviews order by rowid;

create table episode (episode text unique not null, child text not null, starts text not null, ends text);
insert or ignore into episode
select nullif(clae_cla_episode_id, ''), nullif(nullif(clae_person_id, ''), 'SSD_PH'),
       (select day from written_day where written = clae_cla_episode_start_date),
       (select day from written_day where written = clae_cla_episode_ceased_date)
  from raw_episodes order by rowid;

create table placement (placement text unique not null, child text not null, starts text not null, ends text, type text);
insert or ignore into placement
select nullif(clap_cla_placement_id, ''), nullif(nullif(clap_person_id, ''), 'SSD_PH'),
       (select day from written_day where written = clap_cla_placement_start_date),
       (select day from written_day where written = clap_cla_placement_end_date),
       nullif(nullif(clap_cla_placement_type, ''), 'SSD_PH')
  from raw_placements order by rowid;
create index placement_child on placement (child, starts);

create table legal_status (legal_status text unique not null, child text not null, status text, starts text not null, ends text);
insert or ignore into legal_status
select nullif(lega_legal_status_id, ''), nullif(nullif(lega_person_id, ''), 'SSD_PH'), nullif(nullif(lega_legal_status, ''), 'SSD_PH'),
       (select day from written_day where written = lega_legal_status_start_date),
       (select day from written_day where written = lega_legal_status_end_date)
  from raw_legal_statuses order by rowid;

-- Staff of every role: figures leave out those who are not registered. An agency flag or hours that cannot be read set
-- the row aside. A row is a post: a worker may have several, but not the same one twice.
create table worker (worker text not null, team text, role text, agency integer not null, fte real not null, starts text not null, ends text);
create unique index worker_post on worker (worker, starts, coalesce(team, ''), coalesce(role, ''));
insert or ignore into worker
select nullif(worker_id, ''), nullif(nullif(team, ''), 'SSD_PH'),
       (select code from role where list = 'workforce' and written = raw_workers.role),
       (select is_set from flag where written = agency), iif(fte glob '[0-9]*', cast(fte as real), null),
       (select day from written_day where written = start_date), (select day from written_day where written = end_date)
  from raw_workers order by rowid;

create table involvement (involvement text unique not null, child text not null, worker text, role text, team text, starts text not null, ends text);
insert or ignore into involvement
select nullif(invo_involvements_id, ''), nullif(nullif(invo_person_id, ''), 'SSD_PH'), nullif(nullif(invo_professional_id, ''), 'SSD_PH'),
       (select code from role where list = 'involvement' and written = invo_professional_role_id),
       nullif(nullif(invo_professional_team, ''), 'SSD_PH'),
       (select day from written_day where written = invo_involvement_start_date),
       (select day from written_day where written = invo_involvement_end_date)
  from raw_involvements order by rowid;

-- Cases: allocations to a case worker. A child has had the case worker of the latest one from the day it began until the
-- next began, open or not (of those begun on one day, the later line's).
create table allocation as
select rowid as line, child, worker, team, starts, ends,
       lead(starts) over (partition by child order by starts, rowid) as succeeded
  from involvement where role = 'CW';
create index allocation_child on allocation (child, starts);

-- Cases open at the end of each month, and each child's team then: that of the latest.
create table open_case as
select ending, line, child, worker, team,
       row_number() over (partition by ending, child order by starts desc, line desc) = 1 as is_latest
  from allocation join month on starts <= ending and (ends is null or ends > ending);
create table home as select ending, child, team from open_case where is_latest;
create unique index home_child on home (ending, child);
create index open_case_worker on open_case (ending, worker);
create index open_case_child on open_case (ending, child);

-- Registered social workers in post at the end of each month, with the cases they hold.
create table in_post as
select month.ending, worker.rowid as line, worker.worker, worker.team, agency, fte, count(open_case.line) as cases
  from worker join month on worker.starts <= month.ending and (worker.ends is null or worker.ends > month.ending)
  left join open_case on open_case.worker = worker.worker and open_case.ending = month.ending
 where worker.role <> 'not_registered'
 group by month.ending, worker.rowid;
create index in_post_worker on in_post (ending, worker);

-- The one post of a worker that a case reads: the latest that is open, or else the latest (of one day, the later line's).
create table held as
select ending, worker, team, role, fte, is_open from (
    select ending, worker, team, role, fte, ends is null or ends > ending as is_open,
           row_number() over (partition by ending, worker
                              order by ends is null or ends > ending desc, starts desc, worker.rowid desc) = 1 as is_held
      from worker join month on starts <= ending)
 where is_held;
create unique index held_worker on held (ending, worker);
-- A case stands with the team that holds it where its worker has a post there, or else with that of the post above.
create table post_team as
select distinct ending, worker, team from worker join month on starts <= ending and (ends is null or ends > ending)
 where team is not null;
create unique index post_team_all on post_team (ending, worker, team);

-- What is counted: an item is counted once in a unit and month, however many rows it has there. `met` is 1 when the
-- item is in the numerator too, `amount` what it weighs.
create table counted (indicator text, ending text, team text, item text, met integer, amount real, window text default 'snapshot');
-- What could not be told either way.
create table unknown (indicator text, ending text, team text, window text default 'snapshot');

-- Of one child's referrals, enquiries, conferences on a day, or assessments that end on one, the last counts.
create temp table referral_in as
select * from (
    select window, ending, team, referral, child, starts, nfa,
           row_number() over (partition by window, ending, child, starts order by referral.rowid desc) as place
      from referral join span on starts between first and ending) where place = 1;
-- The day of a child's referral before, if it is not more than a year before (29 February's anniversary is the 28th).
create temp table referral_day as
select child, starts, lag(starts) over (partition by child order by starts)
                      >= min(date(starts, '-12 months'), date(starts, 'start of month', '-11 months', '-1 day')) as again
  from (select distinct child, starts from referral);
create index temp.referral_day_child on referral_day (child, starts);
insert into counted select 'referrals', ending, team, referral, 1, 1, window from referral_in where window in ('month', '12 months');
insert into counted select 'referrals_rate_10k', ending, team, referral, 1, 1, window from referral_in where window = '12 months';
insert into counted
select 'rereferral_12m_pct', ending, team, referral, coalesce(again, 0), 1, window
  from referral_in join referral_day using (child, starts) where window in ('month', '12 months');
insert into counted
select 'referrals_nfa_pct', ending, team, referral, coalesce(nfa, 0), 1, window from referral_in where window in ('month', '12 months');
insert into unknown
select 'referrals_nfa_pct', ending, team, window from referral_in where nfa is null and window in ('month', '12 months');

create temp table assessment_in as
select * from (
    select window, ending, team, assessment, seen, starts <= ends and last.worked - day.worked <= 45 as in_time,
           row_number() over (partition by window, ending, child, ends order by starts desc, assessment.rowid desc) as place
      from assessment join span on ends between first and ending and starts <= ending
      join day on day.day = starts join day as last on last.day = ends
     where window in ('month', '12 months')) where place = 1;
insert into counted select 'assessments_completed', ending, team, assessment, 1, 1, window from assessment_in;
insert into counted select 'assessment_45wd_pct', ending, team, assessment, in_time, 1, window from assessment_in;
insert into counted select 'assessment_child_seen_pct', ending, team, assessment, coalesce(seen, 0), 1, window from assessment_in;
insert into unknown select 'assessment_child_seen_pct', ending, team, window from assessment_in where seen is null;

create temp table enquiry_in as
select * from (
    select window, ending, team, enquiry, row_number() over (partition by window, ending, child, starts order by enquiry.rowid desc) as place
      from enquiry join span on starts between first and ending where window in ('month', '12 months')) where place = 1;
insert into counted select 's47_started', ending, team, enquiry, 1, 1, window from enquiry_in;
insert into counted select 's47_rate_10k', ending, team, enquiry, 1, 1, window from enquiry_in where window = '12 months';

insert into counted
select 'icpc_15wd_pct', ending, team, conference, in_time, 1, window
  from (select window, ending, conference.team, conference, last.worked - day.worked <= 15 as in_time,
               row_number() over (partition by window, ending, conference.child, held order by conference.rowid desc) as place
          from conference join span on held between first and ending join enquiry using (enquiry)
          join day on day.day = starts join day as last on last.day = held
         where coalesce(transfer, 0) = 0 and starts <= held and window <> 'year_to_date')
 where place = 1;
insert into unknown
select 'icpc_15wd_pct', ending, conference.team, window
  from conference join span on held between first and ending left join enquiry using (enquiry)
 where coalesce(transfer, 0) = 0 and (starts is null or starts > ending) and window <> 'year_to_date';
create temp table conference_in as
select * from (
    select window, ending, team, conference, led,
           row_number() over (partition by window, ending, child, held order by conference.rowid desc) as place
      from conference join span on held between first and ending where window in ('month', '12 months')) where place = 1;
insert into counted select 'icpc_rate_10k', ending, team, conference, 1, 1, window from conference_in where window = '12 months';
insert into counted select 'icpc_to_plan_pct', ending, team, conference, coalesce(led, 0), 1, window from conference_in;
insert into unknown select 'icpc_to_plan_pct', ending, team, window from conference_in where led is null;

-- Children in need: one referral a child, the last that is open.
create temp table in_need as
select * from (
    select month.ending, coalesce(home.team, referral.team) as team, referral, starts,
           row_number() over (partition by month.ending, referral.child order by starts desc, referral.rowid desc) as place
      from referral join month on starts <= month.ending and (ends is null or ends > month.ending)
      left join home on home.ending = month.ending and home.child = referral.child
     where coalesce(nfa, 0) = 0) where place = 1;
insert into counted (indicator, ending, team, item, met, amount) select 'cin_rate_10k', ending, team, referral, 1, 1 from in_need;
insert into counted (indicator, ending, team, item, met, amount)
select 'cin_open_2y_pct', ending, team, referral,
       min(date(starts, '+24 months'), date(starts, 'start of month', '+25 months', '-1 day')) <= ending, 1 from in_need;

-- Plans open at the end of each month, in the team that holds the child then. A visit on which the child was seen is
-- the last one until the next.
create temp table last_seen as
select child, made, alone, lead(made) over (partition by child order by made, rowid) as next_made from visit where seen;
create index temp.last_seen_child on last_seen (child, made);
create temp table open_plan as
select month.ending, year_start, home.team, plan.rowid as line, plan.plan, plan.child, plan.starts,
       today.worked - day.worked as open_working_days, alone,
       coalesce(today.worked - (select worked from day where day = last_seen.made) <= 10, 0) as is_visited
  from plan join month on plan.starts <= month.ending and (plan.ends is null or plan.ends > month.ending)
  join day on day.day = plan.starts join day as today on today.day = month.ending
  left join home on home.ending = month.ending and home.child = plan.child
  left join last_seen on last_seen.child = plan.child and made <= month.ending and (next_made is null or next_made > month.ending);
-- One plan a child, the last one.
create temp table one_plan as
select * from (select *, row_number() over (partition by ending, child order by starts desc, line desc) as place from open_plan) where place = 1;

insert into counted (indicator, ending, team, item, met, amount)
select indicator, ending, team, plan, 1, 1 from one_plan join (select 'cp_count' as indicator union select 'cp_rate_10k');
insert into counted (indicator, ending, team, item, met, amount)
select 'cp_open_2y_pct', ending, team, plan, julianday(ending) - julianday(starts) > 729, 1 from one_plan;
insert into counted (indicator, ending, team, item, met, amount)
select 'cp_open_2y_calendar_pct', ending, team, plan,
       min(date(starts, '+24 months'), date(starts, 'start of month', '+25 months', '-1 day')) <= ending, 1 from one_plan;
insert into counted (indicator, ending, team, item, met, amount)
select 'cp_open_18m', ending, team, plan, 1, 1
  from (select *, row_number() over (partition by ending, child order by starts desc, line desc) as place from open_plan
         where min(date(starts, '+18 months'), date(starts, 'start of month', '+19 months', '-1 day')) <= ending) where place = 1;
insert into counted (indicator, ending, team, item, met, amount)
select 'cp_visits_10wd_pct', ending, team, plan, is_visited, 1
  from (select *, row_number() over (partition by ending, child order by starts desc, line desc) as place from open_plan
         where open_working_days > 10) where place = 1;
insert into counted (indicator, ending, team, item, met, amount)
select 'cp_seen_alone_pct', ending, team, plan, coalesce(alone, 0), 1 from one_plan join person using (child)
 where is_visited and substr(ending, 1, 4) - substr(birth, 1, 4) - (substr(ending, 6) < substr(birth, 6)) >= 4;
insert into unknown (indicator, ending, team)
select 'cp_seen_alone_pct', ending, team from one_plan join person using (child)
 where is_visited and alone is null and substr(ending, 1, 4) - substr(birth, 1, 4) - (substr(ending, 6) < substr(birth, 6)) >= 4;
insert into unknown (indicator, ending, team)
select 'cp_seen_alone_pct', ending, team from open_plan left join person using (child) where is_visited and birth is null;
insert into counted (indicator, ending, team, item, met, amount)
select 'cp_no_allocated_sw', ending, allocation.team, plan, 1, 1
  from one_plan
  left join allocation on allocation.child = one_plan.child and allocation.starts <= ending and (succeeded is null or succeeded > ending)
 where not exists (select 1 from open_case join worker using (worker)
                    where open_case.ending = one_plan.ending and open_case.child = one_plan.child
                      and worker.role <> 'not_registered' and worker.starts <= one_plan.ending
                      and (worker.ends is null or worker.ends > one_plan.ending));

-- From each event to the next: when that was due, and when it came, if it did. A day that its month lacks is the
-- month's last: 30 November and three months is the end of February.
create temp table due as
with event(plan, held, is_start) as (
    select plan, starts, 1 from plan
    union select plan.plan, held, 0 from review join plan using (child) where held > starts)
select plan,
       iif(is_start, min(date(held, '+3 months'), date(held, 'start of month', '+4 months', '-1 day')),
                     min(date(held, '+6 months'), date(held, 'start of month', '+7 months', '-1 day'))) as due,
       lead(held) over (partition by plan order by held) as came
  from event;
delete from due where came <= due;
create index temp.due_plan on due (plan, due);
-- What is left came late, or not yet. Late counts for the year that it was due in; what has not come counts until it has.
insert into counted
select 'cp_reviews_in_time_pct', ending, team, plan,
       not exists (select 1 from due
                    where due.plan = one.plan and due <= ending and (due >= year_start or came is null or came > ending)), 1, '12 months'
  from (select *, row_number() over (partition by ending, child order by starts desc, line desc) as place from open_plan
         where min(date(starts, '+3 months'), date(starts, 'start of month', '+4 months', '-1 day')) <= ending) as one
 where place = 1;

-- A plan that began belongs to the team that had the child then; one that carries on where another ended is no new one.
create temp table begun as
select * from (
    select window, ending, allocation.team, plan.plan, plan.child, plan.starts,
           min(date(plan.starts, '-24 months'), date(plan.starts, 'start of month', '-23 months', '-1 day')) as two_years_before,
           row_number() over (partition by window, ending, plan.child, plan.starts order by plan.rowid desc) as place
      from plan join span on plan.starts between first and ending
      left join allocation on allocation.child = plan.child and allocation.starts <= plan.starts
                              and (succeeded is null or succeeded > plan.starts)
     where window in ('month', '12 months')
       and not exists (select 1 from plan as before where before.child = plan.child and before.ends = plan.starts and before.starts < plan.starts))
 where place = 1;
insert into counted select 'cp_starts', ending, team, plan, 1, 1, window from begun;
insert into counted
select 'cp_repeat_ever_pct', ending, team, plan, starts > (select min(starts) from plan where child = begun.child), 1, window from begun;
insert into counted
select 'cp_repeat_24m_pct', ending, team, plan,
       (select count(*) from plan as before
         where before.child = begun.child and before.starts < begun.starts and before.ends between two_years_before and begun.starts) > 0, 1, window
  from begun;

-- Plans that ended, in the team that had the child then.
create temp table ended as
select * from (
    select window, ending, allocation.team, plan.plan, plan.starts, plan.ends,
           row_number() over (partition by window, ending, plan.child, plan.ends order by plan.starts desc, plan.rowid desc) as place
      from plan join span on plan.ends between first and ending and plan.starts <= ending
      left join allocation on allocation.child = plan.child and allocation.starts <= plan.ends
                              and (succeeded is null or succeeded > plan.ends)
     where window in ('year_to_date', '12 months')
       and not exists (select 1 from plan as after where after.child = plan.child and after.starts = plan.ends and after.starts > plan.starts))
 where place = 1;
insert into counted select 'cp_closed_2y_pct', ending, team, plan, julianday(ends) - julianday(starts) > 729, 1, window from ended;
insert into counted
select 'cp_closed_2y_calendar_pct', ending, team, plan,
       min(date(starts, '+24 months'), date(starts, 'start of month', '+25 months', '-1 day')) <= ends, 1, window from ended;

-- Children looked after at the end of each month, but those whose latest legal status then is a series of short breaks;
-- the type of the latest of their placements that is open.
create temp table short_break as
select ending, child
  from (select ending, child, status, row_number() over (partition by ending, child order by starts desc, legal_status.rowid desc) as place
          from legal_status join month on starts <= ending and (ends is null or ends > ending))
 where place = 1 and status in ('V3', 'V4');
create temp table placed as
select * from (
    select ending, child, type, row_number() over (partition by ending, child order by starts desc, placement.rowid desc) as place
      from placement join month on starts <= ending and (ends is null or ends > ending)) where place = 1;
create index temp.placed_child on placed (ending, child);
create temp table open_episode as
select month.ending, year_start, home.team, episode.child, type
  from episode join month on starts <= month.ending and (ends is null or ends > month.ending)
  left join home on home.ending = month.ending and home.child = episode.child
  left join placed on placed.ending = month.ending and placed.child = episode.child
 where not exists (select 1 from short_break where short_break.ending = month.ending and short_break.child = episode.child);
create temp table looked_after as select distinct * from open_episode;
insert into counted (indicator, ending, team, item, met, amount)
select indicator, ending, team, child, 1, 1 from looked_after join (select 'cla_count' as indicator union select 'cla_rate_10k');
insert into counted (indicator, ending, team, item, met, amount)
select 'cla_foster_pct', ending, team, child, coalesce(type in ('FOSTER', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6'), 0), 1 from looked_after;
insert into counted (indicator, ending, team, item, met, amount)
select 'cla_pwp_pct', ending, team, child, coalesce(type = 'P1', 0), 1 from looked_after;
insert into counted (indicator, ending, team, item, met, amount)
select 'cla_pwp_count', ending, team, child, 1, 1 from looked_after where type = 'P1';
insert into unknown (indicator, ending, team)
select indicator, ending, team from open_episode
  join (select 'cla_foster_pct' as indicator union select 'cla_pwp_pct' union select 'cla_pwp_count') where type is null;
insert into counted
select 'cla_3plus_sw_pct', ending, team, child,
       (select count(distinct worker) from allocation
         where allocation.child = looked_after.child and starts <= ending and (ends is null or ends >= year_start)) >= 3, 1, '12 months'
  from looked_after;

-- Cases and the full-time equivalent of those who hold them: numerator and denominator are different things, so what is
-- only in the numerator weighs nothing in the denominator.
insert into counted (indicator, ending, team, item, met, amount)
select 'caseload_avg_fte', ending, coalesce(post_team.team, held.team), 'case ' || open_case.line, 1, null
  from open_case join held using (ending, worker) left join post_team using (ending, worker, team) where is_open and role <> 'not_registered' and fte > 0;
insert into counted (indicator, ending, team, item, met, amount)
select 'caseload_avg_fte', ending, team, 'post ' || line, 0, fte from in_post where fte > 0 and cases > 0;
insert into counted (indicator, ending, team, item, met, amount)
select 'caseload_over_threshold_pct', ending, team, worker,
       cases / (select sum(fte) from in_post as post where post.ending = in_post.ending and post.worker = in_post.worker) > 18, 1
  from in_post where fte > 0 and cases > 0;
insert into counted (indicator, ending, team, item, met, amount)
select 'agency_rate_fte', ending, team, 'post ' || line, agency, fte from in_post;

-- Whether a worker counts cannot be told of one whose role is not known, nor whether a case does when the worker is not
-- known or the allocation's role is not.
create temp table perhaps as
select ending, worker.rowid as line, worker, team, fte
  from worker join month on starts <= ending and (ends is null or ends > ending) where role is null;
insert into unknown (indicator, ending, team) select 'agency_rate_fte', ending, team from perhaps;
insert into unknown (indicator, ending, team)
select indicator, ending, team from perhaps join (select 'caseload_avg_fte' as indicator union select 'caseload_over_threshold_pct')
 where fte > 0 and exists (select 1 from open_case where open_case.ending = perhaps.ending and open_case.worker = perhaps.worker);
insert into unknown (indicator, ending, team)
select 'caseload_avg_fte', month.ending, coalesce(post_team.team, held.team)
  from involvement join month on involvement.starts <= month.ending and (involvement.ends is null or involvement.ends > month.ending)
  left join held on held.ending = month.ending and held.worker = involvement.worker
  left join post_team on post_team.ending = month.ending and post_team.worker = involvement.worker
                     and post_team.team = involvement.team
 where coalesce(involvement.role, 'CW') = 'CW' and coalesce(held.role, '') <> 'not_registered' and coalesce(fte, 1) > 0
   and coalesce(is_open, 1) and (involvement.role is null or held.role is null);

insert into counted (indicator, ending, team, item, met, amount)
select 'unallocated_children', ending, coalesce(allocation.team, referral.team), referral.child, 1, 1
  from referral join month on referral.starts <= ending and (referral.ends is null or referral.ends > ending)
  left join allocation on allocation.child = referral.child and allocation.starts <= ending
                          and (succeeded is null or succeeded > ending)
 where coalesce(nfa, 0) = 0
   and not exists (select 1 from open_case join held using (ending, worker)
                    where open_case.ending = month.ending and open_case.child = referral.child
                      and held.role <> 'not_registered' and is_open);

-- How each figure is made of what is counted. The denominator of a rate is the population, that of a count is none.
create table recipe (indicator text, window text, format text, primary key (indicator, window)) without rowid;
insert into recipe
select distinct indicator, window, case when indicator like '%_10k' then 'rate'
                                when indicator in ('referrals', 'assessments_completed', 's47_started', 'cp_count', 'cp_starts', 'cp_open_18m', 'cp_no_allocated_sw',
                                                     'cla_count', 'cla_pwp_count', 'unallocated_children') then 'count'
                                when indicator = 'caseload_avg_fte' then 'ratio' else 'percent' end
  from counted;

create table total as
with item(indicator, window, ending, unit, met, amount) as (
    select indicator, window, ending, above, max(met), max(amount)
      from counted left join place on place.written = counted.team
      join within on within.unit = coalesce(place.unit, '(no team)')
     group by indicator, window, ending, above, item)
select indicator, window, ending, unit, sum(iif(met, coalesce(amount, 1), 0)) as met, coalesce(sum(amount), 0) as amount
  from item group by indicator, window, ending, unit;
create unique index total_of on total (indicator, window, ending, unit);

create table untold as
select indicator, window, ending, above as unit, count(*) as many
  from unknown left join place on place.written = unknown.team join within on within.unit = coalesce(place.unit, '(no team)')
 group by indicator, window, ending, above;
create unique index untold_of on untold (indicator, window, unit, ending);

create table ours (indicator text, window text, unit text, ending text, numerator real, denominator real, value real, unknown integer);
insert into ours
with parts(indicator, window, unit, ending, format, numerator, denominator, unknown) as (
    select recipe.indicator, recipe.window, unit.unit, month.ending, format, coalesce(met, 0),
           case format when 'count' then null
                when 'rate' then (select cast(population as real) from raw_populations
                                   where raw_populations.unit = unit.unit and "from" <= month.ending order by "from" desc limit 1)
                else coalesce(amount, 0) end, coalesce(many, 0)
      from recipe join unit join month
      left join total on total.indicator = recipe.indicator and total.window = recipe.window and total.unit = unit.unit and total.ending = month.ending
      left join untold on untold.indicator = recipe.indicator and untold.window = recipe.window and untold.unit = unit.unit and untold.ending = month.ending)
select indicator, window, unit, ending, numerator, denominator,
       case format when 'count' then numerator when 'rate' then 10000.0 * numerator / denominator
            when 'ratio' then numerator / denominator else 100.0 * numerator / denominator end, unknown
  from parts;
-- The program lists "(no team)" only for an indicator that some row of no team is counted in, or unknown in.
delete from ours
 where unit = '(no team)' and (indicator, window) not in (select indicator, window from total where unit = '(no team)'
                                                            union select indicator, window from untold where unit = '(no team)');

create table theirs as
select indicator, window, unit, period_end as ending, cast(nullif(numerator, '') as real) as numerator,
       cast(nullif(denominator, '') as real) as denominator, cast(nullif(value, '') as real) as value, cast(unknown as integer) as unknown
  from results where breakdown = '' and (indicator, window) in (select indicator, window from recipe);

-- Counts are whole and agree to the last digit; what is added up in another order differs by what binary fractions do.
create table compared as
with pairs as (
    select indicator, window, unit, ending, ours.unit is not null and theirs.unit is not null as in_both,
           ours.numerator as n, theirs.numerator as their_n, ours.denominator as d, theirs.denominator as their_d,
           ours.value as v, theirs.value as their_v,
           ours.unknown as u, theirs.unknown as their_u
      from ours full join theirs using (indicator, window, unit, ending))
select *, in_both and n is not null = (their_n is not null) and d is not null = (their_d is not null)
              and v is not null = (their_v is not null) and coalesce(abs(n - their_n), 0) <= 1e-9
              and coalesce(abs(d - their_d), 0) <= 1e-9 and coalesce(abs(v - their_v), 0) <= 1e-9 * max(1, abs(coalesce(v, 0)))
              and u = their_u as is_same
  from pairs;

.mode list
.separator ""
.headers off
select printf('%-28s %-12s %5d figures compared %5d differ', indicator, window, count(*), sum(not is_same)) from compared group by indicator, window;
select printf('%s (%s), %s, %s: ours %s, theirs %s', indicator, window, unit, ending,
              iif(u is null, 'none', printf('%s / %s = %s (%d unknown)', coalesce(n, '-'), coalesce(d, '-'), coalesce(v, 'n/a'), u)),
              iif(their_u is null, 'none', printf('%s / %s = %s (%d unknown)', coalesce(their_n, '-'), coalesce(their_d, '-'),
                                                  coalesce(their_v, 'n/a'), their_u)))
  from compared where not is_same order by indicator, window, ending, unit limit 10;
select printf('%d indicators, %d figures compared, %d differ', count(distinct indicator), count(*), sum(not is_same)) from compared;
