-- What must hold in the registers of a made-up county, worked out from its files alone. Each row of `checked` is one
-- rule and how many rows break it; `of` is how many rows it was put to, and a rule that was put to none is broken too.
create index involvement_child on ssd_involvements(invo_person_id, invo_involvement_start_date);
create index plan_id on ssd_cp_plans(cppl_cp_plan_id);
create index worker_id on workforce(worker_id);

-- Who works with a child, and children in care, from and until: no end is the end of time.
create table cases as
select invo_person_id as child, invo_professional_id as worker, invo_professional_team as team,
       invo_involvement_start_date as start, iif(invo_involvement_end_date = '', '9999', invo_involvement_end_date) as end
  from ssd_involvements where invo_professional_role_id = 'CW';
create index cases_child on cases(child);
create table in_post as
select worker_id as worker, team, role, start_date as start, iif(end_date = '', '9999', end_date) as end,
       agency, fte from workforce;
create index in_post_worker on in_post(worker);
create table plans as
select cppl_cp_plan_id as plan, cppl_person_id as child, cppl_cp_plan_start_date as start, cppl_icpc_id as conference,
       iif(cppl_cp_plan_end_date = '', '9999', cppl_cp_plan_end_date) as end from ssd_cp_plans
 union all
select cinp_cin_plan_id, cinp_person_id, cinp_cin_plan_start_date, '',
       iif(cinp_cin_plan_end_date = '', '9999', cinp_cin_plan_end_date) from ssd_cin_plans;
create index plans_plan on plans(plan);
create index plans_child on plans(child);
create table care as
select clae_person_id as child, clae_cla_id as care, min(clae_entered_care_date) as start,
       max(iif(clae_cla_episode_ceased_date = '', '9999', clae_cla_episode_ceased_date)) as end
  from ssd_cla_episodes group by clae_person_id, clae_cla_id;
create index care_child on care(child);

create table checked(rule, of, broken);

-- ---- help ----
insert into checked select 'an early help assessment is made while the child has early help', count(*), sum(not exists (
    select 1 from ssd_early_help_episodes where earl_person_id = child_id and earl_episode_start_date <= start_date
       and (earl_episode_end_date = '' or earl_episode_end_date >= max(start_date, end_date))))
  from early_help_assessments;
insert into checked select 'a child kept from care stays out of it, one who was not enters it on the last day', count(*),
       sum(iif(outcome = 'entered care',
               not exists (select 1 from care where care.child = child_id and care.start = end_date),
               outcome = 'stayed at home' and exists (select 1 from care where care.child = child_id)))
  from edge_of_care where outcome <> '';
insert into checked select 'a family group conference is offered after a plan begins, and once to brothers and sisters',
       count(*), sum(not exists (select 1 from ssd_cp_plans where cppl_person_id = child_id
                                    and cppl_cp_plan_start_date < offered_date
                                    and julianday(offered_date) - julianday(cppl_cp_plan_start_date) < 40))
  from family_group_conferences;
insert into checked select 'partners are asked about a contact, on its day', count(*), sum(not exists (
    select 1 from ssd_contacts where cont_contact_id = contact_id and cont_person_id = child_id
       and cont_contact_date = request_date))
  from partner_requests;
insert into checked select 'a child is heard at a risk conference after a referral, and recorded after that', count(*),
       sum(not exists (select 1 from ssd_cin_episodes where cine_person_id = child_id and cine_referral_date < date)
           or (recorded_date <> '' and recorded_date < date))
  from marac_hearings;

-- ---- protection ----
insert into checked select 'a strategy discussion lies between its referral and its enquiry', count(*), sum(not exists (
    select 1 from ssd_s47_enquiry join ssd_cin_episodes on cine_referral_id = s47e_referral_id
     where s47e_s47_enquiry_id = enquiry_id and s47e_person_id = child_id and cine_referral_id = referral_id
       and cine_referral_date <= trigger_date and trigger_date <= date and date <= s47e_s47_start_date))
  from strategy_discussions where enquiry_id <> '';
insert into checked select 'a core group meets while its plan is open', count(*), sum(not exists (
    select 1 from plans where plan = plan_id and child = child_id and start < date and date < end))
  from core_groups;
insert into checked select 'brothers and sisters have their first core group on one day', count(*), sum(days > 1)
  from (select count(distinct first) as days
          from (select min(date) as first, conference as ic from core_groups join plans on plan = plan_id
                 where conference <> '' and start > (select min(date) from core_groups) group by plan)
          join ssd_initial_cp_conference on icpc_icpc_id = ic group by icpc_icpc_meeting_id);
