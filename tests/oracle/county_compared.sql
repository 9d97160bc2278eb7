-- What is counted made into figures, and these set beside the program's.
create table total_month as
with seen as (
    select indicator, date(day, 'start of month', '+1 month', '-1 day') as month,
           date(max(day, coalesce(seen, day)), 'start of month', '+1 month', '-1 day') as seen, team, met, amount, unknown from event)
select indicator, month, seen, above as unit, sum(met) as met, sum(amount) as amount, sum(unknown) as unknown
  from (select indicator, month, seen, team, sum(met) as met, sum(amount) as amount, sum(unknown) as unknown from seen group by 1, 2, 3, 4)
  left join place on place.written = team join within on within.unit = coalesce(place.unit, '(no team)')
 group by indicator, month, seen, above;

create table total_window as
select indicator, window, ending, unit, sum(met) as met, sum(amount) as amount, sum(unknown) as unknown
  from total_month join recipe using (indicator) join window using (window)
 where window <> 'snapshot' and ending >= max(month, seen) and opens <= month
 group by indicator, window, ending, unit;

-- Most items stand in one row, and need no telling apart.
create table item as
select indicator, window, ending, item, team, met, amount, count(*) as many from counted group by indicator, window, ending, item;
create table total_part as
select indicator, window, ending, above as unit, sum(met) as met, sum(amount) as amount
  from (select indicator, window, ending, team, sum(coalesce(met, 0) * coalesce(amount, 1)) as met, coalesce(sum(amount), 0) as amount
          from item where many = 1 group by indicator, window, ending, team)
  left join place on place.written = team join within on within.unit = coalesce(place.unit, '(no team)')
 group by indicator, window, ending, above
union all
select indicator, window, ending, unit, sum(coalesce(met, 0) * coalesce(amount, 1)), coalesce(sum(amount), 0)
  from (select indicator, window, ending, above as unit, max(counted.met) as met, max(counted.amount) as amount
          from item join counted using (indicator, window, ending, item)
          left join place on place.written = counted.team join within on within.unit = coalesce(place.unit, '(no team)')
         where many > 1 group by indicator, window, ending, above, item)
 group by indicator, window, ending, unit
union all
select indicator, window, ending, unit, met, amount from total_window;
create table total as
select indicator, window, ending, unit, sum(met) as met, sum(amount) as amount from total_part group by indicator, window, ending, unit;
create index total_of on total (indicator, window, ending, unit);

create table untold as
select indicator, window, ending, above as unit, count(*) as many
  from unknown left join place on place.written = unknown.team join within on within.unit = coalesce(place.unit, '(no team)')
 group by indicator, window, ending, above
union all
select indicator, window, ending, unit, unknown from total_window where unknown <> 0;
create index untold_of on untold (indicator, window, unit, ending);

create table ours (indicator text, window text, unit text, ending text, numerator real, denominator real, value real, unknown integer);
insert into ours
with parts(indicator, window, unit, ending, format, numerator, denominator, unknown) as (
    select recipe.indicator, recipe.window, unit.unit, month.ending, format, coalesce(met, 0),
           case when format in ('count', 'sum') then null
                when format = 'rate' then (select cast(population as real) from raw_populations
                                   where raw_populations.unit = unit.unit and "from" <= month.ending order by "from" desc limit 1)
                else coalesce(amount, 0) end, coalesce(many, 0)
      from recipe join unit join month
      left join total on total.indicator = recipe.indicator and total.window = recipe.window and total.unit = unit.unit and total.ending = month.ending
      left join untold on untold.indicator = recipe.indicator and untold.window = recipe.window and untold.unit = unit.unit and untold.ending = month.ending)
select indicator, window, unit, ending, iif(format = 'mean' and denominator = 0, null, numerator), iif(format = 'mean' and denominator = 0, null, denominator),
       case when format in ('count', 'sum') then numerator when format = 'rate' then 10000.0 * numerator / denominator
            when format in ('ratio', 'mean') then numerator / denominator else 100.0 * numerator / denominator end, unknown
  from parts;
-- The middle of values, the highest, and their spread are no sums.
insert into ours
with value(indicator, window, ending, unit, value, place, many) as (
    select indicator, window, ending, above, value, row_number() over (partition by indicator, window, ending, above order by value),
           count(*) over (partition by indicator, window, ending, above)
      from measured left join place on place.written = measured.team join within on within.unit = coalesce(place.unit, '(no team)'))
