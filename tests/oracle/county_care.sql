-- Court, children looked after, their placements and health, care leavers, adoption.
create temp table pre_proceeding as
select p.*, allocation.team
  from (select prep_table_id as id, prep_person_id as child, prep_pre_pro_decision_date as starts, prep_agree_stepdown_issue_date as ends,
               prep_pre_pro_letter_date as letter, min(rowid) as line from in_ssd_pre_proceedings where prep_person_id is not null group by 1) as p
  left join allocation on allocation.child = p.child and allocation.starts <= p.starts and (succeeded is null or succeeded > p.starts);
insert into recipe values ('preproc_open', 'count', 'snapshot'), ('preproc_over_12w_pct', 'percent', 'snapshot'),
    ('preproc_duration_days', 'mean', '12 months'), ('lbp_letter_in_time_pct', 'percent', '12 months');
create temp table preparing as
select * from (select pre_proceeding.*, ending, row_number() over (partition by ending, child order by starts desc, line desc) as place
                 from pre_proceeding join month on starts <= ending and (ends is null or ends > ending)) where place = 1;
insert into counted select 'preproc_open', 'snapshot', ending, team, child, 1, 1 from preparing;
insert into counted select 'preproc_over_12w_pct', 'snapshot', ending, team, child, julianday(ending) - julianday(starts) > 84, 1 from preparing;
insert into event
select 'preproc_duration_days', ends, null, team, (julianday(ends) - julianday(starts)) / 7, 1, 0
  from (select *, row_number() over (partition by child, ends order by starts <= ends desc, starts desc, line desc) as place from pre_proceeding where starts <= ends) where place = 1;
insert into event
select 'lbp_letter_in_time_pct', starts, null, team, met, 1, 0
  from (select *, row_number() over (partition by child, starts order by line desc) as place
          from (select pre_proceeding.*, coalesce(last.worked - first.worked between 0 and 5, 0) as met
                  from pre_proceeding join day as first on first.day = starts left join day as last on last.day = letter, last_day
                 where letter is not null or (select day from working_day where nth = first.worked + 5) <= last_day))
 where place = 1;

-- Brothers and sisters in one set of proceedings are one.
create temp table proceeding as
select p.*, allocation.team
  from (select proceedings_id as id, child_id as child, coalesce(court_reference, family_id, proceedings_id) as court, issue_date as starts,
               final_order_date as ends, min(rowid) as line from in_care_proceedings
         where proceedings_id is not null and child_id is not null and issue_date is not null and coalesce(kind, 'care') = 'care' group by 1) as p
  left join allocation on allocation.child = p.child and allocation.starts <= p.starts and (succeeded is null or succeeded > p.starts);
insert into recipe values ('care_applications_10k', 'rate', '12 months'), ('proceedings_26w_pct', 'percent', '12 months'),
    ('proceedings_26w_pct', 'percent', 'month'), ('proceedings_avg_weeks', 'mean', '12 months');
insert into event
select 'care_applications_10k', starts, null, team, 1, 1, 0
  from (select *, row_number() over (partition by court, starts order by line desc) as place from proceeding) where place = 1;
create temp table concluded_proceeding as
select *, julianday(ends) - julianday(starts) as length
  from (select *, row_number() over (partition by court, ends order by starts <= ends desc, starts desc, line desc) as place from proceeding where ends is not null) where place = 1;
insert into event select 'proceedings_26w_pct', ends, starts, team, length between 0 and 182, 1, 0 from concluded_proceeding;
insert into event select 'proceedings_avg_weeks', ends, starts, team, length / 7, 1, 0 from concluded_proceeding where length >= 0;

-- Children looked after at the end of each month, but those whose latest legal status then is a series of short breaks;
-- since when; and where they live.
create temp table short_break as
select ending, child
  from (select ending, child, status, row_number() over (partition by ending, child order by starts desc, line desc) as place
          from legal_status join month on starts <= ending and (ends is null or ends > ending))
 where place = 1 and status in ('V3', 'V4');
