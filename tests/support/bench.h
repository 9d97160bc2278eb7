/* A bench to measure on: tables written as text, catalogue, units, targets and populations as the files a council
 * would write, and the figures they come to as one line each. What is put on the bench must be sound; measuring may
 * fail, and then `error` says why. Links with metrics. */
#ifndef TESTS_SUPPORT_BENCH_H
#define TESTS_SUPPORT_BENCH_H

#include "metrics/measure.h"

struct bench {
    struct arena arena;
    char *folder;
    struct dataset dataset;
    struct calendar calendar;
    struct catalogue catalogue;
    struct units units; /* one county until units are put on */
    struct populations populations;
    struct targets targets;
    struct period_plan plan; /* months, the year ending on 31 March */
    size_t threads;
    int small_denominator;    /* 0: no denominator is small */
    struct findings findings; /* of the last measuring */
    struct result_set results;
    struct error error;
};

void bench_open(struct bench *bench);
void bench_close(struct bench *bench);

void bench_tables(struct bench *bench, const char *text);      /* see tests/support/tables.h */
void bench_units(struct bench *bench, const char *rows);       /* "north,North,county\n" */
void bench_targets(struct bench *bench, const char *rows);     /* after the catalogue and the units */
void bench_populations(struct bench *bench, const char *rows); /* after the units */
void bench_catalogue(struct bench *bench, const char *const *paths, size_t count);

/* One indicator of a catalogue, its keys in `backquotes` for want of quotes that C would not hide; the title, the
 * theme and what else a measure does not depend on are filled in. */
struct bench_indicator {
    const char *id, *format, *window;
    int decimals;
    const char *measures; /* "`numerator`:{`table`:`cp_plans`,`at`:`start_date`}" */
};
void bench_indicators(struct bench *bench, const struct bench_indicator *indicators, size_t count);
const char *bench_indicator_file(struct bench *bench, const struct bench_indicator *indicators, size_t count);

/* The last `periods` periods up to the day. */
bool bench_measure(struct bench *bench, const char *as_at, int periods);

/* The figure `back` periods before the last one. */
const struct figure *bench_figure(const struct bench *bench, const char *indicator, const char *unit,
                                  int back);

/* "4 of 5 = 80.0%", and when there is cause " (2 unknown) small_numbers red". "-" when there is no such series. */
const char *bench_line(struct bench *bench, const char *indicator, const char *unit, int back);

struct bench_case {
    const char *indicator, *unit;
    int back;
    const char *line;
};
void bench_check(struct bench *bench, const struct bench_case *cases, size_t count);

#endif