select kind.indicator, kind.window, unit.unit, month.ending,
       iif(how = 'spread', coalesce(spread, 0), null), iif(how = 'spread', coalesce(mean, 0), many),
       case how when 'median' then median when 'most' then most else spread / mean end, 0
  from kind join unit join month
  left join (select indicator, window, ending, unit, max(many) as many, max(value) as most, avg(value) as mean,
                    avg(iif(place in ((many + 1) / 2, many / 2 + 1), value, null)) as median,
                    sqrt(max(0, avg(value * value) - avg(value) * avg(value))) as spread
               from value group by indicator, window, ending, unit) as made
    on made.indicator = kind.indicator and made.window = kind.window and made.unit = unit.unit and made.ending = month.ending;
-- The program lists "(no team)" only for an indicator that some row of no team is counted in, or unknown in.
create table teamless as
select indicator, window from total where unit = '(no team)' union select indicator, window from untold where unit = '(no team)'
union select indicator, window from measured left join place on place.written = team where place.unit is null;
delete from ours where unit = '(no team)' and (indicator, window) not in (select indicator, window from teamless);

create table theirs as
select indicator, window, unit, period_end as ending, cast(nullif(numerator, '') as real) as numerator,
       cast(nullif(denominator, '') as real) as denominator, cast(nullif(value, '') as real) as value, cast(unknown as integer) as unknown
  from results where breakdown = '' and (indicator, window) in (select indicator, window from recipe union select indicator, window from kind);
-- Nor is it of any matter where the program lists it for rows that come to nothing: a plan on which no meeting fell due.
delete from theirs
 where unit = '(no team)' and coalesce(numerator, 0) = 0 and coalesce(denominator, 0) = 0 and unknown = 0
   and (indicator, window) not in (select indicator, window from teamless);
delete from ours where indicator in (select indicator from left_out);
delete from theirs where indicator in (select indicator from left_out);
create unique index theirs_of on theirs (indicator, window, unit, ending);
create unique index ours_of on ours (indicator, window, unit, ending);

-- Counts are whole and agree to the last digit; what is added up in another order, and is written with fifteen digits,
-- differs by what binary fractions do.
create table compared as
with pairs as (
    select indicator, window, unit, ending, ours.unit is not null and theirs.unit is not null as in_both,
           ours.numerator as n, theirs.numerator as their_n, ours.denominator as d, theirs.denominator as their_d,
           ours.value as v, theirs.value as their_v,
           ours.unknown as u, theirs.unknown as their_u
      from ours full join theirs using (indicator, window, unit, ending))
select *, in_both and n is not null = (their_n is not null) and d is not null = (their_d is not null)
              and v is not null = (their_v is not null) and coalesce(abs(n - their_n), 0) <= 1e-9 * max(1, abs(coalesce(n, 0)))
              and coalesce(abs(d - their_d), 0) <= 1e-9 * max(1, abs(coalesce(d, 0))) and coalesce(abs(v - their_v), 0) <= 1e-9 * max(1, abs(coalesce(v, 0)))
              and u = their_u as is_same
  from pairs;

.mode list
.separator ""
.headers off
select printf('%-36s %6d figures compared %6d differ   largest %s', indicator, count(*), sum(not is_same), coalesce(max(iif(d is null, n, d)), '-'))
  from compared group by indicator;
select line from (
select row_number() over (partition by indicator, window order by ending desc, unit) as place,
  printf('%s, %s, %s, %s: ours %s, theirs %s', indicator, window, unit, ending,
              iif(u is null, 'none', printf('%s / %s = %s (%d unknown)', coalesce(n, '-'), coalesce(d, '-'), coalesce(v, 'n/a'), u)),
              iif(their_u is null, 'none', printf('%s / %s = %s (%d unknown)', coalesce(their_n, '-'), coalesce(their_d, '-'),
                                                  coalesce(their_v, 'n/a'), their_u))) as line
  from compared where not is_same) where place <= 2 limit 200;
select printf('%d indicators, %d figures compared, %d differ', count(distinct indicator), count(*), sum(not is_same)) from compared;
