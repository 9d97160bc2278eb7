#include "render/data_quality.h"

#include "base/number.h"
#include "base/text.h"
#include "render/data_quality_parts.h"
#include "render/page_words.h"
#include "render/sheet_name.h"
#include "render/workbook.h"

/* ---- the verdict ---- */

struct sums {
    double read, loaded, aside;
};

static struct sums sums_of(const struct ingest_report *report)
{
    struct sums sums = {0};
    for (size_t i = 0; i < report->file_count; i++) {
        sums.read += report->files[i].rows_read;
        sums.loaded += report->files[i].rows_loaded;
        sums.aside += report->files[i].rows_set_aside;
    }
    return sums;
}

static const char *many(struct arena *arena, double count, const char *one, const char *more)
{
    bool single = count > 0.5 && count < 1.5;
    return arena_format(arena, "%s %s", number_text(arena, count, 0, true), single ? one : more);
}

static const char *usable_words(struct arena *arena, const struct data_quality *quality)
{
    static const char *const until = "Nothing is published until the extracts are put right";
    size_t shut = gates_stopping(quality->gates),
           stopping = quality->findings->severity_counts[SEVERITY_STOP];
    if (shut > 0)
        return arena_format(arena, "A run would stop: %s shut. %s, or the gates are opened on purpose.",
                            many(arena, (double)shut, "gate is", "gates are"), until);
    if (stopping > 0)
        return arena_format(arena, "A run would stop: the mapping says so of %s. %s.",
                            many(arena, (double)stopping, "finding", "findings"), until);
    return "The extracts can be used.";
}

bool data_quality_stops(const struct data_quality *quality)
{
    return gates_stopping(quality->gates) > 0 || quality->findings->severity_counts[SEVERITY_STOP] > 0;
}

static const char *rows_words(struct arena *arena, const struct data_quality *quality)
{
    struct sums sums = sums_of(quality->report);
    const char *read = arena_format(arena, "Read: %s in %s", many(arena, sums.read, "row", "rows"),
                                    many(arena, (double)quality->report->file_count, "file", "files"));
    if (sums.aside < 0.5)
        return arena_format(arena, "%s, all loaded.", read);
    return arena_format(arena, "%s; loaded: %s; set aside: %s (%s%%).", read,
                        number_text(arena, sums.loaded, 0, true), number_text(arena, sums.aside, 0, true),
                        number_text(arena, 100 * sums.aside / sums.read, 1, false));
}

static const char *absent_words(struct arena *arena, const struct data_quality *quality)
{
    size_t absent = quality->report->absent_count;
    return absent == 0 ? ""
                       : arena_format(arena, " %s missing or empty.",
                                      many(arena, (double)absent, "file is", "files are"));
}

static const char *findings_words(struct arena *arena, const struct data_quality *quality)
{
    const size_t *counts = quality->findings->severity_counts;
    double bad = (double)(counts[SEVERITY_ERROR] + counts[SEVERITY_STOP]);
    double doubtful = (double)counts[SEVERITY_WARNING];
    const char *errors = many(arena, bad, "error", "errors");
    const char *warnings = many(arena, doubtful, "warning", "warnings");
    if (bad < 0.5 && doubtful < 0.5)
        return "Nothing in them is doubtful.";
    if (bad < 0.5)
        return arena_format(arena, "Found in them: %s, no errors.", warnings);
    return doubtful < 0.5 ? arena_format(arena, "Found in them: %s.", errors)
                          : arena_format(arena, "Found in them: %s, %s.", errors, warnings);
}

const char *data_quality_verdict(struct arena *arena, const struct data_quality *quality)
{
    return arena_format(arena, "%s%s %s %s", usable_words(arena, quality), absent_words(arena, quality),
                        rows_words(arena, quality), findings_words(arena, quality));
}

/* ---- what the sheets share ---- */

