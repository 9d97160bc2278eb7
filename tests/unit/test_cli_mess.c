#include "base/file.h"
#include "base/text.h"
#include "cli/pipeline.h"
#include "tests/support/files.h"
#include "tests/support/mess_case.h"
#include "tests/support/xlsx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The kinds of mess found in real extracts, each with a number: tests/mess/NN_name.case is a case of kind NN, a small
 * job and all that comes of it (see tests/support/mess_case.h). MESS_UPDATE=1 writes what comes of it into the cases:
 * review the difference like code. */
enum { KINDS = 53 };

static const char folder[] = "tests/mess";

/* ---- what came of a job, as text ---- */

static void dump_value(struct text *dump, const struct dataset *dataset, const struct column *column,
                       uint32_t row)
{
    char day[DAY_TEXT_SIZE];
    text_add_format(dump, " %s=", column->name);
    switch (column->type) {
    case COLUMN_TEXT:
        text_add(dump, dataset->words.words[column->code[row]]);
        break;
    case COLUMN_NUMBER:
        text_add_format(dump, "%.15g", column->number[row]);
        break;
    case COLUMN_DAY:
        day_format(column->day[row], day);
        text_add(dump, day);
        break;
    case COLUMN_FLAG:
        text_add(dump, column->flag[row] ? "yes" : "no");
        break;
    }
}

static void dump_rows(struct text *dump, const struct dataset *dataset)
{
    for (size_t i = 0; i < dataset->table_count; i++) {
        const struct table *table = &dataset->tables[i];
        for (uint32_t row = 0; row < table->row_count; row++) {
            text_add_format(dump, "%s, line %u:", table->name, table->line[row]);
            for (size_t j = 0; j < table->column_count; j++)
                if (table->columns[j].present[row])
                    dump_value(dump, dataset, &table->columns[j], row);
            text_add(dump, "\n");
        }
    }
}

static void dump_files(struct text *dump, const struct ingest_report *report)
{
    for (size_t i = 0; i < report->file_count; i++) {
        const struct file_report *file = &report->files[i];
        assert_int_equal(file->rows_read, file->rows_loaded + file->rows_set_aside);
        text_add_format(dump, "%s: %u = %u + %u, %s, %s, headers on line %u\n", file->file, file->rows_read,
                        file->rows_loaded, file->rows_set_aside, file->encoding, file->delimiter,
                        file->header_line);
        for (size_t j = 0; j < file->ignored_count; j++)
            text_add_format(dump, "%s: ignored %s\n", file->file, file->ignored[j]);
    }
    for (size_t i = 0; i < report->unread_count; i++)
        text_add_format(dump, "%s: read by nothing%s%s\n", report->unread[i].file,
                        report->unread[i].hint ? ": " : "",
                        report->unread[i].hint ? report->unread[i].hint : "");
}

static void dump_findings(struct text *dump, const struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        char letters[4];
        column_letter(finding->column, letters);
        text_add_format(dump, "%s, %s: %s, line %u%s%s%s%s%s\n", severity_name(finding->severity),
                        finding_rule_text(finding->rule)->name, finding->file, finding->line,
                        *letters ? ", column " : "", letters, finding->header ? " " : "",
                        finding->header ? finding->header : "",
                        finding->detail ? arena_format(dump->arena, ": %s", finding->detail) : "");
    }
}

static void dump_gates(struct text *dump, const struct gates *gates)
{
    for (size_t i = 0; i < gates->shut_count; i++)
        text_add_format(dump, "stops a run: %s: %s\n", gates->shut[i].name, gates->shut[i].figures);
}

static void dump_figure(struct text *dump, const struct result_set *results, const struct series *series)
{
    const struct indicator *indicator = &results->catalogue->items[series->indicator];
    const struct figure *figure = series_latest(results, series);
    struct arena *arena = dump->arena;
    const char *parts = figure_parts(arena, indicator, figure), *flags = figure_flags(arena, figure);
    text_add_format(dump, "%s, %s: %s%s%s%s%s", indicator->id, results->units->items[series->unit].id, parts,
                    *parts ? " = " : "", figure_text(arena, indicator, figure->shown), *flags ? ", " : "",
                    flags);
    if (figure->unknown > 0)
        text_add_format(dump, ", %u unknown", figure->unknown);
    text_add(dump, "\n");
}

static void dump_figures(struct text *dump, const struct mess_case *mess, const struct result_set *results)
{
    for (size_t i = 0; i < results->series_count; i++) {
        const char *id = results->catalogue->items[results->series[i].indicator].id;
        if (text_is_one_of(id, mess->figures, mess->figure_count) && *results->series[i].breakdown == '\0')
            dump_figure(dump, results, &results->series[i]);
    }
}

static size_t occurrences(const char *text, const char *of)
{
    size_t count = 0;
    for (; (text = strstr(text, of)) != NULL; text += strlen(of))
        count++;
    return count;
}

