-- The county's extracts as tables: read by county.sh in a folder with the job's files, the bank holidays, the code lists,
-- and what the program says in results.csv; @last_month is the last month as 2026-10. What follows is written from the
-- indicators' definitions, by other means than the program's: a row for each day with the working days up to it, a row
-- for each month, intervals between one event and the next.
.bail on
.import --csv units.csv raw_units
.import --csv populations.csv raw_populations
.import --csv bank_holidays.csv raw_bank_holidays
.import --csv results.csv results

-- A cell that says nothing is missing.
.once cleaning.sql
select printf('update "%w" set "%w" = null where "%w" in ('''', ''SSD_PH'', ''1900-01-01'');', master.name, info.name, info.name)
  from sqlite_master as master join pragma_table_info(master.name) as info where master.name like 'in\_%' escape '\';
.read cleaning.sql

-- Days, and how many working days there had been by the end of each; and the n-th working day.
create table day (day text primary key, worked integer) without rowid;
insert into day
with recursive every(day) as (
    select min(date) from raw_bank_holidays
    union all select date(day, '+1 day') from every where day < (select substr(max(date), 1, 4) || '-12-31' from raw_bank_holidays))
select day, sum(strftime('%w', day) not in ('0', '6') and day not in (select date from raw_bank_holidays)) over (order by day)
  from every;
create table working_day (nth integer primary key, day text);
insert into working_day select worked, min(day) from day where worked > 0 group by worked;
-- A day so many months after each, at the month's last where that month lacks it: 30 November and three is the end of February.
create table later (day text, months integer, becomes text, primary key (day, months)) without rowid;
insert into later
select day, months, min(date(day, months || ' months'), date(day, 'start of month', (months + 1) || ' months', '-1 day'))
  from day join (select -24 as months union select -12 union select -6
                 union select 3 union select 6 union select 12 union select 14 union select 18 union select 24 union select 30);

-- What a code is written as. What no list knows stays what it says.
create table code (list text, written text collate nocase, code text, primary key (list, written)) without rowid;
.read codes.sql

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
create table month (ending text primary key, month_start text, quarter_start text, year_start text, three_years_start text, april text) without rowid;
insert into month
with recursive ends(start, many) as (
    select @last_month || '-01', 1 union all select date(start, '-1 month'), many + 1 from ends where many < 36)
select date(start, '+1 month', '-1 day'), start, date(start, '-2 months'), date(start, '-11 months'), date(start, '-35 months'),
       (substr(start, 1, 4) - (substr(start, 6, 2) < '04')) || '-04-01' from ends;
create table window (window text, ending text, opens text, primary key (window, ending)) without rowid;
insert into window
select 'month', ending, month_start from month union all select '3 months', ending, quarter_start from month
union all select '12 months', ending, year_start from month union all select '36 months', ending, three_years_start from month
union all select 'year_to_date', ending, april from month union all select 'snapshot', ending, ending from month;
create table last_day as select max(ending) as last_day from month;

-- Extracts as tables: a row without a required value, or with a key that was there before, is set aside. `line` is the
-- row's place in its file.
create table person as
select pers_person_id as child, pers_dob as birth, pers_death_date as death, min(rowid) as line
  from in_ssd_person where pers_person_id is not null group by 1;
create index person_child on person (child);

create table contact as
select cont_contact_id as contact, cont_person_id as child, cont_contact_date as day, decision_date as decided,
       coalesce((select code from code where list = 'contact_outcome' and written = outcome), outcome) as outcome,
       coalesce((select code from code where list = 'contact_reason' and written = reason), reason) as reason,
       nullif(cont_contact_team, 'SSD_PH') as named_team, min(rowid) as line
  from in_ssd_contacts where cont_contact_id is not null and cont_person_id is not null and cont_contact_date is not null group by 1;

create table referral as
select cine_referral_id as referral, cine_person_id as child, cine_referral_date as starts, cine_close_date as ends,
       cine_referral_nfa = 'Y' as nfa, cine_referral_team as team, decision_date as decided, min(rowid) as line
  from in_ssd_cin_episodes where cine_referral_id is not null and cine_person_id is not null and cine_referral_date is not null group by 1;
create index referral_child on referral (child, starts);
create unique index referral_key on referral (referral);

create table assessment as
select cina_assessment_id as assessment, cina_person_id as child, cina_referral_id as referral, cina_assessment_start_date as starts,
       cina_assessment_auth_date as ends, cina_assessment_child_seen = 'Y' as seen, cina_assessment_team as team, min(rowid) as line
  from in_ssd_cin_assessments where cina_assessment_id is not null and cina_person_id is not null and cina_assessment_start_date is not null group by 1;

create table cin_plan as
select cinp_cin_plan_id as plan, cinp_person_id as child, cinp_cin_plan_start_date as starts, cinp_cin_plan_end_date as ends,
       cinp_cin_plan_team as team, min(rowid) as line
  from in_ssd_cin_plans where cinp_cin_plan_id is not null and cinp_person_id is not null and cinp_cin_plan_start_date is not null group by 1;
create table cin_visit as
select cinv_cin_visit_id as visit, cinv_person_id as child, cinv_cin_visit_date as made, cinv_cin_visit_seen = 'Y' as seen, min(rowid) as line
  from in_ssd_cin_visits where cinv_cin_visit_id is not null and cinv_person_id is not null and cinv_cin_visit_date is not null group by 1;
create index cin_visit_child on cin_visit (child, made);
create table cin_review as
select review_id as review, child_id as child, due_date as due, date as held, team, min(rowid) as line
  from in_cin_reviews where review_id is not null and child_id is not null group by 1;
create index cin_review_child on cin_review (child, held);

create table enquiry as
select s47e_s47_enquiry_id as enquiry, s47e_person_id as child, s47e_s47_start_date as starts, s47e_s47_end_date as ends,
       s47e_s47_nfa = 'Y' as nfa, s47e_s47_completed_by_team as team, min(rowid) as line
  from in_ssd_s47_enquiry where s47e_s47_enquiry_id is not null and s47e_person_id is not null and s47e_s47_start_date is not null group by 1;
create unique index enquiry_key on enquiry (enquiry);

create table conference as
select icpc_icpc_id as conference, icpc_person_id as child, icpc_s47_enquiry_id as enquiry, icpc_icpc_transfer_in = 'Y' as transfer,
       icpc_icpc_date as held, icpc_icpc_outcome_cp_flag = 'Y' as led_to_plan, icpc_icpc_team as team, min(rowid) as line
  from in_ssd_initial_cp_conference where icpc_icpc_id is not null and icpc_person_id is not null and icpc_icpc_date is not null group by 1;
create index conference_enquiry on conference (enquiry, held);

create table strategy_discussion as
select discussion_id as discussion, child_id as child, trigger_date as trigger, date as held, police_present = 'Y' as police,
       health_present = 'Y' as health, actions_recorded = 'Y' as actions, team, min(rowid) as line
  from in_strategy_discussions where discussion_id is not null and child_id is not null and date is not null group by 1;

create table any_plan as
select cppl_cp_plan_id as plan, cppl_person_id as child, cppl_cp_plan_start_date as starts, cppl_cp_plan_end_date as ends,
       cppl_cp_plan_ola = 'Y' as other_authority, min(rowid) as line
  from in_ssd_cp_plans where cppl_cp_plan_id is not null and cppl_person_id is not null and cppl_cp_plan_start_date is not null group by 1;
-- Only plans of this authority: one held for another is in no figure.
create table plan as select plan, child, starts, ends, line from any_plan where coalesce(other_authority, 0) = 0;
create unique index plan_key on plan (plan);
create index plan_child on plan (child, starts);
-- A plan that begins on the day that another of the child's ended is that one continued, and has run since that one began.
alter table plan add column continues integer;
alter table plan add column continued integer;
alter table plan add column since text;
update plan set continues = exists (select 1 from plan as before where before.child = plan.child and before.ends = plan.starts and before.starts < plan.starts),
                continued = exists (select 1 from plan as after where after.child = plan.child and after.starts = plan.ends and after.starts > plan.starts),
                since = coalesce((select min(before.starts) from plan as before where before.child = plan.child and before.ends = plan.starts and before.starts < plan.starts), starts);

create table visit as
select cppv_cp_visit_id as visit, cppv_cp_plan_id as plan, cppv_person_id as child, cppv_cp_visit_date as made,
       cppv_cp_visit_seen = 'Y' as seen, cppv_cp_visit_seen_alone = 'Y' as alone, recorded_date as recorded, min(rowid) as line
  from in_ssd_cp_visits
 where cppv_cp_visit_id is not null and cppv_cp_plan_id is not null and cppv_person_id is not null and cppv_cp_visit_date is not null group by 1;
create index visit_child on visit (child, made);
create table review as
select cppr_cp_review_id as review, cppr_cp_plan_id as plan, cppr_person_id as child, cppr_cp_review_date as held, min(rowid) as line
  from in_ssd_cp_reviews where cppr_cp_review_id is not null and cppr_cp_plan_id is not null and cppr_person_id is not null group by 1;
create index review_plan on review (plan, held);
create index review_child on review (child, held);
create table core_group as
select core_group_id as core_group, child_id as child, plan_id as plan, date as held, min(rowid) as line
  from in_core_groups where core_group_id is not null and child_id is not null and date is not null group by 1;
create index core_group_child on core_group (child, held);

create table episode as
select clae_cla_episode_id as episode, clae_person_id as child, clae_cla_id as care, clae_entered_care_date as entered,
       clae_cla_episode_start_date as starts, clae_cla_episode_start_reason as begun_by,
       clae_cla_episode_ceased_date as ends, clae_cla_episode_ceased_reason as ended_by, min(rowid) as line
  from in_ssd_cla_episodes where clae_cla_episode_id is not null and clae_person_id is not null and clae_cla_episode_start_date is not null group by 1;
create index episode_child on episode (child, starts);
create table placement as
select clap_cla_placement_id as placement, clap_person_id as child, clap_cla_placement_start_date as starts, clap_cla_placement_end_date as ends,
       clap_cla_placement_type as type, clap_cla_placement_provider as provider, clap_cla_placement_distance + 0.0 as distance,
       "Placement location" as location, clap_cla_placement_change_reason as change, min(rowid) as line
  from in_ssd_cla_placement where clap_cla_placement_id is not null and clap_person_id is not null and clap_cla_placement_start_date is not null group by 1;
create index placement_child on placement (child, starts);
create table legal_status as
select lega_legal_status_id as legal_status, lega_person_id as child, lega_legal_status as status, lega_legal_status_start_date as starts,
       lega_legal_status_end_date as ends, min(rowid) as line
  from in_ssd_legal_status where lega_legal_status_id is not null and lega_person_id is not null and lega_legal_status_start_date is not null group by 1;
create index legal_status_child on legal_status (child, starts);

-- Staff of every role: figures leave out those who are not registered. A row is a post: a worker may have several, but not
-- the same one twice.
create table worker as
select worker_id as worker, swe_number as registration, team, (select code from code where list = 'workforce_role' and written = in_workforce.role) as role,
       agency = 'Y' as agency, fte + 0.0 as fte, start_date as starts, end_date as ends, covers_vacancy = 'Y' as covers,
       qualified_date as qualified, min(rowid) as line
  from in_workforce where worker_id is not null and agency is not null and fte is not null and start_date is not null
 group by worker_id, start_date, coalesce(team, ''), coalesce((select code from code where list = 'workforce_role' and written = in_workforce.role), '');
create index worker_worker on worker (worker, starts);

create table involvement as
select invo_involvements_id as involvement, invo_person_id as child, invo_professional_id as worker,
       (select code from code where list = 'involvement_role' and written = invo_professional_role_id) as role, invo_professional_team as team,
       invo_involvement_start_date as starts, invo_involvement_end_date as ends, min(rowid) as line
  from in_ssd_involvements where invo_involvements_id is not null and invo_person_id is not null and invo_involvement_start_date is not null group by 1;

-- Cases: allocations to a case worker. A child has had the case worker of the latest one from the day it began until the
-- next began, open or not (of those begun on one day, the later line's).
create table allocation as
select line, child, worker, team, starts, ends, lead(starts) over (partition by child order by starts, line) as succeeded
  from involvement where role = 'CW';
create index allocation_child on allocation (child, starts);

-- Cases open at the end of each month, and each child's team then: that of the latest.
create table open_case as
select ending, line, child, worker, team, row_number() over (partition by ending, child order by starts desc, line desc) = 1 as is_latest,
       row_number() over (partition by ending, child, worker order by starts desc, line desc) = 1 as is_counted
  from allocation join month on starts <= ending and (ends is null or ends > ending);
create table home as select ending, child, team from open_case where is_latest;
create unique index home_child on home (ending, child);
create index open_case_worker on open_case (ending, worker);
create index open_case_child on open_case (ending, child);
-- The team that last held each child, whether or not it still does.
create table last_team as
select ending, child, team from allocation join month on starts <= ending and (succeeded is null or succeeded > ending);
create unique index last_team_child on last_team (ending, child);

-- What is counted of a month's end or a window: an item is counted once in a unit and window, however many rows it has
-- there. `met` is 1 when the item is in the numerator too, `amount` what it weighs.
create table counted (indicator text, window text, ending text, team text, item text, met real, amount real);
-- What could not be told either way.
create table unknown (indicator text, window text, ending text, team text);
-- What happens on a day, and counts in each window that holds the day and ends no sooner than it was `seen`.
create table event (indicator text, day text, seen text, team text, met real, amount real, unknown integer default 0);
create table recipe (indicator text, format text, window text, primary key (indicator, window)) without rowid;
