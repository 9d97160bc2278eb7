#include "ingest/standing_still.h"

#include "ingest/loaded.h"

enum { LEAST_ROWS = 20 };

enum movement { NOT_COMPARED, STANDS_STILL, MOVED_ON };

static enum movement movement_of(const struct assembly *assembly, const struct loaded_table *before,
                                 day_number as_at)
{
    int index = dataset_table(assembly->dataset, before->name);
    const struct table *table = index >= 0 ? &assembly->dataset->tables[index] : NULL;
    if (!table || before->newest == NO_NEWEST || before->rows < LEAST_ROWS || table->row_count == 0 ||
        table->when == NO_COLUMN)
        return NOT_COMPARED;
    return loaded_newest(table, 0, table->row_count, as_at) > before->newest ? MOVED_ON : STANDS_STILL;
}

static void find(struct assembly *assembly, const struct loaded_table *before)
{
    size_t index = (size_t)dataset_table(assembly->dataset, before->name);
    const struct table_origins *origins = &assembly->origins[index];
    char day[DAY_TEXT_SIZE];
    day_format(before->newest, day);
    assembly->findings->severities =
        assembly->blueprint->extracts[origins->items[0].extract].mapped->severities;
    findings_add(
        assembly->findings,
        (struct finding){.rule = FINDING_STANDS_STILL,
                         .table = before->name,
                         .file = origins->items[0].file,
                         .column = -1,
                         .detail = arena_format(
                             assembly->arena, "nothing after %s, the newest day of the last good run", day)});
}

void standing_still_check(struct assembly *assembly, const struct ingest_request *request)
{
    const struct loaded *before = request->before;
    size_t moved = 0, compared = 0;
    for (size_t i = 0; before && i < before->count; i++) {
        enum movement movement = movement_of(assembly, &before->tables[i], request->as_at);
        moved += movement == MOVED_ON;
        compared += movement != NOT_COMPARED;
    }
    for (size_t i = 0; moved > 0 && moved * 2 >= compared && i < before->count; i++)
        if (movement_of(assembly, &before->tables[i], request->as_at) == STANDS_STILL)
            find(assembly, &before->tables[i]);
}
