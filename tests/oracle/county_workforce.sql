-- Complaints, disputes, audits, supervision; those who work, and their cases.
create temp table complaint as
select complaint_id as complaint, stage + 0 as stage, received_date as received, coalesce(agreed_date, received_date) as agreed, replied_date as replied,
       coalesce(extended, 'N') = 'Y' as extended, (select code from code where list = 'complaint_outcome' and written = outcome) as outcome, team, min(rowid) as line
  from in_complaint_register where complaint_id is not null and stage is not null and received_date is not null group by 1;
insert into recipe values ('complaints_s1_received', 'count', 'month'), ('complaints_s1_received', 'count', '12 months'),
    ('complaints_s1_in_time_pct', 'percent', '12 months'), ('complaints_s1_in_time_pct', 'percent', 'month'), ('complaints_s2_in_time_pct', 'percent', '12 months'),
    ('complaints_upheld_pct', 'percent', '12 months'), ('complaint_learning_actions_closed_pct', 'percent', '12 months');
insert into event select 'complaints_s1_received', received, null, team, 1, 1, 0 from complaint where stage = 1;
insert into event
select 'complaints_s1_in_time_pct', replied, received, team, last.worked - first.worked between 0 and iif(extended, 20, 10), 1, 0
  from complaint join day as first on first.day = received join day as last on last.day = replied where stage = 1;
insert into event
select 'complaints_s2_in_time_pct', replied, received, team, last.worked - first.worked between 0 and iif(extended, 65, 25), 1, 0
  from complaint join day as first on first.day = agreed join day as last on last.day = replied where stage = 2;
insert into event
select 'complaints_upheld_pct', replied, received, team, coalesce(outcome in ('upheld', 'partly_upheld'), 0), 1, outcome is null from complaint where replied is not null;
insert into event
select 'complaint_learning_actions_closed_pct', due_date, null, team, coalesce(closed_date <= due_date, 0), 1, 0
  from (select action_id, complaint_id as complaint, due_date, closed_date, min(rowid) as line from in_complaint_actions
         where action_id is not null and complaint_id is not null and due_date is not null group by 1) left join complaint using (complaint);

create temp table dispute as
select dispute_id as dispute, raised_date as raised, resolved_date as resolved, team, min(rowid) as line from in_disputes
 where dispute_id is not null and child_id is not null and raised_date is not null group by 1;
insert into recipe values ('disputes_raised', 'count', 'month'), ('disputes_raised', 'count', '12 months'), ('disputes_resolved_in_time_pct', 'percent', '12 months'),
    ('disputes_open_over_20wd', 'count', 'snapshot');
insert into event select 'disputes_raised', raised, null, team, 1, 1, 0 from dispute;
insert into event
select 'disputes_resolved_in_time_pct', resolved, raised, team, last.worked - first.worked between 0 and 20, 1, 0
  from dispute join day as first on first.day = raised join day as last on last.day = resolved;
insert into counted
select 'disputes_open_over_20wd', 'snapshot', ending, team, dispute, 1, 1
  from dispute join month on raised <= ending and (resolved is null or resolved > ending)
  join day as first on first.day = raised join day as last on last.day = ending where last.worked - first.worked > 20;

create temp table audit as
select audit_id as audit, child_id as child, planned_date as planned, completed_date as completed,
       (select code from code where list = 'audit_grade' and written = grade) as grade, moderated = 'Y' as moderated, plan_good = 'Y' as plan_good,
       pathway_plan_good = 'Y' as pathway_good, sibling_record = 'Y' as sibling, record_unique = 'Y' as is_unique,
       immediate_action_date as asked, immediate_action_resolved_date as resolved, team, min(rowid) as line
  from in_audits where audit_id is not null and child_id is not null and planned_date is not null group by 1;
insert into recipe select indicator, 'percent', '12 months'
  from (select 'audit_good_or_better_pct' as indicator union select 'audit_inadequate_pct' union select 'audit_moderated_pct' union select 'audit_plan_quality_pct'
        union select 'audit_pathway_quality_pct' union select 'audit_record_unique_pct' union select 'audits_completed_vs_plan_pct');