create temp table looked_after as
select e.ending, year_start, month_start, home.team, e.child, birth, since, type, at.child is not null as is_placed, provider, location, distance,
       substr(e.ending, 1, 4) - substr(birth, 1, 4) - (substr(e.ending, 6) < substr(birth, 6)) as age
  from (select *, min(coalesce(entered, chained)) over (partition by ending, child) as since from (select ending, year_start, month_start, child, entered,
               (select max(starts) from episode as begun
                 where begun.child = episode.child and begun.starts <= ending
                   and not exists (select 1 from episode as before where before.child = begun.child and before.starts < begun.starts
                                                                and (before.ends is null or before.ends >= begun.starts)
                                      and (before.ends > ending or coalesce(before.ended_by, 'X1') = 'X1')
                                      and coalesce((select status from legal_status as s where s.child = before.child and s.starts < before.ends and before.ends <= ending order by starts desc, line desc limit 1), '') not in ('V3', 'V4'))) as chained,
               row_number() over (partition by ending, child order by starts desc, line desc) as place
          from episode join month on starts <= ending and (ends is null or ends > ending))) as e
  left join home on home.ending = e.ending and home.child = e.child
  left join person on person.child = e.child
  left join (select ending, child, type, provider, location, distance, row_number() over (partition by ending, child order by starts desc, line desc) as place
               from placement join month on starts <= ending and (ends is null or ends > ending)) as at
    on at.place = 1 and at.ending = e.ending and at.child = e.child
 where e.place = 1 and not exists (select 1 from short_break where short_break.ending = e.ending and short_break.child = e.child);
create unique index temp.looked_after_child on looked_after (ending, child);
insert into recipe values ('cla_count', 'count', 'snapshot'), ('cla_rate_10k', 'rate', 'snapshot');
insert into counted select 'cla_count', 'snapshot', ending, team, child, 1, 1 from looked_after;
insert into counted select 'cla_rate_10k', 'snapshot', ending, team, child, 1, 1 from looked_after;

-- Starting and ceasing. A child who started or ceased more than once counts once; one who ceased, for the last time.
create temp table started as
select e.child, e.starts, e.team
  from (select episode.*, allocation.team from episode
          left join allocation on allocation.child = episode.child and allocation.starts <= episode.starts and (succeeded is null or succeeded > episode.starts)) as e
 where coalesce(begun_by = 'S', not exists (select 1 from episode as before where before.child = e.child and before.starts < e.starts
                                                                  and (before.ends is null or before.ends >= e.starts) and coalesce(before.ended_by, 'X1') = 'X1'
                                      and coalesce((select status from legal_status as s where s.child = before.child and s.starts < before.ends order by starts desc, line desc limit 1), '') not in ('V3', 'V4')))
   and coalesce((select status from legal_status where legal_status.child = e.child and legal_status.starts <= e.starts
                  order by starts desc, line desc limit 1), '') not in ('V3', 'V4');
create temp table ceased as
select e.child, e.starts, e.ends, e.team, ended_by, line
  from (select episode.*, allocation.team from episode
          left join allocation on allocation.child = episode.child and allocation.starts <= episode.ends and (succeeded is null or succeeded > episode.ends)
         where episode.ends is not null) as e
 where coalesce(ended_by <> 'X1', not exists (select 1 from episode as after where after.child = e.child and after.starts = e.ends))
   and coalesce((select status from legal_status where legal_status.child = e.child and legal_status.starts < e.ends
                  order by starts desc, line desc limit 1), '') not in ('V3', 'V4');
insert into recipe values ('cla_start_rate_10k', 'rate', '12 months'), ('cla_cease_rate_10k', 'rate', '12 months'),
    ('left_care_adopted_pct', 'percent', '12 months'), ('sgo_pct', 'percent', '12 months');
insert into counted
select 'cla_start_rate_10k', '12 months', ending, team, child, 1, 1 from started join month on starts between year_start and ending;
create temp table last_ceased as
select * from (select ceased.*, ending, row_number() over (partition by ending, child order by ends desc, line desc) as place
                 from ceased join month on ends between year_start and ending and starts <= ending) where place = 1;
insert into counted select 'cla_cease_rate_10k', '12 months', ending, team, child, 1, 1 from last_ceased;
insert into counted
select 'left_care_adopted_pct', '12 months', ending, team, child, coalesce(ended_by in ('E11', 'E12'), 0), 1 from last_ceased;
insert into counted
select 'sgo_pct', '12 months', ending, team, child, coalesce(ended_by between 'E43' and 'E48', 0), 1 from last_ceased;
insert into unknown
select indicator, '12 months', ending, team
  from ceased join month on ends between year_start and ending and starts <= ending join (select 'left_care_adopted_pct' as indicator union select 'sgo_pct') where ended_by is null;

-- Reviews, of the child whose period of care they name.
create temp table care_review as
select clar_cla_review_id as id, (select child from episode where care = clar_cla_id order by line limit 1) as child,
       clar_cla_review_due_date as due, clar_cla_review_date as held
  from in_ssd_cla_reviews where clar_cla_id is not null and coalesce(clar_cla_review_cancelled, 'N') <> 'Y' group by 1;
