#include "samples/generator/extract_cells.h"
#include "samples/generator/registers.h"
#include "samples/generator/story.h"
#include "samples/generator/working_days.h"

#include "base/text.h"

/* Workers: who is supervised, what posts are empty, who is ill, trained, paid for by the day, and who leads. */

/* ---- supervision ---- */

static void supervision_row(const struct county *county, struct sheet *sheet, int worker, int child,
                            struct random *random, day_number date, long row)
{
    int team = county->workers.items[worker].team;
    int supervisor = someone_in_charge(county, random, team, date);
    sheet_id(sheet, "supervision_id", ROW_ID, row);
    sheet_id(sheet, "worker_id", WORKER_ID, worker);
    sheet_id(sheet, "supervisor_id", WORKER_ID, supervisor == worker ? NOBODY : supervisor);
    sheet_id(sheet, "child_id", CHILD_ID, child);
    sheet_day(sheet, "date", date);
    sheet_text(sheet, "kind", child == NOTHING ? "personal" : "case");
    sheet_end_row(sheet);
}

/* Written down since the inspectors asked for it. */
static day_number supervision_begins(const struct county *county)
{
    day_number month_before = day_add_months(day_month_start(county->calendar.judged), -1);
    return month_before > county->calendar.first ? month_before : county->calendar.first;
}

/* Each child is talked about with its own worker once the case has been held a while, and then again within
 * six weeks when all goes well. */
static void case_supervisions(const struct county *county, struct sheet *sheet, int index, long *row)
{
    const struct involvement *with = &county->involvements.items[index];
    struct random random = county_random(county, SUPERVISION_CHANCE, index);
    day_number date = with->start + random_between(&random, 10, 30);
    if (date < supervision_begins(county))
        date = supervision_begins(county) + random_between(&random, 0, 50);
    for (;;) {
        date = working_day_from(date);
        if (date >= with->end || !county_past(county, date))
            return;
        long id = (*row)++;
        if (county_recorded(county, with->team, date, &random))
            supervision_row(county, sheet, with->worker, with->child, &random, date, id);
        bool in_time = random_chance(&random, as_practised(county, with->team, date, 560, 950));
        date += in_time ? random_between(&random, 27, 41) : random_between(&random, 48, 110);
    }
}

/* And each worker, about themselves, every month or so. */
static void personal_supervisions(const struct county *county, struct sheet *sheet, int index, long *row)
{
    const struct worker *worker = &county->workers.items[index];
    struct random random = county_random(county, SUPERVISION_CHANCE, -1 - (long)index);
    day_number date = worker->start + random_between(&random, 7, 25);
    if (date < supervision_begins(county))
        date = supervision_begins(county) + random_between(&random, 0, 30);
    for (;;) {
        date = working_day_from(date);
        if (date >= worker->end || !county_past(county, date))
            return;
        supervision_row(county, sheet, index, NOTHING, &random, date, (*row)++);
        bool in_time = random_chance(&random, as_practised(county, worker->team, date, 600, 950));
        date += in_time ? random_between(&random, 24, 30) : random_between(&random, 36, 75);
    }
}

void register_supervisions(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"supervision_id", "worker_id", "supervisor_id", "child_id", "date",
                                         "kind",           NULL};
    long row = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->involvements.count; i++)
        if (county->involvements.items[i].role == CASE_WORKER)
            case_supervisions(county, sheet, (int)i, &row);
    for (size_t i = 0; i < county->workers.count; i++)
        personal_supervisions(county, sheet, (int)i, &row);
}

/* ---- vacancies ---- */

struct vacancy {
    int team, fte_tenths, cover_tenths;
    day_number start, end;
};

static void vacancy_row(const struct county *county, struct sheet *sheet, const struct vacancy *vacancy,
                        long *row)
{
    if (!county_past(county, vacancy->start))
        return;
    sheet_id(sheet, "post_id", ROW_ID, (*row)++);
    sheet_text(sheet, "role", "Case holder");
    sheet_number(sheet, "fte", vacancy->fte_tenths, 1);
    sheet_day(sheet, "start_date", vacancy->start);
    cell_day_if_past(county, sheet, "end_date", vacancy->end);
    sheet_number(sheet, "agency_cover_fte", vacancy->cover_tenths, 1);
    cell_team(county, sheet, "team", vacancy->team);
    sheet_end_row(sheet);
}

