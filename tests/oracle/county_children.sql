-- From the front door to child protection.
create table kind (indicator text, window text, how text);
create table measured (indicator text, window text, ending text, team text, value real);

-- A child's referrals of one day are one; so are its enquiries, conferences and so on: the later line's.
create temp table referred as
select * from (select *, row_number() over (partition by child, starts order by line desc) as place from referral) where place = 1;
insert into recipe values ('referrals', 'count', 'month'), ('referrals', 'count', '12 months'), ('referrals_rate_10k', 'rate', '12 months'),
    ('referrals_nfa_pct', 'percent', '12 months'), ('referrals_nfa_pct', 'percent', 'month'),
    ('rereferral_12m_pct', 'percent', '12 months'), ('rereferral_12m_pct', 'percent', 'month'),
    ('referral_decision_1wd_pct', 'percent', '12 months'), ('referral_decision_1wd_pct', 'percent', 'month');
insert into event select 'referrals', starts, null, team, 1, 1, 0 from referred;
insert into event select 'referrals_rate_10k', starts, null, team, 1, 1, 0 from referred;
insert into event select 'referrals_nfa_pct', starts, null, team, coalesce(nfa, 0), 1, nfa is null from referred;
-- The referral before, if it is not more than a year before.
insert into event
select 'rereferral_12m_pct', starts, null, team, coalesce(before >= (select becomes from later where day = starts and months = -12), 0), 1, 0
  from (select *, lag(starts) over (partition by child order by starts) as before from referred);
insert into event
select 'referral_decision_1wd_pct', starts, null, team, met, 1, 0
  from (select *, row_number() over (partition by child, starts order by line desc) as place
          from (select referral.*, coalesce(decided between starts and due.day, 0) as met
                  from referral join day as first on first.day = starts join working_day as due on due.nth = first.worked + 1, last_day
                 where decided is not null or due.day <= last_day))
 where place = 1;

-- Contacts, one for each child in each, in the team that had the child then.
create temp table contact_team as
select contact.*, coalesce(named_team, allocation.team) as team, due.day as due
  from contact join day as first on first.day = contact.day join working_day as due on due.nth = first.worked + 1
  left join allocation on allocation.child = contact.child and allocation.starts <= contact.day and (succeeded is null or succeeded > contact.day);
insert into recipe select indicator, format, window
  from (select 'contacts' as indicator, 'count' as format union select 'contact_decision_1wd_pct', 'percent'
        union select 'contacts_to_referral_pct', 'percent' union select 'da_contacts', 'count')
  join (select 'month' as window union select '12 months');
insert into event select 'contacts', day, null, team, 1, 1, 0 from contact_team;
insert into event
select 'contact_decision_1wd_pct', day, null, team, coalesce(decided between day and due, 0), 1, 0
  from contact_team, last_day where decided is not null or due <= last_day;
insert into event select 'contacts_to_referral_pct', day, null, team, coalesce(outcome = 'referral', 0), 1, outcome is null from contact_team;
insert into event
select 'da_contacts', day, null, team, coalesce(reason = 'domestic_abuse', 0), 1, reason is null from contact_team;

-- Early help assessments.
insert into recipe values ('eh_assessments_started', 'count', 'month'), ('eh_assessments_started', 'count', '12 months'),
    ('eh_assessment_in_time_pct', 'percent', 'month'), ('eh_assessment_in_time_pct', 'percent', '12 months');
create temp table early_help as
select assessment_id as assessment, child_id as child, start_date as starts, end_date as ends, team, min(rowid) as line
  from in_early_help_assessments where assessment_id is not null and child_id is not null and start_date is not null group by 1;
insert into event
select 'eh_assessments_started', starts, null, team, 1, 1, 0
  from (select *, row_number() over (partition by child, starts order by line desc) as place from early_help) where place = 1;