insert into recipe values ('cla_reviews_in_time_pct', 'percent', '12 months'), ('cla_reviews_in_time_pct', 'percent', 'month');
insert into counted
select 'cla_reviews_in_time_pct', window, ending, allocation.team, id, coalesce(held <= due, 0), 1
  from care_review as r join window on due between opens and ending and window in ('month', '12 months')
  left join allocation on allocation.child = r.child and allocation.starts <= min(coalesce(held, due), ending)
                          and (succeeded is null or succeeded > min(coalesce(held, due), ending))
 where exists (select 1 from episode where episode.child = r.child and episode.starts <= due and (episode.ends is null or episode.ends > due))
   and coalesce((select status from legal_status where legal_status.child = r.child and legal_status.starts <= due
                  order by starts desc, line desc limit 1), '') not in ('V3', 'V4');

-- Placements that are ones: not of less than a day, not for a few days (T0 to T4) nor the return to the like of the last, not
-- adoption by the present carers (A3, A5), not a change of status with the same carers.
create temp table home_placement as
select child, placement, starts, ends, type from placement as p
 where coalesce(type, '') not in ('T0', 'T1', 'T2', 'T3', 'T4', 'A3', 'A5') and coalesce(ends > starts, 1)
   and not exists (select 1 from placement as before where before.child = p.child and before.ends = p.starts and before.change = 'PLACE')
   and not (exists (select 1 from placement as before where before.child = p.child and before.ends = p.starts and before.type in ('T0', 'T1', 'T2', 'T3', 'T4'))
            and coalesce((select type from placement as home where home.child = p.child and home.starts < p.starts and coalesce(type, '') not in ('T0', 'T1', 'T2', 'T3', 'T4')
                           order by starts desc, line desc limit 1) = p.type, 1))
   and not exists (select 1 from episode where episode.child = p.child and episode.starts = p.starts and begun_by in ('T', 'U'));
create index temp.home_placement_child on home_placement (child, starts);
insert into recipe values ('cla_3plus_placements_pct', 'percent', '12 months'), ('cla_stable_2y_pct', 'percent', 'snapshot'),
    ('cla_3plus_sw_pct', 'percent', '12 months');
-- One that the child was in at the beginning of the year counts, though it goes on from one before.
create temp table lived_at as
select ending, year_start, child, placement.starts from looked_after join placement using (child)
 where placement.starts <= ending and coalesce(ends >= year_start, 1) and coalesce(ends > starts, 1) and coalesce(placement.type, '') not in ('T0', 'T1', 'T2', 'T3', 'T4')
   and coalesce((select status from legal_status as s where s.child = placement.child and s.starts < ends and ends <= ending
                  order by s.starts desc, s.line desc limit 1), '') not in ('V3', 'V4');
create index temp.lived_at_child on lived_at (ending, child);
insert into counted
select 'cla_3plus_placements_pct', '12 months', ending, team, child,
       (select count(distinct starts) from lived_at as p where p.ending = l.ending and p.child = l.child
           and (starts in (select home.starts from home_placement as home where home.child = l.child)
                or starts = (select min(starts) from lived_at as first where first.ending = l.ending and first.child = l.child))) >= 3, 1
  from looked_after as l;
insert into counted
select 'cla_3plus_sw_pct', '12 months', ending, team, child,
       (select count(distinct worker) from allocation as a where a.child = l.child and a.starts <= ending and (a.ends is null or a.ends >= year_start)) >= 3, 1
  from looked_after as l;
-- Settled two years; or placed for adoption, and so long counting the placement before.
insert into counted
select 'cla_stable_2y_pct', 'snapshot', ending, team, child,
       is_placed and (coalesce((select becomes from later where day = placed and months = 24) <= ending, 0)
       or coalesce(type in ('A3', 'A4', 'A5', 'A6')
            and (select becomes from later where day = (select max(starts) from home_placement as before where before.child = l.child and before.starts < placed) and months = 24) <= ending, 0)), 1
  from (select looked_after.*,
               (select max(starts) from home_placement as p where p.child = looked_after.child and p.starts <= ending) as placed
          from looked_after where age < 16 and (select becomes from later where day = since and months = 30) <= ending) as l;