bool agency_covers_post(const struct county *county, int worker)
{
    struct random random = county_random(county, COVER_CHANCE, worker);
    return county->workers.items[worker].agency && random_chance(&random, 810);
}

/* The post is empty from before they come until they go. */
static void covered_vacancies(const struct county *county, struct sheet *sheet, long *row)
{
    for (size_t i = 0; i < county->workers.count; i++) {
        const struct worker *worker = &county->workers.items[i];
        struct random random = county_random(county, VACANCY_CHANCE, (long)i);
        struct vacancy vacancy = {worker->team, worker->fte_tenths, worker->fte_tenths,
                                  worker->start - random_between(&random, 0, 45), worker->end};
        if (agency_covers_post(county, (int)i))
            vacancy_row(county, sheet, &vacancy, row);
    }
}

static int case_holders_on(const struct county *county, int team, day_number day)
{
    int tenths = 0;
    for (size_t i = 0; i < county->workers.count; i++) {
        const struct worker *worker = &county->workers.items[i];
        if (worker->team == team && worker->post == CASE_HOLDER && worker->start <= day && worker->end > day)
            tenths += worker->fte_tenths;
    }
    return tenths;
}

/* Posts that nobody fills follow the story's share of vacant ones, opened and closed month by month. */
static void empty_posts(const struct county *county, struct sheet *sheet, int team, long *row)
{
    enum { POSTS_MOST = 64, WHOLE = 10 };
    struct vacancy open[POSTS_MOST];
    int count = 0;
    struct random random = county_random(county, VACANCY_CHANCE, -1 - (long)team);
    day_number month = day_month_start(county->calendar.first);
    for (; county_past(county, month); month = day_add_months(month, 1)) {
        int vacant = story_value(county, POSTS_VACANT, team, month);
        int wanted = case_holders_on(county, team, month) * vacant / (1000 - vacant) / WHOLE;
        day_number day = month + random_below(&random, 27);
        for (; count < wanted && count < POSTS_MOST; count++)
            open[count] = (struct vacancy){team, WHOLE, 0, day, NO_DAY};
        for (; count > wanted; count--) {
            struct vacancy filled = open[0];
            filled.end = day;
            vacancy_row(county, sheet, &filled, row);
            for (int i = 1; i < count; i++)
                open[i - 1] = open[i];
        }
    }
    for (int i = 0; i < count; i++)
        vacancy_row(county, sheet, &open[i], row);
}

void register_vacancies(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"post_id",          "role", "fte", "start_date", "end_date",
                                         "agency_cover_fte", "team", NULL};
    long row = 0;
    sheet_header(sheet, fields);
    covered_vacancies(county, sheet, &row);
    for (int team = 0; team < county->team_count; team++)
        empty_posts(county, sheet, team, &row);
}

/* ---- sickness ---- */

static int working_days_in(day_number first, day_number last)
{
    int days = 0;
    for (day_number day = first; day <= last; day++)
        days += is_working_day(day);
    return days;
}

/* Employed workers are ill once or twice a year, most for a day or two, a few for weeks. */
static void sickness_of(const struct county *county, struct sheet *sheet, int index, long *row)
{
    const struct worker *worker = &county->workers.items[index];
    struct random random = county_random(county, SICKNESS_CHANCE, index);
    day_number start = worker->start + random_between(&random, 20, 420);
    while (start < worker->end && county_past(county, start)) {
        bool is_long = random_chance(&random, as_practised(county, worker->team, start, 110, 65));
        int length = is_long ? random_between(&random, 20, 90) : random_between(&random, 1, 6);
        day_number first = working_day_from(start);
        day_number last = earlier_day(first + length, worker->end) - 1;
        long id = (*row)++;
        if (register_holds(county, first) && last >= first) {
            sheet_id(sheet, "absence_id", ROW_ID, id);
            sheet_id(sheet, "worker_id", WORKER_ID, index);
            sheet_day(sheet, "start_date", first);
            cell_day_if_past(county, sheet, "end_date", last);
            sheet_number(sheet, "working_days_lost",
                         working_days_in(first, earlier_day(last, county->calendar.until)), 0);
            sheet_end_row(sheet);
        }
        start = last + random_between(&random, 40, 480);
    }
}