insert into event
select 'eh_assessment_in_time_pct', ends, starts, team, last.worked - first.worked between 0 and 35, 1, 0
  from (select *, row_number() over (partition by child, ends order by starts <= ends desc, starts desc, line desc) as place from early_help where ends is not null)
  join day as first on first.day = starts join day as last on last.day = ends where place = 1;

-- Assessments, by the day that a manager authorised them.
create temp table assessed as
select a.*, last.worked - first.worked as length, last.worked - asked.worked as since_referral, referral.starts as referred
  from (select *, row_number() over (partition by child, ends order by starts <= ends desc, starts desc, line desc) as place from assessment where ends is not null) as a
  join day as first on first.day = a.starts join day as last on last.day = a.ends
  left join referral on referral.referral = a.referral left join day as asked on asked.day = referral.starts
 where place = 1;
insert into recipe select indicator, format, window
  from (select 'assessments_completed' as indicator, 'count' as format union select 'assessment_45wd_pct', 'percent'
        union select 'assessment_45wd_from_referral_pct', 'percent' union select 'assessment_child_seen_pct', 'percent')
  join (select 'month' as window union select '12 months');
insert into event select 'assessments_completed', ends, starts, team, 1, 1, 0 from assessed;
insert into event select 'assessment_45wd_pct', ends, starts, team, length between 0 and 45, 1, 0 from assessed;
insert into event select 'assessment_child_seen_pct', ends, starts, team, coalesce(seen, 0), 1, seen is null from assessed;
insert into event
select 'assessment_45wd_from_referral_pct', ends, starts, team, coalesce(since_referral between 0 and 45, 0), 1, since_referral is null from assessed;
insert into kind values ('assessment_median_wd', 'month', 'median'), ('assessment_median_wd', '12 months', 'median');
insert into measured
select 'assessment_median_wd', window, ending, team, length from assessed join window on ends between opens and ending
 where window in ('month', '12 months') and length >= 0;
insert into recipe values ('assessment_open_over_45wd', 'count', 'snapshot');
insert into counted
select 'assessment_open_over_45wd', 'snapshot', ending, team, assessment, 1, 1
  from (select assessment.*, ending, row_number() over (partition by ending, child order by starts desc, line desc) as place
          from assessment join month on starts <= ending and (ends is null or ends > ending)
          join day as first on first.day = starts join day as last on last.day = ending where last.worked - first.worked > 45)
 where place = 1;

-- Strategy discussions.
insert into recipe select indicator, 'percent', window
  from (select 'strategy_discussion_timely_pct' as indicator union select 'strategy_multiagency_pct' union select 'strategy_actions_recorded_pct')
  join (select 'month' as window union select '12 months');
create temp table discussed as
select d.*, held between trigger and due.day as in_time
  from (select *, row_number() over (partition by child, held order by line desc) as place from strategy_discussion) as d
  left join day as first on first.day = trigger left join working_day as due on due.nth = first.worked + 1 where place = 1;
insert into event
select 'strategy_discussion_timely_pct', held, null, team, coalesce(in_time, 0), 1, in_time is null from discussed;
insert into event
select 'strategy_multiagency_pct', held, null, team, coalesce(police and health, 0), 1, (police and health) is null from discussed;
insert into event select 'strategy_actions_recorded_pct', held, null, team, coalesce(actions, 0), 1, actions is null from discussed;

-- Section 47 enquiries.
create temp table enquired as
select * from (select *, row_number() over (partition by child, starts order by line desc) as place from enquiry) where place = 1;
insert into recipe values ('s47_started', 'count', 'month'), ('s47_started', 'count', '12 months'), ('s47_rate_10k', 'rate', '12 months'),
    ('s47_unsubstantiated_pct', 'percent', '12 months'), ('s47_unsubstantiated_pct', 'percent', 'month'),
    ('s47_to_icpc_pct', 'percent', '12 months'), ('s47_to_icpc_pct', 'percent', '3 months'), ('s47_to_icpc_pct', 'percent', 'month'),
    ('s47_to_icpc_started_pct', 'percent', '12 months');