insert into recipe select indicator, format, 'snapshot'
  from (select 'cla_foster_pct' as indicator, 'percent' as format union select 'cla_residential_pct', 'percent' union select 'cla_out_of_la_pct', 'percent'
        union select 'cla_over20mi_out_pct', 'percent' union select 'cla_pwp_pct', 'percent' union select 'cla_pwp_count', 'count'
        union select 'external_placements_pct', 'percent');
create temp table housed as
select 'cla_foster_pct' as indicator, ending, team, child, type between 'U1' and 'U6' as met from looked_after
union all select 'cla_residential_pct', ending, team, child, type in ('K1', 'K2') from looked_after
union all select 'cla_out_of_la_pct', ending, team, child, location = 'OUT' from looked_after
union all select 'cla_over20mi_out_pct', ending, team, child, nullif(distance, 999.9) > 20 and location = 'OUT' from looked_after
union all select 'cla_pwp_pct', ending, team, child, type = 'P1' from looked_after
union all select 'external_placements_pct', ending, team, child, iif(type is null, null, provider between 'PR2' and 'PR5') from looked_after
           where coalesce(type between 'U1' and 'U6' or type in ('K1', 'K2'), 1)
union all select 'cla_pwp_count', ending, team, child, type = 'P1' from looked_after where coalesce(type = 'P1', 1);
-- Where it is not known what home it is, the child is in none of the homes that are told apart.
insert into counted
select indicator, 'snapshot', ending, team, child, coalesce(met, 0), 1
  from housed left join (select ending, child, type from looked_after) using (ending, child)
 where type is not null or indicator not in ('external_placements_pct', 'cla_pwp_count');
-- What is unknown is counted by episodes: a child may have two.
insert into unknown
select indicator, 'snapshot', ending, team from housed join episode using (child)
 where met is null and starts <= ending and (ends is null or ends > ending);

-- Visits: the first in a week, then six weeks from one to the next; longer in a settled foster home, shorter with parents.
create temp table care_visit as
select child, made, lead(made) over (partition by child order by made) as next_made
  from (select distinct clav_person_id as child, clav_cla_visit_date as made 
          from (select *, min(rowid) from in_ssd_cla_visits where clav_person_id is not null and clav_cla_visit_date is not null group by clav_cla_visit_id)
         where clav_cla_visit_seen = 'Y');
create index temp.care_visit_child on care_visit (child, made);
create temp table visitable as
select l.*, case when type = 'P1' and (select day from working_day where nth = (select worked from day where day = since) + 20) > ending then '+7 days'
                 when type = 'P1' and (select status from legal_status as s where s.child = l.child and s.starts <= ending and (s.ends is null or s.ends > ending)
                                        order by starts desc, line desc limit 1) = 'C1' then '+28 days'
                 when type in ('U1', 'U4') and (select becomes from later where day = placed and months = 12) <= ending then 'months'
                 else '+42 days' end as every
  from (select looked_after.*, (select max(starts) from home_placement as p where p.child = looked_after.child and p.starts <= ending) as placed
          from looked_after) as l;
create temp table visit_due as
select ending, child, month_start, date(placed, '+7 days') as due,
       (select min(made) from care_visit where care_visit.child = visitable.child and made > placed and made <= ending) as came
  from visitable where date(placed, '+7 days') <= ending
union all
select ending, v.child, month_start, iif(every = 'months', (select becomes from later where day = made and months = 3), date(made, every)),
       iif(next_made <= ending, next_made, null)
  from visitable join care_visit as v on v.child = visitable.child and made > placed and made <= ending where date(placed, '+7 days') <= ending;
insert into recipe values ('cla_visits_in_time_pct', 'percent', 'snapshot'), ('cla_visits_in_time_pct', 'percent', 'month');
create temp table overdue as
select ending, child, max(came is null) as is_overdue, max(came is null or due >= month_start) as was_late
  from visit_due where due <= ending and (came is null or came > due) group by 1, 2;
create unique index temp.overdue_child on overdue (ending, child);
insert into counted
select 'cla_visits_in_time_pct', window, ending, team, child, not coalesce(iif(window = 'month', was_late, is_overdue), 0), 1
  from visitable left join overdue using (ending, child) join (select 'month' as window union select 'snapshot')
 where date(placed, '+7 days') <= ending;

-- Health. A year looked after; those under five are checked twice in it.
create temp table health as
select clah_person_id as child, clah_health_check_date as made, clah_health_check_type as type,
       (select becomes from later where day = clah_health_check_date and months = 12) as a_year_on,
       (select becomes from later where day = clah_health_check_date and months = 6) as half_a_year_on
  from (select *, min(rowid) from in_ssd_cla_health where clah_person_id is not null group by clah_health_check_id)
 where clah_health_check_date is not null and clah_health_check_status = 'Completed';