struct page_grid quality_open(const struct quality_maker *maker, struct page *page, const char *name,
                              const char *title, const char *line, const struct quality_column *columns,
                              size_t count)
{
    double *widths = ARENA_ARRAY(maker->arena, double, count);
    for (size_t i = 0; i < count; i++)
        widths[i] = columns[i].width;
    struct page_grid grid = page_grid_in(maker->arena, widths, count);
    *page =
        (struct page){.name = sheet_name(maker->arena, name, maker->names),
                      .title = title,
                      .heading_row = 1,
                      .fixed_columns = 1,
                      .pages_wide = 1,
                      .foot_left = "Official: management information",
                      .foot_middle = arena_format(maker->arena, "%s, as at %s", maker->quality->organisation,
                                                  date_words(maker->arena, maker->quality->as_at))};
    grid_line(&grid, STYLE_TITLE, title);
    grid_line(&grid, STYLE_SUBTITLE, line);
    return grid;
}

void quality_headings(struct page_grid *grid, const struct quality_column *columns, size_t count)
{
    grid_row(grid, STYLE_HEADING);
    for (size_t i = 0; i < count; i++)
        grid_text(grid, i, columns[i].figure ? STYLE_HEADING_FIGURE : STYLE_HEADING, columns[i].heading);
    grid_keep_with_next(grid);
}

static void put_number(struct page_grid *grid, size_t column, double number, const char *format,
                       const char *text)
{
    struct cell *cell = grid_cell(grid, column);
    *cell = (struct cell){
        .style = STYLE_FIGURE, .is_number = true, .number = number, .number_format = format, .text = text};
}

void quality_line(struct page_grid *grid, size_t column, uint32_t line)
{
    put_number(grid, column, line, "0", arena_format(grid->arena, "%u", line));
}

void quality_count(struct page_grid *grid, size_t column, double count)
{
    put_number(grid, column, count, "#,##0", number_text(grid->arena, count, 0, true));
}

/* What is there at all is not shown as nothing. */
void quality_share(struct page_grid *grid, size_t column, double part, double whole)
{
    double share = whole > 0 ? number_round(100 * part / whole, 1) : 0;
    if (part > 0 && share <= 0)
        grid_text(grid, column, STYLE_FIGURE, "<0.1%");
    else
        put_number(grid, column, share, "0.0\"%\"",
                   arena_format(grid->arena, "%s%%", number_text(grid->arena, share, 1, false)));
}

void quality_severity(struct page_grid *grid, size_t column, enum severity severity)
{
    static const enum tint tints[SEVERITY_COUNT] = {[SEVERITY_NOTE] = TINT_MUTED,
                                                    [SEVERITY_WARNING] = TINT_AMBER,
                                                    [SEVERITY_ERROR] = TINT_RED,
                                                    [SEVERITY_STOP] = TINT_RED};
    *grid_cell(grid, column) =
        (struct cell){.style = STYLE_WORDS, .tint = tints[severity], .text = severity_name(severity)};
}

/* ---- the workbook ---- */

struct page *data_quality_pages(struct arena *arena, const struct data_quality *quality, size_t *count)
{
    enum { OTHERS = 4 };
    const struct findings *findings = quality->findings;
    struct page *pages = ARENA_ARRAY(arena, struct page, findings->table_count + OTHERS);
    struct map names = map_in(arena);
    struct quality_maker maker = {arena, quality, &names};
    *count = 0;
    quality_summary(&maker, &pages[(*count)++]);
    quality_columns(&maker, &pages[(*count)++]);
    quality_rules(&maker, &pages[(*count)++]);
    if (quality->unknown_units && quality->unknown_units->count > 0)
        quality_unit_names(&maker, &pages[(*count)++]);
    for (size_t i = 0; i < quality->dataset->table_count; i++) {
        const struct table_findings *of_table = findings_of_table(findings, quality->dataset->tables[i].name);
        if (of_table)
            quality_table(&maker, of_table, &pages[(*count)++]);
    }
    return pages;
}

bool data_quality_write(const struct data_quality *quality, const char *path, struct error *error)
{
    struct arena scratch = {0};
    struct workbook_properties properties = {.title = "Data quality",
                                             .subject = "RESTRICTED: names record ids",
                                             .organisation = quality->organisation,
                                             .created = quality->as_at};
    size_t count;
    struct page *pages = data_quality_pages(&scratch, quality, &count);
    bool written = workbook_write(path, pages, count, &properties, error);
    arena_release(&scratch);
    return written;
}