insert into event select 's47_started', starts, null, team, 1, 1, 0 from enquired;
insert into event select 's47_rate_10k', starts, null, team, 1, 1, 0 from enquired;
create temp table completed as
select * from (select enquiry.*, window, ending, row_number() over (partition by window, ending, child, ends order by starts desc, line desc) as place
                 from enquiry join window on ends between opens and ending and starts <= ending where window in ('month', '12 months')) where place = 1;
insert into counted select 's47_unsubstantiated_pct', window, ending, team, enquiry, coalesce(nfa, 0), 1 from completed;
insert into unknown select 's47_unsubstantiated_pct', window, ending, team from completed where nfa is null;
-- Concluded by the end of a window, and whether in a conference by then.
create temp table concluded as
select enquiry.*, window, ending, (select day from working_day where nth = first.worked + 15) as runs_out,
       exists (select 1 from conference where conference.enquiry = enquiry.enquiry and held <= ending) as conferred
  from enquiry join day as first on first.day = starts join window on starts between date(opens, '-60 days') and ending
 where window in ('month', '3 months', '12 months');
delete from concluded where not (conferred or coalesce(nfa, 0) or coalesce(ends <= ending, 0));
insert into counted
select 's47_to_icpc_pct', window, ending, team, enquiry, conferred, 1
  from (select *, row_number() over (partition by window, ending, child, runs_out order by starts desc, line desc) as place
          from concluded join window using (window, ending) where runs_out between opens and ending) where place = 1;
insert into counted
select 's47_to_icpc_started_pct', window, ending, team, enquiry, conferred, 1
  from (select *, row_number() over (partition by window, ending, child, starts order by line desc) as place
          from concluded join window using (window, ending) where starts >= opens and window = '12 months') where place = 1;

-- Initial conferences.
create temp table conferred as
select * from (select *, row_number() over (partition by child, held order by line desc) as place from conference) where place = 1;
insert into recipe values ('icpc_15wd_pct', 'percent', '3 months'), ('icpc_15wd_pct', 'percent', '12 months'), ('icpc_15wd_pct', 'percent', 'month'),
    ('icpc_rate_10k', 'rate', '12 months'), ('icpc_to_plan_pct', 'percent', '12 months'), ('icpc_to_plan_pct', 'percent', 'month');
insert into event select 'icpc_rate_10k', held, null, team, 1, 1, 0 from conferred;
insert into event select 'icpc_to_plan_pct', held, null, team, coalesce(led_to_plan, 0), 1, led_to_plan is null from conferred;
create temp table timed as
select conference.*, enquiry.starts from conference left join enquiry using (enquiry) where coalesce(transfer, 0) = 0;
insert into event
select 'icpc_15wd_pct', held, null, team, last.worked - first.worked <= 15, 1, 0
  from (select *, row_number() over (partition by child, held order by line desc) as place from timed where starts <= held)
  join day as first on first.day = starts join day as last on last.day = held where place = 1;
-- An enquiry that begins after its conference is not known until then.
insert into event
select 'icpc_15wd_pct', held, null, team, 0, 0, 1 from timed
 where starts is null or starts > held;
insert into event select 'icpc_15wd_pct', held, starts, team, 0, 0, -1 from timed where starts > held;

-- Children in need: those with an open case that was taken forward, in the team that has the child, or else took the referral.
create temp table in_need as
select ending, child, coalesce(home.team, taken) as team, starts
  from (select ending, child, team as taken, starts, row_number() over (partition by ending, child order by starts desc, line desc) as place
          from referral join month on starts <= ending and (ends is null or ends > ending) where coalesce(nfa, 0) = 0)
  left join home using (ending, child)
 where place = 1;