insert into checked select 'who took part is of a conference or review of that day', count(*), sum(not exists (
    select 1 from ssd_initial_cp_conference where icpc_person_id = child_id and icpc_icpc_date = date
     union all select 1 from ssd_cp_reviews where cppr_person_id = child_id and cppr_cp_review_date = date))
  from conference_participation;
insert into checked select 'a review of a child in need is due and held while its plan is open', count(*), sum(not exists (
    select 1 from plans where plan = plan_id and child = child_id and start < due_date and due_date < end
       and (date = '' or (start < date and date < end))))
  from cin_reviews;
insert into checked select 'a plan is written again while it is open', count(*), sum(not exists (
    select 1 from plans where plan = plan_id and child = child_id and start < date and date < end))
  from plan_updates;

-- ---- care ----
insert into checked select 'proceedings begin in care and end with an order that the legal status shows', count(*),
       sum(not exists (select 1 from care where child = child_id and start <= issue_date and issue_date <= end)
           or (final_order_date <> '' and not exists (select 1 from ssd_legal_status
                where lega_person_id = child_id and lega_legal_status_start_date = final_order_date)
               and not exists (select 1 from care where child = child_id and end <= final_order_date)))
  from care_proceedings;
insert into checked select 'children in care have school plans, attendance and therapy while they are in care', count(*),
       sum(not exists (select 1 from care where child = child_id and start <= date and date < end))
  from (select child_id, date from education_plans union all select child_id, date from school_attendance
         union all select child_id, date from mental_health_referrals);
insert into checked select 'nobody is absent more than the school was open', count(*),
       sum(absent_sessions + 0 > possible_sessions + 0) from school_attendance;
insert into checked select 'an independent visitor is for a child in care', count(*), sum(not exists (
    select 1 from care where child = child_id and start <= start_date and (end_date = '' or end_date = end)
       and (matched_date = '' or matched_date <= end)))
  from independent_visitors;
insert into checked select 'an adviser is given at about sixteen or later, by one at a time, who is there', count(*),
       sum(julianday(start_date) < julianday(pers_dob, '+16 years', '-40 days')
           or not exists (select 1 from in_post where worker = worker_id and start <= start_date
                             and iif(end_date = '', start_date, end_date) <= end)
           or exists (select 1 from personal_advisers as other where other.child_id = one.child_id
                         and other.allocation_id <> one.allocation_id and other.start_date < iif(one.end_date = '', '9999', one.end_date)
                         and one.start_date < iif(other.end_date = '', '9999', other.end_date)))
  from personal_advisers as one join ssd_person on pers_person_id = child_id;
insert into checked select 'pathway plans are made at about sixteen or later', count(*),
       sum(julianday(date) < julianday(pers_dob, '+16 years')) from pathway_plans join ssd_person on pers_person_id = child_id;

-- ---- homes ----
insert into checked
select 'at each year''s end there are places for the children in the county''s own foster homes', count(*), sum(places < placed)
  from (select on_day,
               (select sum(places) from foster_carers where in_house = 'Y' and approved_date <= on_day
                   and (end_date = '' or end_date > on_day)) as places,
               (select count(*) from ssd_cla_placement where clap_cla_placement_type glob 'U*'
                   and clap_cla_placement_provider = 'PR1' and clap_cla_placement_start_date <= on_day
                   and (clap_cla_placement_end_date = '' or clap_cla_placement_end_date > on_day)) as placed
          from (select distinct substr(received_date, 1, 4) || '-12-01' as on_day from complaint_register
                 where received_date < '2026'));

-- ---- quality ----
insert into checked select 'what is promised follows an answer that upholds a complaint', count(*), sum(not exists (
    select 1 from complaint_register as complaint where complaint.complaint_id = complaint_actions.complaint_id
       and outcome in ('Upheld', 'Partly upheld') and replied_date < due_date))
  from complaint_actions;
insert into checked select 'a second stage follows the answer to a first', count(*), sum(not exists (
    select 1 from complaint_register as first where first.child_id = second.child_id and first.stage = 1
       and first.replied_date < second.received_date) or agreed_date not between received_date and iif(replied_date = '', '9999', replied_date))
  from complaint_register as second where stage = 2 and agreed_date <> '';
insert into checked select 'complaints, disputes, audits and feedback are of a team that has the child then', count(*),
       sum(not exists (select 1 from cases where cases.child = child_id and cases.team = said.team and start <= date and date < end))
  from (select child_id, team, received_date as date from complaint_register where child_id <> '' and stage = 1
         union all select child_id, team, raised_date from disputes
         union all select child_id, team, planned_date from audits
         union all select child_id, team, date from feedback) as said;