void register_sickness(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"absence_id", "worker_id",         "start_date",
                                         "end_date",   "working_days_lost", NULL};
    long row = 0;
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->workers.count; i++)
        if (!county->workers.items[i].agency)
            sickness_of(county, sheet, (int)i, &row);
}

/* ---- training ---- */

struct course {
    const char *name, *kind;
    int due_days;    /* from joining */
    int worst, best; /* per mille who complete it in time, by how well the team works */
    bool
        since_judged; /* began with the improvement plan: those who were there already have a year for it, a fifth had it before */
};

static const struct course courses[] = {
    {"Induction", "induction", 42, 580, 960, false},
    {"Safeguarding children", "mandatory", 90, 700, 970, false},
    {"Domestic abuse", "mandatory", 180, 620, 940, false},
    {"Information security", "mandatory", 60, 760, 980, false},
    {"Case system", "case system", 30, 640, 960, false},
    {"Relationship-based practice", "practice model", 150, 200, 900, true},
};
enum { COURSES = sizeof courses / sizeof *courses, YEAR = 365 };

static day_number due_day(const struct county *county, const struct worker *worker,
                          const struct course *course, struct random *random)
{
    day_number due = worker->start + course->due_days;
    day_number in_first_year = county->calendar.judged + YEAR - random_between(random, 0, 200);
    if (!course->since_judged || due >= county->calendar.judged + YEAR)
        return due;
    return later_day(worker->start + 30, in_first_year);
}

static bool had_it_before(const struct county *county, const struct worker *worker,
                          const struct course *course, struct random *random)
{
    bool had_time = worker->start + YEAR < county->calendar.judged;
    return course->since_judged && had_time && random_chance(random, 220);
}

/* NO_DAY: never. */
static day_number completed_day(const struct county *county, const struct worker *worker,
                                const struct course *course, day_number due, struct random *random)
{
    int in_time = as_practised(county, worker->team, due, course->worst, course->best);
    if (had_it_before(county, worker, course, random))
        return working_days_before(county->calendar.judged, random_between(random, 20, 200));
    if (random_chance(random, in_time)) {
        day_number day = working_days_before(due - random_between(random, 0, course->due_days - 5) + 1, 1);
        return later_day(day, worker->start);
    }
    return random_chance(random, 350) ? NO_DAY : working_day_from(due + random_between(random, 1, 200));
}

static void training_row(const struct county *county, struct sheet *sheet, int index, int which)
{
    const struct worker *worker = &county->workers.items[index];
    const struct course *course = &courses[which];
    long row = (long)index * COURSES + which;
    struct random random = county_random(county, TRAINING_CHANCE, row);
    day_number due = due_day(county, worker, course, &random);
    day_number completed = completed_day(county, worker, course, due, &random);
    if (!county_past(county, due) || due >= worker->end || due < county->calendar.first)
        return;
    sheet_id(sheet, "training_id", ROW_ID, row);
    sheet_id(sheet, "worker_id", WORKER_ID, index);
    sheet_text(sheet, "course", course->name);
    sheet_text(sheet, "kind", course->kind);
    sheet_day(sheet, "due_date", due);
    sheet_day(sheet, "completed_date", completed < worker->end ? if_past(county, completed) : NO_DAY);
    sheet_end_row(sheet);
}

void register_training(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"training_id", "worker_id",      "course", "kind",
                                         "due_date",    "completed_date", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->workers.count; i++)
        for (int which = 0; which < COURSES; which++)
            training_row(county, sheet, (int)i, which);
}

/* ---- what agency staff cost ---- */