create index temp.health_child on health (child, type, made);
create temp table year_in_care as
select * from looked_after where (select becomes from later where day = since and months = 12) <= ending;
insert into recipe values ('rha_in_time_pct', 'percent', 'snapshot'), ('dental_pct', 'percent', 'snapshot'), ('iha_20wd_pct', 'percent', 'month');
insert into counted
select 'dental_pct', 'snapshot', ending, team, child,
       exists (select 1 from health where health.child = y.child and type = 'Dental Check' and a_year_on >= ending and made <= ending), 1 from year_in_care as y;
insert into counted
select 'rha_in_time_pct', 'snapshot', ending, team, child,
       birth is not null and exists (select 1 from health where health.child = y.child and type = 'Health Assessment' and iif(age >= 5, a_year_on, half_a_year_on) >= ending and made <= ending)
       and (age >= 5 or exists (select 1 from health where health.child = y.child and type = 'Health Assessment' and a_year_on >= ending and half_a_year_on < ending)), 1
  from year_in_care as y;
insert into unknown
select 'rha_in_time_pct', 'snapshot', ending, team from year_in_care join episode using (child)
 where birth is null and starts <= ending and (ends is null or ends > ending);
insert into counted
select 'iha_20wd_pct', 'month', ending, s.team, s.child,
       exists (select 1 from health where health.child = s.child and type = 'Health Assessment' and made between s.starts and s.due), 1
  from (select started.*, (select day from working_day where nth = worked + 20) as due from started join day on day = starts) as s
  join month on due between month_start and ending
 where exists (select 1 from episode where episode.child = s.child and episode.starts <= due and (episode.ends is null or episode.ends > due))
   and not exists (select 1 from episode where episode.child = s.child and episode.starts between s.starts and due and episode.ends <= due
                      and coalesce(ended_by <> 'X1', not exists (select 1 from episode as after where after.child = s.child and after.starts = episode.ends)));

-- Missing. What stands twice for a child and a day counts once.
create temp table missing as
select m.*, allocation.team
  from (select miss_table_id as id, miss_person_id as child, miss_missing_episode_start_date as starts, miss_missing_episode_end_date as ends,
               miss_missing_episode_type as type, miss_missing_rhi_offered as offered, interview_date as interviewed, interview_hours + 0.0 as hours, min(rowid) as line
          from in_ssd_missing where miss_person_id is not null and miss_missing_episode_start_date is not null group by 1) as m
  left join allocation on allocation.child = m.child and allocation.starts <= m.starts and (succeeded is null or succeeded > m.starts)
 where coalesce(type, 'M') = 'M';
insert into recipe values ('missing_cla_episodes', 'count', '12 months'), ('missing_cla_episodes', 'count', 'month'), ('rhi_72h_pct', 'percent', 'month'),
    ('rhi_offered_pct', 'percent', 'month'), ('missing_cla_pct', 'percent', '12 months');
insert into event
select 'missing_cla_episodes', starts, null, team, 1, 1, 0 from (select *, row_number() over (partition by child, starts order by line desc) as place from missing) as m
 where place = 1 and exists (select 1 from episode where episode.child = m.child and episode.starts <= m.starts and (episode.ends is null or episode.ends > m.starts))
   and coalesce((select status from legal_status as s where s.child = m.child and s.starts <= m.starts order by starts desc, line desc limit 1), '') not in ('V3', 'V4');
insert into event
select 'rhi_72h_pct', ends, starts, team, coalesce(waited between 0 and 72, 0), 1, 0
  from (select *, row_number() over (partition by child, ends order by starts < date(ends, 'start of month', '+1 month') desc, starts desc, line desc) as place
          from (select *, coalesce(hours, 24 * (julianday(interviewed) - julianday(ends))) as waited from missing), last_day
         where ends is not null and (waited is not null or date(ends, '+3 days') <= last_day)) where place = 1;
insert into event
select 'rhi_offered_pct', ends, starts, team, coalesce(offered = 'Y', 0), 1, coalesce(offered, 'NA') not in ('Y', 'N')
  from (select *, row_number() over (partition by child, ends order by starts < date(ends, 'start of month', '+1 month') desc, starts desc, line desc) as place from missing where ends is not null) where place = 1;