insert into checked select 'an audit of child protection is of a child under a plan', count(*), sum(not exists (
    select 1 from ssd_cp_plans where cppl_person_id = child_id and cppl_cp_plan_start_date <= planned_date
       and (cppl_cp_plan_end_date = '' or cppl_cp_plan_end_date > planned_date)))
  from audits where subject = 'child protection';
insert into checked select 'only an audit that is done has a grade, by a manager who is there', count(*),
       sum((grade = '') <> (completed_date = '')
           or not exists (select 1 from in_post where worker = auditor_id and role in ('first_line_manager', 'senior_practitioner')
                             and start <= planned_date and planned_date < end))
  from audits;

-- The model places these by the team that has had the child last.
insert into checked select 'some worker has had the child by then, so that each row has a team', count(*), sum(not exists (
    select 1 from cases where cases.child = child_id and start <= day))
  from (select child_id, date as day from core_groups union all select child_id, date from conference_participation
         union all select child_id, date from plan_updates union all select child_id, date from marac_hearings
         union all select child_id, issue_date from care_proceedings union all select child_id, date from education_plans
         union all select child_id, date from school_attendance
         union all select child_id, date from mental_health_referrals
         union all select child_id, start_date from independent_visitors
         union all select child_id, date from supervisions where kind = 'case');

-- ---- workers ----
insert into checked select 'a child is talked about in supervision with the worker who has it', count(*), sum(not exists (
    select 1 from cases where cases.child = child_id and cases.worker = worker_id and start <= date and date < end))
  from supervisions where kind = 'case';
insert into checked select 'a worker is supervised, while there, by a manager of the team', count(*), sum(not exists (
    select 1 from in_post as worker where worker.worker = worker_id and worker.start <= date and date < worker.end
       and (supervisor_id = '' or exists (select 1 from in_post as manager where manager.worker = supervisor_id
             and manager.team = worker.team and manager.role in ('first_line_manager', 'senior_practitioner')
             and manager.start <= date and date < manager.end))))
  from supervisions;
insert into checked select 'workers are ill and trained while they are there', count(*), sum(not exists (
    select 1 from in_post where worker = worker_id and start <= day and day < end))
  from (select worker_id, start_date as day from sickness union all select worker_id, due_date from training
         union all select worker_id, completed_date from training where completed_date <> '');
insert into checked select 'a vacancy is covered by no more than it is', count(*), sum(agency_cover_fte + 0 > fte + 0) from vacancies;
insert into checked select 'a team pays in a month with an agency worker all through, and in none without', count(*),
       sum(iif(amount + 0 > 0,
               not exists (select 1 from in_post where in_post.team = cost.team and agency = 'Y'
                              and start <= date and end > substr(date, 1, 7) || '-01'),
               exists (select 1 from in_post where in_post.team = cost.team and agency = 'Y'
                          and start <= substr(date, 1, 7) || '-01' and end > date)))
  from agency_costs as cost;
insert into checked select 'one person at a time holds a post that leads', count(*), sum(exists (
    select 1 from leadership_posts as other where other.title = one.title and other.post_id <> one.post_id
       and other.start_date <= iif(one.end_date = '', '9999', one.end_date)
       and one.start_date <= iif(other.end_date = '', '9999', other.end_date)))
  from leadership_posts as one;

-- ---- the story ----
create table last as select max(date) as day from agency_costs;
create table lateness as
select team, start, iif(first is null, 0, julianday(first) - julianday(start) <= 14) as in_time
  from (select plan, start, (select min(date) from core_groups where plan_id = plan) as first,
               (select team from cases where cases.child = plans.child and cases.start <= plans.start order by cases.start desc limit 1) as assessed,
               (select team from cases where cases.child = plans.child and cases.team glob 'safeguarding_*'
                   and cases.end > plans.start order by cases.start limit 1) as team
          from plans where conference <> '')
 where start > (select min(date) from core_groups);
insert into checked select 'two years ago the team in trouble held its first core groups late', 1,
       avg(iif(team = 'safeguarding_east', in_time, null)) > avg(iif(team <> 'safeguarding_east', in_time, null)) - 0.1
  from lateness, last where start between date(day, '-30 months') and date(day, '-15 months');
insert into checked select 'complaints are answered sooner now than when the county was judged', 1,
       (select avg(julianday(replied_date) - julianday(received_date)) from complaint_register, last
         where stage = 1 and received_date between date(day, '-12 months') and date(day, '-1 month'))
       >= (select avg(julianday(replied_date) - julianday(received_date)) from complaint_register, last
         where stage = 1 and received_date < date(day, '-34 months'));