insert into recipe values ('cin_rate_10k', 'rate', 'snapshot'), ('cin_open_2y_pct', 'percent', 'snapshot'), ('cin_plan_current_pct', 'percent', 'snapshot'),
    ('cin_visits_in_time_pct', 'percent', 'snapshot'), ('cin_reviews_in_time_pct', 'percent', 'month'), ('cin_reviews_in_time_pct', 'percent', '12 months');
insert into counted select 'cin_rate_10k', 'snapshot', ending, team, child, 1, 1 from in_need;
insert into counted
select 'cin_open_2y_pct', 'snapshot', ending, team, child, (select becomes from later where day = starts and months = 24) <= ending, 1 from in_need;
create temp table cin_open as
select ending, child, starts, team, line, last.worked as today, last.worked - first.worked as open_working_days
  from cin_plan join month on starts <= ending and (ends is null or ends > ending)
  join day as first on first.day = starts join day as last on last.day = ending;
insert into counted
select 'cin_visits_in_time_pct', 'snapshot', ending, team, child,
       coalesce(today - (select max(worked) from cin_visit join day on day = made where cin_visit.child = c.child and seen and made <= ending) <= 20, 0), 1
  from (select *, row_number() over (partition by ending, child order by starts desc, line desc) as place from cin_open where open_working_days > 20) as c
 where place = 1;
insert into counted
select 'cin_plan_current_pct', 'snapshot', ending, team, child,
       julianday(ending) - julianday(starts) <= 90
       or exists (select 1 from cin_review where cin_review.child = c.child and held between date(ending, '-90 days') and ending), 1
  from (select *, row_number() over (partition by ending, child order by starts desc, line desc) as place from cin_open) as c where place = 1;
insert into event
select 'cin_reviews_in_time_pct', due, null, team, coalesce(held <= due, 0), 1, 0
  from (select *, row_number() over (partition by child, due order by line desc) as place from cin_review where due is not null) where place = 1;

-- Plans open at the end of each month, a child's latest, in the team that holds the child then.
create temp table open_any as
select p.*, home.team, julianday(ending) - julianday(since) as open_days, today.worked as today, today.worked - first.worked as open_working_days,
       (select max(made) from visit where visit.child = p.child and seen and made <= ending) as last_seen
  from (select plan.*, ending, year_start from plan join month on starts <= ending and (ends is null or ends > ending)) as p
  join day as first on first.day = p.since join day as today on today.day = p.ending
  left join home using (ending, child);
alter table open_any add column is_visited integer;
update open_any set is_visited = coalesce(today - (select worked from day where day = last_seen) <= 10, 0);
-- A child counts once in each: by the latest of those plans that what is counted is said of.
create temp table open_plan as
select * from (select *, row_number() over (partition by ending, child order by starts desc, line desc) as place from open_any) where place = 1;
insert into recipe values ('cp_count', 'count', 'snapshot'), ('cp_rate_10k', 'rate', 'snapshot'), ('cp_visits_10wd_pct', 'percent', 'snapshot'), ('cp_visits_weeks_pct', 'percent', 'snapshot'),
    ('cp_seen_alone_pct', 'percent', 'snapshot'), ('cp_open_2y_pct', 'percent', 'snapshot'), ('cp_open_2y_calendar_pct', 'percent', 'snapshot'),
    ('cp_open_18m', 'count', 'snapshot'), ('cp_reviews_in_time_pct', 'percent', '12 months'), ('cp_plan_current_pct', 'percent', 'snapshot'),
    ('cp_no_allocated_sw', 'count', 'snapshot');