insert into recipe values ('audits_completed_vs_plan_pct', 'percent', 'month'), ('audit_immediate_action_open', 'count', 'snapshot');
insert into counted
select 'audits_completed_vs_plan_pct', window, ending, team, audit, coalesce(completed <= ending, 0), 1
  from audit join window on planned between opens and ending and window in ('month', '12 months');
insert into event
select 'audit_good_or_better_pct', completed, null, team, coalesce(grade in ('good', 'outstanding'), 0), 1, grade is null from audit where completed is not null;
insert into event
select 'audit_inadequate_pct', completed, null, team, coalesce(grade = 'inadequate', 0), 1, grade is null from audit where completed is not null;
insert into event
select 'audit_moderated_pct', completed, null, team, coalesce(moderated, 0), 1, moderated is null from audit where completed is not null;
insert into event select 'audit_plan_quality_pct', completed, null, team, plan_good, 1, 0 from audit where completed is not null and plan_good is not null;
insert into event
select 'audit_pathway_quality_pct', completed, null, team, pathway_good, 1, 0 from audit where completed is not null and pathway_good is not null;
insert into event
select 'audit_record_unique_pct', completed, null, team, coalesce(is_unique, 0) and sibling is not null, sibling is not null, sibling is null or is_unique is null
  from audit where completed is not null and coalesce(sibling, 1);
insert into counted
select 'audit_immediate_action_open', 'snapshot', ending, team, child, 1, 1
  from audit join month on asked <= ending and (resolved is null or resolved > ending);

create temp table supervision as
select supervision_id as id, child_id as child, worker_id as worker, date as held, kind, min(rowid) as line from in_supervisions
 where supervision_id is not null and date is not null group by 1;
create index temp.supervision_child on supervision (child, held);
create index temp.supervision_worker on supervision (worker, held);
insert into recipe values ('supervision_in_timescale_pct', 'percent', 'snapshot'), ('recording_within_std_pct', 'percent', 'month'),
    ('voice_feedback_count', 'count', 'month'), ('voice_feedback_count', 'count', '12 months'),
    ('advocacy_taken_up_pct', 'percent', '12 months'), ('advocacy_taken_up_pct', 'percent', 'month');
insert into counted
select 'supervision_in_timescale_pct', 'snapshot', ending, coalesce(last_team.team, r.team), child,
       exists (select 1 from supervision where supervision.child = r.child and held between date(ending, '-42 days') and ending), 1
  from (select ending, child, team from referral join month on starts <= ending and (ends is null or ends > ending)
         where coalesce(nfa, 0) = 0 and julianday(ending) - julianday(starts) > 42) as r left join last_team using (ending, child);
insert into event
select 'recording_within_std_pct', made, null, allocation.team, coalesce(last.worked - first.worked between 0 and 2, 0), 1, recorded is null
  from (select *, row_number() over (partition by child, made order by line desc) as place from visit) as visit
  join day as first on first.day = made left join day as last on last.day = recorded
  left join allocation on allocation.child = visit.child and allocation.starts <= made and (succeeded is null or succeeded > made)
 where place = 1;
insert into event
select 'voice_feedback_count', date, null, team, 1, 1, 0
  from (select feedback_id, date, team, min(rowid) as line from in_feedback where feedback_id is not null and date is not null group by 1);
insert into event
select 'advocacy_taken_up_pct', date, null, team, coalesce(accepted = 'Y', 0), 1, accepted is null
  from (select offer_id, date, accepted, team, min(rowid) as line from in_advocacy_offers
         where offer_id is not null and child_id is not null and date is not null group by 1);

-- Registered social workers in post at the end of each month, with the cases they hold.
create temp table in_post as
select month.ending, month.year_start, worker.*, count(open_case.line) as cases
  from worker join month on worker.starts <= month.ending and (worker.ends is null or worker.ends > month.ending)
  left join open_case on open_case.worker = worker.worker and open_case.ending = month.ending and is_counted
 where worker.role <> 'not_registered'
 group by month.ending, worker.line;
