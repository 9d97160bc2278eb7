/* Whatever a title says, it stays inside its single quotes, and so do all texts of a chart. */
#include "render/chart.h"
#include "render/chart_text.h"
#include "tests/support/chart_example.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void demand(const char *script)
{
    const char *fault = chart_script_fault(script);
    if (!fault)
        return;
    fprintf(stderr, "not safe from here: %.200s\n", fault);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    const char *text = arena_copy_bytes(&arena, (const char *)bytes, length);
    const char *quoted = chart_quote(&arena, text);
    demand(quoted);
    struct chart_example example = {.headline = text,
                                    .title = text,
                                    .unit = text,
                                    .source = text,
                                    .format = FORMAT_PERCENT,
                                    .decimals = 1,
                                    .better = BETTER_HIGHER,
                                    .values = {80, 91, MISSING, 95},
                                    .count = 4,
                                    .green = {">=90"},
                                    .amber = {">=80"}};
    struct result_set *results = chart_example_make(&arena, &example);
    demand(chart_trend(&arena, results, results->series));
    arena_release(&arena);
    return 0;
}
