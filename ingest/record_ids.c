#include "ingest/record_ids.h"

#include "base/text.h"

int record_column(const struct table *table)
{
    return table->key != NO_COLUMN ? table->key : table->child;
}

static uint32_t source_end(const struct table *table, size_t source)
{
    return source + 1 < table->source_count ? table->sources[source + 1].first_row : table->row_count;
}

/* The row of a line of that source, whose lines ascend; UINT32_MAX when it is not there. */
static uint32_t row_of_line(const struct table *table, size_t source, uint32_t line)
{
    uint32_t low = table->sources[source].first_row, end = source_end(table, source), high = end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (table->line[middle] < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && table->line[low] == line ? low : UINT32_MAX;
}

static const char *record_at(const struct dataset *dataset, const struct table *table,
                             const struct finding *finding)
{
    int column = record_column(table);
    for (size_t i = 0; column != NO_COLUMN && i < table->source_count; i++) {
        if (!text_equal(table->sources[i].file, finding->file))
            continue;
        uint32_t row = row_of_line(table, i, finding->line);
        const struct column *ids = &table->columns[column];
        if (row != UINT32_MAX && ids->present[row])
            return dataset->words.words[ids->code[row]];
    }
    return NULL;
}

void records_name(const struct dataset *dataset, struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        struct finding *finding = &findings->items[i];
        int table = dataset_table(dataset, finding->table);
        if (!finding->record && finding->line > 0 && table >= 0)
            finding->record = record_at(dataset, &dataset->tables[table], finding);
    }
}