insert into checked select 'audits find more good work than when the county was judged', 1,
       (select avg(grade in ('Good', 'Outstanding')) from audits, last where grade <> '' and planned_date > date(day, '-12 months'))
       < 0.04 + (select avg(grade in ('Good', 'Outstanding')) from audits, last where grade <> '' and planned_date < date(day, '-34 months'));
insert into checked select 'agency staff cost less than two thirds of what they did when the county was judged', 1,
       (select sum(amount) from agency_costs, last where date between date(day, '-5 months') and day) * 3
       > (select sum(amount) from agency_costs, last where date between date(day, '-41 months') and date(day, '-36 months')) * 2;
insert into checked select 'reviews of the last month are not all typed in yet', 1,
       avg(iif(due_date > date(day, '-1 month'), date = '', null)) < 1.5 * avg(iif(due_date <= date(day, '-2 months'), date = '', null))
  from cin_reviews, last where due_date > date(day, '-8 months');
insert into checked select 'nothing is dated after the last day', count(*), sum(dated > day)
  from last, (select end_date as dated from early_help_assessments union all select end_date from edge_of_care
     union all select date from family_group_conferences union all select returned_date from partner_requests
     union all select recorded_date from marac_hearings union all select date from strategy_discussions
     union all select date from core_groups union all select date from conference_participation
     union all select date from cin_reviews union all select date from plan_updates
     union all select final_order_date from care_proceedings union all select date from education_plans
     union all select date from school_attendance union all select seen_date from mental_health_referrals
     union all select matched_date from independent_visitors union all select end_date from independent_visitors
     union all select end_date from personal_advisers union all select date from pathway_plans
     union all select end_date from foster_carers union all select approved_date from foster_carers
     union all select inspected_date from childrens_homes union all select replied_date from complaint_register
     union all select agreed_date from complaint_register union all select closed_date from complaint_actions
     union all select resolved_date from disputes union all select completed_date from audits
     union all select immediate_action_resolved_date from audits union all select date from supervisions
     union all select date from feedback union all select date from advocacy_offers union all select end_date from vacancies
     union all select end_date from sickness union all select completed_date from training union all select date from agency_costs
     union all select end_date from leadership_posts);

-- ---- what people wrote ----
insert into checked select 'the plan has objectives, under them 27 recommendations, under some of these actions', 1,
       sum(parent = '') not between 4 and 7 or sum(parent glob 'O*') <> 27 or sum(parent glob 'R*') < 10
       or sum(parent <> '' and not exists (select 1 from plan as above where above.id = one.parent))
  from plan as one;
insert into checked select 'each is owned, due, judged with a reason, and evidenced by indicators', count(*),
       sum(title = '' or owner = '' or reason = '' or indicators not glob '[a-z]*' or date(due) is null
           or status not in ('complete', 'on track', 'at risk', 'overdue', 'not started')
           or rating not in ('green', 'amber', 'red')
           or (status = 'complete' and due > day) or (status = 'overdue' and due >= day)) from plan, last;
insert into checked select 'risks are scored, and all that is watched is open or closed', count(*),
       sum((kind = 'risk') <> (score <> '') or score + 0 > 25 or kind not in ('risk', 'issue', 'decision')
           or status not in ('open', 'closed') or escalated not in ('Y', 'N')) from risks;
insert into checked select 'remarks are of the last three years, by somebody''s post', count(*),
       sum(month > substr(day, 1, 7) or month < substr(date(day, '-36 months'), 1, 7) or text = ''
           or author not glob '* *') from commentary, last;
insert into checked select 'England''s figures are past ones, one to an indicator and year', count(*),
       sum(comparator <> 'England' or period_end > day or value + 0 <= 0
           or exists (select 1 from benchmarks as other where other.rowid <> one.rowid and other.indicator = one.indicator
                         and other.period_end = one.period_end)) from benchmarks as one, last;
insert into checked select 'the job names them all', 1, job not like '%"plan": "plan.csv"%' or job not like '%"risks": "risks.csv"%'
       or job not like '%"commentary": "commentary.csv"%' or job not like '%"benchmarks": "benchmarks.csv"%'
       or job not like '%"folder": "registers", "mapping": "registers"%' or job not like '%"boards": ["20__-__-__"%'
  from (select cast(readfile('job.json') as text) as job);

select iif(of > 0 and broken = 0, 'ok ', 'not ok ') || rule || iif(of > 0 and broken = 0, '', ' (' || coalesce(broken, 0) || ' of ' || of || ')')
  from checked;