insert into counted select 'cp_count', 'snapshot', ending, team, plan, 1, 1 from open_plan;
insert into counted select 'cp_rate_10k', 'snapshot', ending, team, plan, 1, 1 from open_plan;
insert into counted select 'cp_visits_10wd_pct', 'snapshot', ending, team, child, is_visited, 1 from open_any where open_working_days > 10;
insert into counted
select 'cp_visits_weeks_pct', 'snapshot', ending, team, child, coalesce(julianday(ending) - julianday(last_seen) <= 14, 0), 1 from open_any where open_days > 14;
create temp table seen_alone as
select open_plan.*, birth, substr(ending, 1, 4) - substr(birth, 1, 4) - (substr(ending, 6) < substr(birth, 6)) as age,
       (select alone from visit where visit.child = open_plan.child and seen and made = last_seen order by line desc limit 1) as alone
  from open_plan left join person using (child) where is_visited;
insert into counted select 'cp_seen_alone_pct', 'snapshot', ending, team, plan, coalesce(alone, 0), 1 from seen_alone where age >= 4;
insert into unknown select 'cp_seen_alone_pct', 'snapshot', ending, team from seen_alone where alone is null and age >= 4
union all select 'cp_seen_alone_pct', 'snapshot', ending, team from open_any left join person using (child) where is_visited and birth is null;
insert into counted select 'cp_open_2y_pct', 'snapshot', ending, team, plan, open_days > 729, 1 from open_plan;
insert into counted
select 'cp_open_2y_calendar_pct', 'snapshot', ending, team, plan, (select becomes from later where day = since and months = 24) <= ending, 1 from open_plan;
insert into counted
select 'cp_open_18m', 'snapshot', ending, team, child, 1, 1 from open_any where (select becomes from later where day = since and months = 18) <= ending;

-- From each review to the next: when that was due, and when it came, if it did.
create temp table due as
with event(plan, held, is_start) as (
    select plan, since, 1 from plan
    union select plan.plan, held, 0 from review join plan using (child) where held > since)
select plan, becomes as due, lead(held) over (partition by plan order by held) as came
  from event join later on later.day = held and months = iif(is_start, 3, 6);
delete from due where came <= due;
create index temp.due_plan on due (plan, due);
-- What is left came late, or not yet. Late counts for the year that it came in, and that it was due in; what has not come counts
-- until it has.
insert into counted
select 'cp_reviews_in_time_pct', '12 months', ending, team, plan,
       not exists (select 1 from due
                    where due.plan = open_plan.plan and due <= ending and (came is null or came >= year_start)), 1
  from (select *, row_number() over (partition by ending, child order by starts desc, line desc) as place from open_any
         where (select becomes from later where day = since and months = 3) <= ending) as open_plan
 where place = 1;

-- A plan is to be written again within 15 working days of the last conference: that of its start, or the latest review.
create temp table plan_update as
select child_id as child, date as made, kind, min(rowid) as line from in_plan_updates
 where update_id is not null and child_id is not null and date is not null
 group by update_id;
delete from plan_update where coalesce(kind, '') <> 'child protection';
create index temp.plan_update_child on plan_update (child, made);
create temp table conference_before as
select open_any.*, max(starts, coalesce((select max(held) from review where review.child = open_any.child and held <= ending), starts)) as last_conference
  from open_any;
insert into counted
select 'cp_plan_current_pct', 'snapshot', ending, team, plan, coalesce(made <= (select day from working_day where nth = worked + 15), 0), 1
  from (select *, row_number() over (partition by ending, child order by starts desc, line desc) as place from (select c.*, worked, (select min(made) from plan_update where plan_update.child = c.child and made between last_conference and ending) as made
          from conference_before as c join day on day = last_conference) where today - worked > 15 or made is not null)
 where place = 1;

-- A plan that began, or ended, belongs to the team that had the child then.
create temp table begun as
select plan.*, allocation.team, later.becomes as two_years_before, first.worked
  from (select *, row_number() over (partition by child, starts order by line desc) as place from plan where not continues) as plan
  join later on later.day = plan.starts and months = -24 join day as first on first.day = plan.starts
  left join allocation on allocation.child = plan.child and allocation.starts <= plan.starts and (succeeded is null or succeeded > plan.starts)
 where place = 1;
