/* Any text as an expression: compiled and, when it compiles, evaluated; never a crash, a leak or an endless run, and what
 * is said to hold in later windows is there what it is afresh. Build and run, from the project's folder:
 *   make MODE=fuzz CC=clang build/fuzz/fuzz_expression && build/fuzz/fuzz_expression -max_total_time=60 */
#include "tables/expression.h"
#include "tables/expression_words.h"
#include "tests/support/tables.h"

#include <stdint.h>
#include <stdlib.h>

static const char *const tables =
    "table people key=child_id child=child_id\n"
    "child_id:text birth_date:date\n"
    "A 2012-02-29\n"
    "table plans key=plan child=child_id when=start until=end child_id->people\n"
    "plan:text child_id:text start:date end:date cost:number own:flag\n"
    "p A 2016-11-30 2017-03-10 10 n\n"
    "q A 2017-02-01 . . .\n";

enum { ROWS = 2, WINDOWS = 12 };

static bool is_same(const struct vector *one, const struct vector *other, size_t at)
{
    if (one->present[at] != other->present[at] || !one->present[at])
        return one->present[at] == other->present[at];
    switch (one->type) {
    case COLUMN_TEXT:
        return one->code[at] == other->code[at];
    case COLUMN_NUMBER:
        return !(one->number[at] < other->number[at]) && !(one->number[at] > other->number[at]);
    case COLUMN_DAY:
        return one->day[at] == other->day[at];
    case COLUMN_FLAG:
        return one->flag[at] == other->flag[at];
    }
    return false;
}

static struct known_values **make_parts(struct arena *arena, const struct expression *expression)
{
    size_t count = expression_part_count(expression);
    struct known_values **parts = ARENA_ARRAY(arena, struct known_values *, count);
    for (size_t i = 0; i < count; i++)
        parts[i] = known_values_make(arena, expression_part_type(expression, i), ROWS);
    return parts;
}

/* Both rows, seen from one month after another. */
static void evaluate_onwards(const struct expression *expression, const struct expression_scope *scope,
                             struct arena *arena, struct arena *scratch)
{
    struct evaluator *evaluator = evaluator_in(arena, scope);
    struct window windows[WINDOWS];
    for (int i = 0; i < WINDOWS; i++)
        windows[i] = (struct window){17000 + 30 * i, 17090 + 30 * i};
    uint32_t rows[ROWS] = {0, 1};
    uint16_t window[ROWS], end[ROWS] = {WINDOWS, WINDOWS}, at[ROWS] = {0, 1};
    struct batch batch = {.count = ROWS,
                          .row = rows,
                          .windows = windows,
                          .window = window,
                          .window_count = WINDOWS,
                          .end = end,
                          .as_at = 17500};
    struct known known = {known_values_make(arena, expression_type(expression), ROWS),
                          make_parts(arena, expression)};
    for (uint16_t turn = 0; turn < WINDOWS; turn++) {
        window[0] = window[1] = turn;
        expression_update(expression, evaluator, &(struct batch_places){&batch, at, ROWS}, &known, scratch);
        struct vector afresh = expression_evaluate(expression, evaluator, &batch, scratch);
        struct vector held = known_values_vector(known.values);
        for (size_t row = 0; row < ROWS; row++)
            if (!is_same(&afresh, &held, row))
                abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0}, scratch = {0};
    struct error error = {.kind = ERROR_NONE};
    struct calendar calendar;
    if (!calendar_load(&arena, "tables/bank_holidays.csv", &calendar, &error))
        abort();
    struct dataset dataset = dataset_from_text(&arena, tables);
    struct parameter limit = {"limit", 3};
    struct expression_scope scope = {&dataset, &calendar, &limit, 1};
    const char *text = arena_copy_bytes(&arena, (const char *)bytes, length);
    const struct expression *expression = expression_compile(&arena, &scope, 1, text, &error);
    if (!expression && error.kind != ERROR_CONFIG)
        abort();
    if (expression && expression_missing_table(expression) < 0)
        evaluate_onwards(expression, &scope, &arena, &scratch);
    if (expression && expression_missing_table(expression) < 0 &&
        !*expression_words(&arena, &scope, expression))
        abort();
    arena_release(&scratch);
    arena_release(&arena);
    return 0;
}