/* No cell of the workbook is one that a spreadsheet would work out. */
static void dump_workbook(struct text *dump, struct invocation *invocation, struct pipeline *pipeline,
                          const char *job)
{
    struct arena *arena = invocation->arena;
    const char *path = path_join(arena, job, "quality.xlsx");
    size_t formulas = 0;
    if (!pipeline_data_quality(invocation, pipeline, path))
        fail_msg("%s", invocation->error->message);
    for (int sheet = 1; sheet <= 4; sheet++) {
        char *part = xlsx_part(arena, path, arena_format(arena, "xl/worksheets/sheet%d.xml", sheet));
        if (!part)
            skip();
        formulas += occurrences(part, "<f>");
    }
    text_add_format(dump, "formulas in data-quality.xlsx: %zu\n", formulas);
}

/* The folder that a case was laid out in is HERE. */
static void dump_error(struct text *dump, const struct error *error, const char *job)
{
    const char *rest = error->message;
    text_add_format(dump, "exit status %d: ", error->kind);
    for (const char *at = strstr(rest, job); at; rest = at + strlen(job), at = strstr(rest, job)) {
        text_add_bytes(dump, rest, (size_t)(at - rest));
        text_add(dump, "HERE");
    }
    text_add_format(dump, "%s\n", rest);
}

static const char *outcome(struct arena *arena, const struct mess_case *mess, const char *job)
{
    struct error error = {0};
    struct options options = {0};
    struct invocation invocation = {
        .arena = arena, .home = ".", .quiet = true, .options = &options, .error = &error};
    struct pipeline pipeline = {0};
    struct text dump = text_in(arena);
    text_add(&dump, "");
    if (!day_parse(mess->as_at, &pipeline.as_at))
        fail_msg("as-at: %s", mess->as_at);
    if (!pipeline_open(&invocation, job, &pipeline) || !pipeline_ingest(&invocation, &pipeline) ||
        !pipeline_gates(&invocation, &pipeline, NULL, 0) ||
        (mess->figure_count > 0 && !pipeline_measure(&invocation, &pipeline))) {
        dump_error(&dump, &error, job);
        return dump.bytes;
    }
    dump_files(&dump, &pipeline.report);
    dump_rows(&dump, &pipeline.dataset);
    dump_findings(&dump, &pipeline.findings);
    dump_gates(&dump, &pipeline.gates);
    if (mess->figure_count > 0)
        dump_figures(&dump, mess, &pipeline.results);
    if (mess->has_workbook)
        dump_workbook(&dump, &invocation, &pipeline, job);
    return dump.bytes;
}

/* ---- the tests ---- */

static void comes_to_what_its_case_says(void **state)
{
    const char *path = *state;
    struct arena arena = {0};
    char *job = temporary_folder(&arena);
    struct mess_case mess;
    mess_case_lay_out(&arena, path, job, &mess);
    const char *found = outcome(&arena, &mess, job);
    bool as_expected = text_equal(found, mess.expected);
    if (!as_expected && getenv("MESS_UPDATE"))
        mess_case_rewrite(&arena, path, &mess, found);
    else if (!as_expected)
        print_error("%s: wanted\n%s--- found\n%s", path, mess.expected, found);
    remove_folder(job);
    arena_release(&arena);
    assert_true(as_expected);
}

/* "tests/mess/30_dates.case" is of kind 30. */
static void every_kind_has_a_case(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    const char *const *names;
    size_t count;
    bool has[KINDS + 1] = {false};
    assert_true(folder_list(&arena, folder, "*.case", &names, &count, &error));
    for (size_t i = 0; i < count; i++) {
        long kind = strtol(names[i], NULL, 10);
        if (kind < 1 || kind > KINDS)
            fail_msg("%s: its name begins with no number of a kind", names[i]);
        has[kind] = true;
    }
    for (int kind = 1; kind <= KINDS; kind++)
        if (!has[kind])
            fail_msg("there is no case of kind %d", kind);
    arena_release(&arena);
}

int main(void)
{
    struct arena arena = {0};
    struct error error = {0};
    const char *const *names;
    size_t count;
    if (!folder_list(&arena, folder, "*.case", &names, &count, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    struct CMUnitTest *tests = ARENA_ARRAY(&arena, struct CMUnitTest, count + 1);
    for (size_t i = 0; i < count; i++)
        tests[i] = (struct CMUnitTest){
            .name = arena_copy_bytes(&arena, names[i], strlen(names[i]) - strlen(".case")),
            .test_func = comes_to_what_its_case_says,
            .initial_state = path_join(&arena, folder, names[i])};
    tests[count] = (struct CMUnitTest){.name = "every_kind_has_a_case", .test_func = every_kind_has_a_case};
    int failed = _cmocka_run_group_tests("mess", tests, count + 1, NULL, NULL);
    arena_release(&arena);
    return failed;
}
