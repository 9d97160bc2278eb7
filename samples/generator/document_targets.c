#include "samples/generator/document_cells.h"
#include "samples/generator/people_wrote.h"

/* Targets and tolerances from the first day on. The note says whose target it is: a council that published it,
 * or a local one of this county's own. */
struct target {
    const char *indicator, *green, *amber, *note;
};

static const struct target targets[] = {
    {"rereferral_12m_pct", "<22", "<=25", "Rotherham: below 22; amber local"},
    {"assessment_45wd_pct", ">=90", ">=80", "Darlington: 90; amber local"},
    {"icpc_15wd_pct", ">=90", ">=80", "local"},
    {"cp_repeat_ever_pct", "<=22.5", "<=25", "local"},
    {"cp_repeat_24m_pct", "<=8", "<=12", "local"},
    {"cp_open_2y_pct", "<=2", "<=4", "local"},
    {"cp_reviews_in_time_pct", ">=99", ">=95", "stretch; West Sussex: 99; amber local"},
    {"cp_visits_10wd_pct", ">=90", ">=80", "local; Darlington reached 89.4"},
    {"cp_seen_alone_pct", ">=80", ">=65", "local"},
    {"cla_3plus_placements_pct", "<=10", "<=12", "Darlington: 10 or fewer; amber local"},
    {"caseload_avg_fte", "<=16", "<=18", "local"},
    {"caseload_over_threshold_pct", "<=10", "<=20", "local"},
    {"unallocated_children", "<=0", "<=5", "local: none"},
};

static const char header[] = "indicator,unit,from,green,amber,path,note\r\n";

static void write_target(struct text *out, const char *from, const char *path, const struct target *target)
{
    const char *const cells[] = {target->indicator, "",   from,        target->green,
                                 target->amber,     path, target->note};
    cells_row(out, cells, sizeof cells / sizeof *cells);
}

/* Agency staff are to fall in a straight line, from three years ago to the last month. */
static void write_line(const struct county *county, struct text *out)
{
    static const struct target start = {"agency_rate_fte", "<=24", "<=26",
                                        "local start; Kirklees 2017: to below 10"};
    static const struct target goal = {"agency_rate_fte", "<10", "<12", "Kirklees 2017: below 10"};
    write_target(out, months_end(out->arena, county, -35), "line", &start);
    write_target(out, months_end(out->arena, county, 0), "step", &goal);
}

void write_targets(const struct county *county, struct text *out)
{
    char from[DAY_TEXT_SIZE];
    day_format(county->calendar.first, from);
    text_add(out, header);
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        write_target(out, from, "step", &targets[i]);
    write_line(county, out);
}