insert into recipe select indicator, format, window
  from (select 'cp_starts' as indicator, 'count' as format union select 'cp_repeat_ever_pct', 'percent' union select 'cp_repeat_24m_pct', 'percent'
        union select 'first_core_group_10wd_pct', 'percent' union select 'rcpc_in_time_month_pct', 'percent' union select 'core_groups_in_time_pct', 'percent')
  join (select 'month' as window union select '12 months');
insert into event select 'cp_starts', starts, null, team, 1, 1, 0 from begun;
insert into event
select 'cp_repeat_ever_pct', starts, null, team, starts > (select min(starts) from plan where child = begun.child), 1, 0 from begun;
insert into event
select 'cp_repeat_24m_pct', starts, null, team,
       exists (select 1 from plan as before where before.child = begun.child and before.starts < begun.starts
                                              and before.ends between two_years_before and begun.starts), 1, 0
  from begun;
insert into recipe values ('cp_closed_2y_pct', 'percent', '12 months'), ('cp_closed_2y_pct', 'percent', 'year_to_date');
insert into event
select 'cp_closed_2y_pct', ends, plan.starts, team, julianday(ends) - julianday(plan.since) > 729, 1, 0
  from (select plan, child, starts, since, ends, row_number() over (partition by child, ends order by starts <= ends desc, starts desc, line desc) as place
          from plan where ends is not null and not continued) as plan
  left join (select child, team, starts as allocated, succeeded from allocation) as a
    on a.child = plan.child and allocated <= ends and (succeeded is null or succeeded > ends)
 where place = 1;

-- First core groups, by the day that they were due.
create temp table core_group_due as
select begun.*, (select day from working_day where nth = worked + 10) as due from begun;
insert into event
select 'first_core_group_10wd_pct', due, null, team, exists (select 1 from core_group where core_group.child = d.child and held between starts and due), 1, 0
  from core_group_due as d where ends is null or ends >= due;

-- Meetings that fell due, each a time after the one before, in the team that has the child at the window's end, or had it
-- when the plan ended.
create temp table meeting_of as
select plan.plan, plan.child, plan.starts, plan.ends, held
  from plan join review on review.child = plan.child join plan as recorded on recorded.plan = review.plan
 where (recorded.plan = plan.plan or recorded.ends = plan.starts) and held > recorded.starts;
create temp table meeting as
select 'rcpc_in_time_month_pct' as indicator, plan.plan, plan.child, ends, becomes as due,
       exists (select 1 from meeting_of where meeting_of.plan = plan.plan and held <= becomes) as met
  from plan join later on later.day = since and months = 3 where becomes > starts
union all
select 'rcpc_in_time_month_pct', plan, child, ends, becomes,
       exists (select 1 from review where review.child = at.child and review.held > at.held and review.held <= becomes)
  from (select distinct * from meeting_of) as at join later on later.day = held and months = 6 where becomes > starts
union all
select 'core_groups_in_time_pct', plan, child, ends, due,
       exists (select 1 from core_group where core_group.child = p.child and held between starts and due)
  from (select plan.*, (select day from working_day where nth = worked + 10) as due from plan join day on day = starts where not continues) as p
union all
select 'core_groups_in_time_pct', plan, child, ends, date(held, '+42 days'),
       exists (select 1 from core_group where core_group.child = at.child and core_group.held > at.held and core_group.held <= date(at.held, '+42 days'))
  from (select distinct plan.plan, plan.child, ends, held from plan join core_group using (child)
         where held >= starts or continues and date(held, '+42 days') > starts) as at;
delete from meeting where ends < due;
insert into counted
select indicator, window, ending, iif(meeting.ends <= ending, a.team, home.team), plan || ' ' || due || met, met, 1
  from meeting join window on due between opens and ending and window in ('month', '12 months') left join home using (ending, child)
  left join allocation as a on a.child = meeting.child and a.starts <= meeting.ends and (succeeded is null or succeeded > meeting.ends);
