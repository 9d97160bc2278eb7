/* Any bytes, as a file: decoded, read as CSV, and each cell read as each kind. Build and run, from the project's folder:
 *   make MODE=fuzz CC=clang build/fuzz/fuzz_csv && build/fuzz/fuzz_csv -max_total_time=60 */
#include "ingest/convert.h"
#include "ingest/csv_reader.h"
#include "ingest/encoding.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static bool convert_cells(void *context, const struct csv_record *record, struct error *error)
{
    struct cell_rule rule = *(const struct cell_rule *)context;
    (void)error;
    for (size_t i = 0; i < record->cell_count; i++)
        for (int kind = 0; kind < CELL_KIND_COUNT; kind++) {
            rule.kind = (enum cell_kind)kind;
            cell_convert(&rule, record->cells[i].text, record->cells[i].length);
        }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct error error = {0};
    struct decoded_text decoded;
    struct code_list codes = {.path = "none", .spellings = map_in(&arena)};
    struct missing_words missing = missing_words_make(&arena, NULL, 0);
    struct cell_rule rule = {CELL_TEXT, &missing, &codes};
    char *copy = arena_copy_bytes(&arena, (const char *)bytes, length);
    struct csv_taker taker = {convert_cells, &rule};
    if (text_decode(&arena, copy, length, &decoded, &error))
        (void)!csv_read(&arena, decoded.text, decoded.length, taker, &error);
    arena_release(&arena);
    return 0;
}
