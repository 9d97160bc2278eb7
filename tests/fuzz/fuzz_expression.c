/* Any text as an expression: compiled and, when it compiles, evaluated; never a crash, a leak or an endless run. Build
 * and run, from the project's folder:
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
    uint32_t rows[] = {0, 1, 0};
    uint16_t windows[] = {0, 0, 1};
    struct window spans[] = {{17000, 17200}, {17200, 17300}};
    struct batch batch = {.count = 3, .row = rows, .windows = spans, .window = windows, .as_at = 17300};
    if (!expression && error.kind != ERROR_CONFIG)
        abort();
    if (expression && expression_missing_table(expression) < 0)
        expression_evaluate(expression, evaluator_in(&arena, &scope), &batch, &scratch);
    if (expression && expression_missing_table(expression) < 0 &&
        !*expression_words(&arena, &scope, expression))
        abort();
    arena_release(&scratch);
    arena_release(&arena);
    return 0;
}
