#include "samples/generator/extract_cells.h"
#include "samples/generator/registers.h"
#include "samples/generator/working_days.h"

#include "base/text.h"

/* Foster homes, as many as the children placed in them need and few more, and children's homes. */

enum { LEAVE_IN_A_MONTH = 9, PLACES_PER_1000_PLACED = 1090 };

/* ---- foster carers ---- */

struct household {
    day_number approved, end;
    const char *kind;
    int places, team;
    bool in_house;
};

struct households {
    const struct county *county;
    struct arena *arena;
    LIST_OF(struct household) list;
    struct random random;
};

static bool is_foster_placement(const struct placement *placement, bool in_house)
{
    return placement->type[0] == 'U' && text_equal(placement->provider, "PR1") == in_house;
}

/* How many children are placed in foster homes at the start of each month. */
static int *placed_by_month(const struct county *county, struct arena *arena, bool in_house,
                            const day_number *starts, int months)
{
    int *placed = ARENA_ARRAY(arena, int, (size_t)months + 1);
    for (size_t i = 0; i < county->placements.count; i++) {
        const struct placement *placement = &county->placements.items[i];
        if (!is_foster_placement(placement, in_house))
            continue;
        for (int month = 0; month < months; month++)
            placed[month] += placement->start <= starts[month] && placement->end > starts[month];
    }
    return placed;
}

static void approve(struct households *homes, bool in_house, day_number day)
{
    static const char *const kinds[] = {"mainstream", "connected person", "short breaks"};
    static const int weights[] = {720, 210, 70}, place_weights[] = {420, 410, 170};
    const struct county *county = homes->county;
    int index = LIST_ADD(homes->arena, homes->list);
    int area = random_below(&homes->random, county_areas(county));
    const char *kind = kinds[random_weighted(&homes->random, weights, 3)];
    int places = 1 + random_weighted(&homes->random, place_weights, 3);
    homes->list.items[index] = (struct household){.approved = day,
                                                  .end = NO_DAY,
                                                  .kind = kind,
                                                  .places = places,
                                                  .team = county_team(county, CARE, area),
                                                  .in_house = in_house};
}

static int open_places(const struct households *homes, bool in_house)
{
    int open = 0;
    for (size_t i = 0; i < homes->list.count; i++) {
        const struct household *home = &homes->list.items[i];
        open += home->end == NO_DAY && home->in_house == in_house ? home->places : 0;
    }
    return open;
}

/* One more at a time, until there are places for as many as are to be placed. */
static void approve_for(struct households *homes, bool in_house, int placed, day_number from,
                        day_number until)
{
    int wanted = (placed * PLACES_PER_1000_PLACED + 999) / 1000;
    while (open_places(homes, in_house) < wanted)
        approve(homes, in_house, working_day_from(random_between(&homes->random, from, until)));
}

static void some_leave(struct households *homes, bool in_house, day_number month)
{
    for (size_t i = 0; i < homes->list.count; i++) {
        struct household *home = &homes->list.items[i];
        bool can_leave = home->end == NO_DAY && home->in_house == in_house && home->approved < month;
        if (can_leave && random_chance(&homes->random, LEAVE_IN_A_MONTH))
            home->end = month + random_below(&homes->random, 28);
    }
}

/* By the end of each month there are places for those who are placed when the next begins. */
static void homes_happen(struct households *homes, bool in_house)
{
    enum { DAYS_BEFORE_AT_MOST = 4000 };
    const struct county *county = homes->county;
    day_number first = day_month_start(county->calendar.first);
    int months = day_months_between(first, county->calendar.until) + 2;
    day_number *starts = ARENA_ARRAY(homes->arena, day_number, (size_t)months);
    for (int i = 0; i < months; i++)
        starts[i] = day_add_months(first, i);
    const int *placed = placed_by_month(county, homes->arena, in_house, starts, months);
    approve_for(homes, in_house, placed[0], first - DAYS_BEFORE_AT_MOST, first - 10);
    for (int i = 0; i + 1 < months; i++) {
        some_leave(homes, in_house, starts[i]);
        approve_for(homes, in_house, placed[i + 1], starts[i], starts[i] + 20);
    }
}

void register_foster_carers(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"household_id", "approved_date", "end_date", "in_house",
                                         "kind",         "places",        "team",     NULL};
    struct households homes = {
        .county = county, .arena = sheet->arena, .random = county_random(county, FOSTER_CHANCE, 0)};
    homes_happen(&homes, true);
    homes_happen(&homes, false);
    sheet_header(sheet, fields);
    for (size_t i = 0; i < homes.list.count; i++) {
        const struct household *home = &homes.list.items[i];
        if (!county_past(county, home->approved))
            continue;
        sheet_id(sheet, "household_id", ROW_ID, (long)i);
        sheet_day(sheet, "approved_date", home->approved);
        cell_day_if_past(county, sheet, "end_date", home->end);
        sheet_flag(sheet, "in_house", home->in_house);
        sheet_text(sheet, "kind", home->kind);
        sheet_number(sheet, "places", home->places, 0);
        cell_team(county, sheet, "team", home->team);
        sheet_end_row(sheet);
    }
}

/* ---- children's homes ---- */

static int home_count(const struct county *county, bool in_house)
{
    int count = county_scaled(county, in_house ? 4 : 7);
    return count > 0 ? count : 1;
}

/* A judgement moves by a step at most from one inspection to the next, and back to good sooner or later. */
static int judged_next(struct random *random, int before)
{
    static const int moves[][3] = {{0, 700, 300}, {90, 800, 110}, {560, 380, 60}, {850, 150, 0}};
    return before - 1 + random_weighted(random, moves[before], 3);
}

static void inspections_of(const struct county *county, struct sheet *sheet, int home, bool in_house,
                           long *row)
{
    static const char *const judgements[] = {"outstanding", "good", "requires improvement", "inadequate"};
    static const int first[] = {130, 660, 180, 30};
    struct random random = county_random(county, HOME_CHANCE, home * 2L + in_house);
    int judgement = random_weighted(&random, first, 4);
    day_number day = working_day_from(county->calendar.first - random_between(&random, 0, 300));
    int team = county_team(county, CARE, home);
    for (; county_past(county, day); day = working_day_from(day + random_between(&random, 250, 400))) {
        sheet_id(sheet, "inspection_id", ROW_ID, (*row)++);
        sheet_id(sheet, "home_id", ROW_ID, home * 2L + in_house);
        sheet_flag(sheet, "in_house", in_house);
        sheet_day(sheet, "inspected_date", day);
        sheet_text(sheet, "judgement", judgements[judgement]);
        cell_team(county, sheet, "team", team);
        sheet_end_row(sheet);
        judgement = judged_next(&random, judgement);
    }
}

void register_childrens_homes(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"inspection_id", "home_id", "in_house", "inspected_date",
                                         "judgement",     "team",    NULL};
    long row = 0;
    sheet_header(sheet, fields);
    for (int in_house = 1; in_house >= 0; in_house--)
        for (int home = 0; home < home_count(county, in_house); home++)
            inspections_of(county, sheet, home, in_house, &row);
}