insert into counted
select 'missing_cla_pct', '12 months', ending, iif(e.ends <= ending, a.team, home.team), e.child,
       exists (select 1 from missing as m join episode as then_in on then_in.child = m.child
                where m.child = e.child and m.starts <= ending and coalesce(m.ends, '9999') >= year_start
                  and then_in.starts <= m.starts and coalesce(then_in.ends, '9999') > m.starts
                  and coalesce((select status from legal_status as s where s.child = m.child and s.starts <= m.starts order by starts desc, line desc limit 1), '') not in ('V3', 'V4')), 1
  from (select child, ends, ending, year_start from episode join month on starts <= ending and (ends is null or ends >= year_start)) as e
  left join home using (ending, child)
  left join allocation as a on a.child = e.child and a.starts <= e.ends and (succeeded is null or succeeded > e.ends)
 where coalesce((select status from legal_status as s where s.child = e.child and s.starts < iif(e.ends <= ending, e.ends, date(ending, '+1 day')) order by starts desc, line desc limit 1), '') not in ('V3', 'V4');

-- Care leavers: as they are now, so of the last month alone.
create temp table leaver as
select l.*, substr(last_day, 1, 4) - substr(birth, 1, 4) - (substr(last_day, 6) < substr(birth, 6)) as age
  from (select clea_table_id as id, clea_person_id as child, clea_care_leaver_in_touch as in_touch, clea_care_leaver_activity as activity,
               clea_care_leaver_allocated_team as team, clea_care_leaver_eligibility as eligibility
          from in_ssd_care_leavers where clea_person_id is not null group by 1) as l join person using (child), last_day
 where eligibility in ('Relevant', 'Former Relevant') and coalesce(in_touch, '') not in ('DIED', 'RHOM');
insert into recipe values ('cl_in_touch_pct', 'percent', 'snapshot'), ('cl_eet_1921_pct', 'percent', 'snapshot'), ('cl_neet_1921_pct', 'percent', 'snapshot');
insert into counted
select 'cl_in_touch_pct', 'snapshot', last_day, team, id, coalesce(in_touch = 'YES', 0), 1 from leaver, last_day where age between 17 and 21;
insert into unknown select 'cl_in_touch_pct', 'snapshot', last_day, team from leaver, last_day where age between 17 and 21 and in_touch is null;
insert into counted
select 'cl_eet_1921_pct', 'snapshot', last_day, team, id, coalesce(activity glob '[FP][1-5]', 0), 1 from leaver, last_day where age between 19 and 21;
insert into counted
select 'cl_neet_1921_pct', 'snapshot', last_day, team, id, coalesce(activity in ('G4', 'G5', 'G6'), 0), 1 from leaver, last_day where age between 19 and 21;
insert into unknown
select indicator, 'snapshot', last_day, team from leaver, last_day, (select 'cl_eet_1921_pct' as indicator union select 'cl_neet_1921_pct')
 where age between 19 and 21 and activity is null;

-- Adoption: children adopted in three years, and the days it took.
create temp table adopted as
select a.*, allocation.team,
       (select max(coalesce(entered, episode.starts)) from episode where episode.child = a.child and episode.starts <= a.placed) as entered
  from (select perm_table_id as id, perm_person_id as child, perm_placement_order_date as ordered, perm_matched_date as matched, perm_adm_decision_date as decided,
               perm_placed_for_adoption_date as placed, perm_permanence_order_date as adopted, perm_adopted_by_carer_flag as by_carer,
               coalesce(perm_placed_ffa_cp_date, perm_placed_foster_carer_date) as fostered
          from in_ssd_permanence where perm_person_id is not null and perm_permanence_order_type = 'Adoption' and perm_permanence_order_date is not null group by 1) as a
  left join allocation on allocation.child = a.child and allocation.starts <= a.adopted and (succeeded is null or succeeded > a.adopted);
insert into recipe values ('adoption_a1_days', 'mean', '36 months'), ('adoption_a2_days', 'mean', '36 months'), ('adoption_ni61_pct', 'percent', '12 months');
insert into event
select 'adoption_a1_days', adopted, null, team, julianday(placed) - julianday(entered), 1, 0 from adopted where placed is not null and entered is not null;
insert into event
select 'adoption_a2_days', adopted, null, team, max(0, julianday(matched) - julianday(ordered)), 1, 0 from adopted
 where matched is not null and ordered is not null and placed is not null;
insert into event
select 'adoption_ni61_pct', adopted, null, team, coalesce(placed <= (select becomes from later where day = decided and months = 12), 0), 1, 0 from adopted;
