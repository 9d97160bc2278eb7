#include "samples/generator/documents.h"

#include "samples/generator/extracts.h"
#include "samples/generator/people_wrote.h"

#include "base/file.h"

/* Which of the shipped mappings reads a folder of extracts, and which of its tables a small council may well
 * have no row of. */
static const struct {
    const char *folder, *mapping, *rare;
} folders[] = {
    {"extracts", "ssd",
     ", \"may_be_empty\": [\"adoptions\", \"convictions\", \"ehcp_active_plans\",\n"
     "      \"ehcp_assessments\", \"ehcp_plans\", \"ehcp_requests\", \"immigration_statuses\", "
     "\"missing_episodes\",\n"
     "      \"mothers\", \"pre_proceedings\", \"sen_needs\", \"send\",\n"
     "      \"substance_misuse\"]"},
    {"hr", "workforce", ""},
    {"registers", "registers",
     ", \"may_be_empty\": [\"advocacy_offers\", \"complaint_actions\", \"complaints\", \"disputes\", "
     "\"edge_of_care\",\n"
     "      \"family_group_conferences\", \"independent_visitors\", \"marac_hearings\", "
     "\"mental_health_referrals\",\n"
     "      \"conference_participation\", \"core_groups\", \"personal_advisers\", \"proceedings\"]"}};
enum { FOLDERS = sizeof folders / sizeof *folders };

/* ---- units and populations ---- */

static const char units_header[] = "unit,name,parent,level\r\n";

static void add_units(const struct county *county, const char *above, struct text *out)
{
    for (size_t i = 0; i < county->units.count; i++) {
        const struct unit *unit = &county->units.items[i];
        text_add_format(out, "%s,%s,%s,%s\r\n", unit->id, unit->name, i == 0 ? above : unit->parent,
                        unit->level);
    }
}

static void write_units(const struct county *county, struct text *out)
{
    text_add(out, units_header);
    add_units(county, "", out);
}

static const char populations_header[] = "unit,from,population\r\n";

/* At the middle of a year; fewer children are born than were. */
static int population_in(const struct county *county, int years_before)
{
    return (int)((int64_t)county->population * (1000 + 4 * years_before) / 1004);
}

static void write_populations(const struct county *county, struct text *out)
{
    text_add(out, populations_header);
    int last = day_to_date(county->calendar.until).year - 1;
    for (int before = county->years; before >= 0; before--)
        text_add_format(out, "%s,%d-06-30,%d\r\n", county->units.items[0].id, last - before,
                        population_in(county, before));
}

/* ---- the job ---- */

static void write_job(const struct county *county, struct text *out);

static const struct document documents[] = {
    {"job.json", NULL, write_job},
    {"units.csv", "units", write_units},
    {"populations.csv", "populations", write_populations},
    {"targets.csv", "targets", write_targets},
    {"plan.csv", "plan", write_plan},
    {"risks.csv", "risks", write_risks},
    {"benchmarks.csv", "benchmarks", write_benchmarks},
    {"commentary.csv", "commentary", write_commentary},
};
enum { DOCUMENTS = sizeof documents / sizeof *documents };

/* Three years of months, or as many as there is history for. */
static void add_settings(const struct county *county, struct text *out)
{
    int months = county->years < 3 ? 12 * county->years : 36;
    text_add_format(out,
                    "  \"catalogue\": [\"standard\"],\n"
                    "  \"periods\": { \"every\": \"month\", \"count\": %d, \"year_end\": \"03-31\" },\n"
                    "  \"scorecards\": [\"county\"],\n"
                    "  \"history\": \"history.db\",\n"
                    "  \"output\": \"out\"\n}\n",
                    months);
}

static void add_documents(struct text *out)
{
    for (size_t i = 0; i < DOCUMENTS; i++)
        if (documents[i].key)
            text_add_format(out, "  \"%s\": \"%s\",\n", documents[i].key, documents[i].file);
}

