#include "tests/support/bench.h"

#include "base/text.h"
#include "tests/support/files.h"
#include "tests/support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void must(bool ok, const struct bench *bench)
{
    if (ok)
        return;
    fprintf(stderr, "bench: %s\n", bench->error.message);
    exit(EXIT_FAILURE);
}

void bench_open(struct bench *bench)
{
    *bench = (struct bench){.plan = {PERIOD_MONTH, 1, 3, 31}};
    bench->folder = temporary_folder(&bench->arena);
    must(calendar_load(&bench->arena, "tables/bank_holidays.csv", &bench->calendar, &bench->error), bench);
    bench_units(bench, "county,Exampleshire,\n");
}

void bench_close(struct bench *bench)
{
    remove_folder(bench->folder);
    arena_release(&bench->arena);
}

void bench_tables(struct bench *bench, const char *text)
{
    bench->dataset = dataset_from_text(&bench->arena, text);
}

static const char *write_rows(struct bench *bench, const char *name, const char *header, const char *rows)
{
    return write_file(&bench->arena, bench->folder, name,
                      arena_format(&bench->arena, "%s\n%s", header, rows));
}

void bench_units(struct bench *bench, const char *rows)
{
    const char *path = write_rows(bench, "units.csv", "unit,name,parent", rows);
    must(units_load(&bench->arena, path, &bench->units, &bench->error), bench);
}

void bench_targets(struct bench *bench, const char *rows)
{
    const char *path = write_rows(bench, "targets.csv", "indicator,unit,from,green,amber,path,note", rows);
    must(targets_load(&bench->arena, path, &bench->catalogue, &bench->units, &bench->targets, &bench->error),
         bench);
}

void bench_populations(struct bench *bench, const char *rows)
{
    const char *path = write_rows(bench, "populations.csv", "unit,from,population", rows);
    must(populations_load(&bench->arena, path, &bench->units, &bench->populations, &bench->error), bench);
}

void bench_catalogue(struct bench *bench, const char *const *paths, size_t count)
{
    must(catalogue_load(&bench->arena, paths, count, &bench->catalogue, &bench->error), bench);
}

const char *bench_indicator_file(struct bench *bench, const struct bench_indicator *indicators, size_t count)
{
    struct text text = text_in(&bench->arena);
    text_add(&text,
             "{`themes`:[{`id`:`bench`,`title`:`On the bench`}],`parameters`:{`limit`:18},`indicators`:[");
    for (size_t i = 0; i < count; i++)
        text_add_format(
            &text,
            "%s\n{`id`:`%s`,`title`:`%s`,`theme`:`bench`,`format`:`%s`,`better`:`lower`,`window`:`%s`,"
            "`decimals`:%d,%s,`definition`:`d`,`source`:`s`}",
            i ? "," : "", indicators[i].id, indicators[i].id, indicators[i].format, indicators[i].window,
            indicators[i].decimals, indicators[i].measures);
    text_add(&text, "]}");
    for (char *at = text.bytes; *at; at++)
        if (*at == '`')
            *at = '"';
    return write_file(&bench->arena, bench->folder, "bench.json", text.bytes);
}

void bench_indicators(struct bench *bench, const struct bench_indicator *indicators, size_t count)
{
    const char *path = bench_indicator_file(bench, indicators, count);
    bench_catalogue(bench, &path, 1);
}

bool bench_measure(struct bench *bench, const char *as_at, int periods)
{
    struct measure_request request = {.organisation = "Exampleshire",
                                      .dataset = &bench->dataset,
                                      .calendar = &bench->calendar,
                                      .catalogue = &bench->catalogue,
                                      .units = &bench->units,
                                      .populations = &bench->populations,
                                      .targets = &bench->targets,
                                      .plan = bench->plan,
                                      .small_denominator = bench->small_denominator,
                                      .dead_band = 0.01,
                                      .threads = bench->threads};
    request.plan.count = periods;
    bench->error = (struct error){.kind = ERROR_NONE};
    if (!day_parse(as_at, &request.as_at))
        must(error_set(&bench->error, ERROR_USAGE, "\"%s\" is not a date", as_at), bench);
    bench->findings = findings_in(&bench->arena);
    return measure_all(&bench->arena, &request, &bench->findings, &bench->results, &bench->error);
}

const struct figure *bench_figure(const struct bench *bench, const char *indicator, const char *unit,
                                  int back)
{
    int row = catalogue_find(&bench->catalogue, indicator), place = units_find(&bench->units, unit);
    if (row < 0 || place < 0)
        return NULL;
    const struct series *series = result_find(&bench->results, (size_t)row, (size_t)place);
    return series ? &series->figures[bench->results.period_count - 1 - (size_t)back] : NULL;
}

const char *bench_line(struct bench *bench, const char *indicator, const char *unit, int back)
{
    const struct figure *figure = bench_figure(bench, indicator, unit, back);
    if (!figure)
        return "-";
    const struct indicator *of = &bench->catalogue.items[catalogue_find(&bench->catalogue, indicator)];
    const char *parts = figure_parts(&bench->arena, of, figure), *flags = figure_flags(&bench->arena, figure);
    struct text line = text_in(&bench->arena);
    text_add_format(&line, "%s%s%s", parts, *parts ? " = " : "",
                    figure_text(&bench->arena, of, figure->shown));
    if (figure->unknown)
        text_add_format(&line, " (%u unknown)", figure->unknown);
    text_add_format(&line, "%s%s", *flags ? " " : "", flags);
    text_add_format(&line, "%s%s", figure->rating ? " " : "", rating_name(figure->rating));
    return line.bytes;
}

void bench_check(struct bench *bench, const struct bench_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *line = bench_line(bench, cases[i].indicator, cases[i].unit, cases[i].back);
        if (text_equal(line, cases[i].line))
            continue;
        fail_msg("%s of %s, %d back, is \"%s\" and not \"%s\"", cases[i].indicator, cases[i].unit,
                 cases[i].back, line, cases[i].line);
    }
}