create index temp.in_post_worker on in_post (ending, worker);

-- The one post of a worker that a case reads: the latest that is open, or else the latest (of one day, the later line's).
create temp table held as
select ending, worker, team, role, agency, fte, is_open from (
    select ending, worker, team, role, agency, fte, ends is null or ends > ending as is_open,
           row_number() over (partition by ending, worker
                              order by ends is null or ends > ending desc, starts desc, worker.line desc) = 1 as is_held
      from worker join month on starts <= ending)
 where is_held;
create unique index temp.held_worker on held (ending, worker);
-- A case stands with the team that holds it where its worker has a post there, or else with that of the post above.
create temp table post_team as
select distinct ending, worker, team from worker join month on starts <= ending and (ends is null or ends > ending)
 where team is not null;
create unique index temp.post_team_all on post_team (ending, worker, team);

-- Cases and the full-time equivalent of those who hold them: numerator and denominator are different things, so what is
-- only in the numerator weighs nothing in the denominator.
insert into recipe values ('caseload_avg_fte', 'ratio', 'snapshot'), ('caseload_over_threshold_pct', 'percent', 'snapshot'),
    ('agency_rate_fte', 'percent', 'snapshot'), ('unallocated_children', 'count', 'snapshot');
insert into counted
select 'caseload_avg_fte', 'snapshot', ending, coalesce(post_team.team, held.team), 'case ' || open_case.line, 1, null
  from open_case join held using (ending, worker) left join post_team using (ending, worker, team) where is_open and is_counted and role <> 'not_registered' and fte > 0;
insert into counted
select 'caseload_avg_fte', 'snapshot', ending, team, 'post ' || line, 0, fte from in_post where fte > 0 and cases > 0;
create temp table holder as
select ending, team, worker, qualified, cases / (select sum(fte) from in_post as post where post.ending = in_post.ending and post.worker = in_post.worker) as caseload
  from in_post where fte > 0 and cases > 0;
insert into counted select 'caseload_over_threshold_pct', 'snapshot', ending, team, worker, caseload > iif(coalesce((select becomes from later where day = qualified and months = 12) > ending, 0), 12, 18), 1 from holder;
insert into counted select 'agency_rate_fte', 'snapshot', ending, team, 'post ' || line, agency, fte from in_post;
insert into kind values ('caseload_max', 'snapshot', 'most'), ('caseload_cv', 'snapshot', 'spread');
insert into measured select how, 'snapshot', ending, team, caseload from holder join (select 'caseload_max' as how union select 'caseload_cv');

-- Whether a worker counts cannot be told of one whose role is not known, nor whether a case does when the worker is not
-- known or the allocation's role is not.
create temp table perhaps as
select ending, worker.line, worker, team, fte, agency, covers, starts
  from worker join month on starts <= ending and (ends is null or ends > ending) where role is null;
insert into unknown select 'agency_rate_fte', 'snapshot', ending, team from perhaps;
insert into unknown
select indicator, 'snapshot', ending, team from perhaps join (select 'caseload_avg_fte' as indicator union select 'caseload_over_threshold_pct')
 where fte > 0 and exists (select 1 from open_case where open_case.ending = perhaps.ending and open_case.worker = perhaps.worker);
insert into unknown
select 'caseload_avg_fte', 'snapshot', month.ending, coalesce(post_team.team, held.team)
  from involvement join month on involvement.starts <= month.ending and (involvement.ends is null or involvement.ends > month.ending)
  left join held on held.ending = month.ending and held.worker = involvement.worker
  left join post_team on post_team.ending = month.ending and post_team.worker = involvement.worker
                     and post_team.team = involvement.team
 where coalesce(involvement.role, 'CW') = 'CW' and coalesce(held.role, '') <> 'not_registered' and coalesce(fte, 1) > 0
   and coalesce(is_open, 1) and (involvement.role is null or held.role is null)
   and not exists (select 1 from open_case where open_case.ending = month.ending and open_case.worker = involvement.worker
                      and open_case.child = involvement.child and is_counted and open_case.line <> involvement.line);

create temp table allocated as
select distinct ending, child from open_case join held using (ending, worker) where held.role <> 'not_registered' and is_open;
create unique index temp.allocated_child on allocated (ending, child);
insert into counted
select 'unallocated_children', 'snapshot', ending, coalesce(last_team.team, r.team), child, 1, 1
  from (select ending, child, team from referral join month on starts <= ending and (ends is null or ends > ending) where coalesce(nfa, 0) = 0) as r
  left join last_team using (ending, child)
 where not exists (select 1 from allocated where allocated.ending = r.ending and allocated.child = r.child);
insert into counted
select 'cp_no_allocated_sw', 'snapshot', ending, last_team.team, child, 1, 1
  from open_plan left join last_team using (ending, child)
 where not exists (select 1 from allocated where allocated.ending = open_plan.ending and allocated.child = open_plan.child);

-- By head: one who is employed, and holds two posts with one registration number, counts once.
insert into recipe select indicator, 'percent', 'snapshot'
  from (select 'agency_rate_headcount' as indicator union select 'agency_covering_vacancy_pct' union select 'sw_vacancy_rate_fte'
        union select 'sw_pqe_over_2y_pct' union select 'supervision_staff_pct' union select 'model_training_pct' union select 'vacancies_agency_covered_pct');
insert into counted
select 'agency_rate_headcount', 'snapshot', ending, team, iif(agency, 'agency ' || line, coalesce(registration, 'post ' || line)), agency, 1 from in_post;
insert into counted
select 'agency_covering_vacancy_pct', 'snapshot', ending, team, 'post ' || line, coalesce(covers, 0), fte from in_post where agency;
insert into unknown select 'agency_covering_vacancy_pct', 'snapshot', ending, team from in_post where agency and covers is null;
insert into unknown
select indicator, 'snapshot', ending, team
  from perhaps join (select 'agency_covering_vacancy_pct' as indicator, 1 as of_agency, 0 as of_others union select 'sw_vacancy_rate_fte', 0, 1
                     union select 'sw_pqe_over_2y_pct', 1, 1 union select 'agency_rate_headcount', 1, 1)
 where iif(agency, of_agency, of_others);
insert into unknown
select 'supervision_staff_pct', 'snapshot', ending, team from perhaps where julianday(ending) - julianday(starts) > 42;
insert into unknown
select 'vacancies_agency_covered_pct', 'snapshot', ending, team from in_post where agency and covers is null
union all select 'vacancies_agency_covered_pct', 'snapshot', ending, team from perhaps where agency and coalesce(covers, 1);
create temp table vacancy as
select ending, v.* from (select post_id as id, fte + 0.0 as fte, start_date as starts, end_date as ends, team,
                                (select code from code where list = 'workforce_role' and written = in_vacancies.role) as role, min(rowid) as line
                           from in_vacancies where post_id is not null and fte is not null and start_date is not null group by 1) as v
  join month on starts <= ending and (ends is null or ends > ending) where coalesce(role, '') <> 'not_registered';
insert into counted select 'sw_vacancy_rate_fte', 'snapshot', ending, team, 'vacancy ' || id, 1, fte from vacancy;
insert into counted select 'sw_vacancy_rate_fte', 'snapshot', ending, team, 'post ' || line, 0, fte from in_post where not agency;
insert into counted select 'vacancies_agency_covered_pct', 'snapshot', ending, team, 'vacancy ' || id, 0, fte from vacancy;
insert into counted select 'vacancies_agency_covered_pct', 'snapshot', ending, team, 'post ' || line, fte, null from in_post where agency and covers;
insert into counted
select 'sw_pqe_over_2y_pct', 'snapshot', ending, team, coalesce(registration, worker),
       coalesce(coalesce((select becomes from later where day = qualified and months = 24), qualified) < ending, 0), 1 from in_post;
insert into unknown select 'sw_pqe_over_2y_pct', 'snapshot', ending, team from in_post where qualified is null;
insert into counted
select 'supervision_staff_pct', 'snapshot', ending, team, coalesce(registration, worker),
       exists (select 1 from supervision where supervision.worker = p.worker and coalesce(kind, '') <> 'case' and held between date(ending, '-42 days') and ending), 1
  from in_post as p where julianday(ending) - julianday(starts) > 42;

-- Leavers: employed, and not those who went on in another employed post, nor those who had come within the year.
insert into recipe values ('sw_turnover_rate_fte', 'percent', '12 months'), ('sw_absence_register_rate', 'percent', '12 months');
insert into counted
select 'sw_turnover_rate_fte', '12 months', ending, team, 'left ' || line, fte, null
  from worker as w join month on ends between year_start and ending and starts < year_start
 where role <> 'not_registered' and not agency
   and not exists (select 1 from worker as next where (next.registration = w.registration or next.worker = w.worker) and not next.agency and next.role <> 'not_registered' and next.line <> w.line
                                                 and next.starts <= date(w.ends, '+1 day') and coalesce(next.ends, '9999') > w.ends);
insert into counted select 'sw_turnover_rate_fte', '12 months', ending, team, 'post ' || line, 0, fte from in_post where not agency;
insert into unknown select 'sw_turnover_rate_fte', '12 months', ending, team from perhaps where not agency
union all select 'sw_turnover_rate_fte', '12 months', ending, team
            from worker join month on ends between year_start and ending and starts < year_start where role is null and not agency;
insert into counted
select 'sw_absence_register_rate', '12 months', ending, held.team, 'absence ' || absence_id, days, null
  from (select absence_id, worker_id as worker, start_date as starts, working_days_lost + 0.0 as days, min(rowid) as line from in_sickness
         where absence_id is not null and worker_id is not null and start_date is not null group by 1)
  join month on starts between year_start and ending join held using (ending, worker) where not agency and role <> 'not_registered';
insert into counted
select 'sw_absence_register_rate', '12 months', ending, team, 'post ' || line, 0,
       fte * (253 + exists (select 1 from day where day between year_start and ending and day like '%-02-29')) from in_post where not agency;

-- Courses due, of those who were still there on the day; and who knows the council's model.
create temp table course as
select training_id as id, worker_id as worker, kind, due_date as due, completed_date as completed, min(rowid) as line from in_training
 where training_id is not null and worker_id is not null and course is not null group by 1;
insert into recipe values ('induction_completed_pct', 'percent', '12 months'), ('training_mandatory_pct', 'percent', '12 months');
insert into counted
select kind || iif(kind = 'induction', '_completed_pct', ''), '12 months', ending, held.team, id, coalesce(completed <= ending, 0), 1
  from course join month on due between year_start and ending join held using (ending, worker)
 where kind in ('induction', 'mandatory')
   and exists (select 1 from worker where worker.worker = course.worker and worker.starts <= ending and (worker.ends is null or worker.ends > ending or worker.ends >= due));
update counted set indicator = 'training_mandatory_pct' where indicator = 'mandatory';
insert into counted
select 'model_training_pct', 'snapshot', ending, team, coalesce(registration, worker),
       exists (select 1 from course where course.worker = worker.worker and kind = 'practice model' and completed <= ending), 1
  from worker join month on starts <= ending and (ends is null or ends > ending);

insert into recipe values ('agency_cost_ytd', 'sum', 'year_to_date'), ('agency_cost_ytd', 'sum', '12 months'), ('leadership_posts_interim', 'count', 'snapshot');
insert into event
select 'agency_cost_ytd', date, null, team, amount + 0.0, 1, 0
  from (select cost_id, date, amount, team, min(rowid) as line from in_agency_costs where cost_id is not null and date is not null and amount is not null group by 1);
insert into counted
select 'leadership_posts_interim', 'snapshot', ending, team, post_id, 1, 1
  from (select post_id, start_date as starts, end_date as ends, held_by, team, min(rowid) as line from in_leadership_posts
         where post_id is not null and title is not null and start_date is not null group by 1)
  join month on starts <= ending and (ends is null or ends > ending) where held_by in ('interim', 'vacant');