/* The Improvement Board meets on the third Wednesday of a month; its last meeting and the next three. */
static void add_boards(const struct county *county, struct text *out)
{
    enum { MEETINGS = 4, WEDNESDAY = 3 };
    text_add(out, "  \"boards\": [");
    for (int i = 0; i < MEETINGS; i++) {
        day_number month = day_add_months(day_month_start(county->calendar.until), i);
        char meeting[DAY_TEXT_SIZE];
        day_format(month + (WEDNESDAY - day_weekday(month) + 7) % 7 + 14, meeting);
        text_add_format(out, "%s\"%s\"", i == 0 ? "" : ", ", meeting);
    }
    text_add(out, "],\n");
}

static void write_job(const struct county *county, struct text *out)
{
    text_add_format(out, "{\n  \"organisation\": \"%s\",\n  \"extracts\": [\n", county->name);
    for (size_t i = 0; i < FOLDERS; i++)
        text_add_format(out, "    { \"folder\": \"%s\", \"mapping\": \"%s\"%s }%s\n", folders[i].folder,
                        folders[i].mapping, folders[i].rare, i + 1 < FOLDERS ? "," : "");
    text_add(out, "  ],\n");
    add_documents(out);
    add_boards(county, out);
    add_settings(county, out);
}

bool documents_write(const struct county *county, const char *folder, struct error *error)
{
    bool written = true;
    for (size_t i = 0; i < DOCUMENTS && written; i++) {
        struct arena arena = {0};
        struct text out = text_in(&arena);
        documents[i].write(county, &out);
        written = file_write(path_join(&arena, folder, documents[i].file), out.bytes, out.length, error);
        arena_release(&arena);
    }
    return written;
}

/* ---- the job above many ---- */

const char *council_folder(struct arena *arena, int council)
{
    return arena_format(arena, "council_%03d", council);
}

static void write_all_units(const struct county *councils, int count, struct text *out)
{
    text_add(out, units_header);
    text_add(out, "england,England,,organisation\r\n");
    for (int i = 0; i < count; i++)
        add_units(&councils[i], "england", out);
}

static void write_all_populations(const struct county *councils, int count, struct text *out)
{
    text_add(out, populations_header);
    int last = day_to_date(councils[0].calendar.until).year - 1;
    for (int before = councils[0].years; before >= 0; before--) {
        int64_t all = 0;
        for (int i = 0; i < count; i++) {
            int there = population_in(&councils[i], before);
            text_add_format(out, "%s,%d-06-30,%d\r\n", councils[i].units.items[0].id, last - before, there);
            all += there;
        }
        text_add_format(out, "england,%d-06-30,%lld\r\n", last - before, (long long)all);
    }
}

static void write_all_targets(const struct county *councils, int count, struct text *out)
{
    (void)count;
    write_targets(&councils[0], out);
}

static void write_all_job(const struct county *councils, int count, struct text *out)
{
    struct arena arena = {0};
    text_add(out, "{\n  \"organisation\": \"England\",\n  \"extracts\": [\n");
    for (int i = 0; i < count; i++)
        for (size_t j = 0; j < FOLDERS; j++)
            text_add_format(out, "    { \"folder\": \"%s/%s\", \"mapping\": \"%s\"%s }%s\n",
                            council_folder(&arena, councils[i].council), folders[j].folder,
                            folders[j].mapping, folders[j].rare, i + 1 < count || j + 1 < FOLDERS ? "," : "");
    text_add(out, "  ],\n  \"units\": \"units.csv\",\n  \"populations\": \"populations.csv\",\n"
                  "  \"targets\": \"targets.csv\",\n");
    add_settings(&councils[0], out);
    arena_release(&arena);
}

bool documents_write_all(const struct county *councils, int count, const char *folder, struct error *error)
{
    static const struct {
        const char *file;
        void (*write)(const struct county *councils, int count, struct text *out);
    } all[] = {{"job.json", write_all_job},
               {"units.csv", write_all_units},
               {"populations.csv", write_all_populations},
               {"targets.csv", write_all_targets}};
    bool written = folder_make(folder, error);
    for (size_t i = 0; i < sizeof all / sizeof *all && written; i++) {
        struct arena arena = {0};
        struct text out = text_in(&arena);
        all[i].write(councils, count, &out);
        written = file_write(path_join(&arena, folder, all[i].file), out.bytes, out.length, error);
        arena_release(&arena);
    }
    return written;
}