/* Whole pounds for a month: about £92,000 a year for each full-time worker, by the days worked in it. */
static long agency_cost(const struct county *county, int team, day_number first, day_number last)
{
    enum { POUNDS_A_DAY_PER_TENTH = 36 };
    long pounds = 0;
    for (size_t i = 0; i < county->workers.count; i++) {
        const struct worker *worker = &county->workers.items[i];
        if (!worker->agency || worker->team != team || worker->start > last || worker->end <= first)
            continue;
        day_number from = worker->start > first ? worker->start : first;
        day_number to = earlier_day(worker->end - 1, last);
        pounds += (long)working_days_in(from, to) * worker->fte_tenths * POUNDS_A_DAY_PER_TENTH;
    }
    return pounds;
}

/* Invoiced at the end of each month; the month that is not over yet has no invoice. */
void register_agency_costs(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"cost_id", "date", "amount", "team", NULL};
    long row = 0;
    sheet_header(sheet, fields);
    day_number month = day_month_start(county->calendar.first);
    for (; county_past(county, day_month_end(month)); month = day_add_months(month, 1)) {
        for (int team = 0; team <= county->team_count; team++) {
            struct random random = county_random(county, AGENCY_COST_CHANCE, row);
            long pounds = agency_cost(county, team, month, day_month_end(month));
            sheet_id(sheet, "cost_id", ROW_ID, row++);
            sheet_day(sheet, "date", day_month_end(month));
            sheet_number(sheet, "amount", pounds * random_between(&random, 970, 1030) / 1000, 0);
            cell_team(county, sheet, "team", team);
            sheet_end_row(sheet);
        }
    }
}

/* ---- who leads ---- */

/* Who holds each post, from and until how many months before the last; 0: still. Two were held for the time
 * being when the county was judged; the last of them was filled after a year and a half. */
struct held {
    const char *title, *service; /* "": the council */
    int from, until;
    const char *by;
};

static const struct held leaders[] = {
    {"Director of Children's Services", "", 400, 34, "permanent"},
    {"Director of Children's Services", "", 34, 27, "interim"},
    {"Director of Children's Services", "", 27, 0, "permanent"},
    {"Assistant Director", "", 400, 31, "permanent"},
    {"Assistant Director", "", 31, 29, "vacant"},
    {"Assistant Director", "", 29, 0, "permanent"},
    {"Head of Front Door and Assessment", "front_door", 400, 37, "permanent"},
    {"Head of Front Door and Assessment", "front_door", 37, 22, "interim"},
    {"Head of Front Door and Assessment", "front_door", 22, 8, "permanent"},
    {"Head of Front Door and Assessment", "front_door", 8, 3, "interim"},
    {"Head of Front Door and Assessment", "front_door", 3, 0, "permanent"},
    {"Head of Safeguarding and Family Support", "safeguarding", 400, 35, "permanent"},
    {"Head of Safeguarding and Family Support", "safeguarding", 35, 17, "interim"},
    {"Head of Safeguarding and Family Support", "safeguarding", 17, 0, "permanent"},
    {"Head of Children in Care", "children_in_care", 400, 0, "permanent"},
    {"Head of Quality Assurance", "", 33, 0, "permanent"},
    {"Head of Workforce", "", 33, 30, "vacant"},
    {"Head of Workforce", "", 30, 0, "permanent"},
};

static const char *service_unit(const struct county *county, const char *service)
{
    for (size_t i = 1; i < county->units.count; i++)
        if (service[0] != '\0' && text_ends_with(county->units.items[i].id, service))
            return county->units.items[i].id;
    return county->units.items[0].id;
}

void register_leadership_posts(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"post_id", "title", "start_date", "end_date",
                                         "held_by", "team",  NULL};
    day_number last = day_month_start(county->calendar.until);
    sheet_header(sheet, fields);
    for (size_t i = 0; i < sizeof leaders / sizeof *leaders; i++) {
        const struct held *held = &leaders[i];
        sheet_id(sheet, "post_id", ROW_ID, (long)i);
        sheet_text(sheet, "title", held->title);
        sheet_day(sheet, "start_date", day_add_months(last, -held->from));
        sheet_day(sheet, "end_date", held->until == 0 ? NO_DAY : day_add_months(last, -held->until) - 1);
        sheet_text(sheet, "held_by", held->by);
        sheet_text(sheet, "team", service_unit(county, held->service));
        sheet_end_row(sheet);
    }
}
