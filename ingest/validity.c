#include "ingest/validity.h"

struct dated_codes {
    const struct table *table;
    const struct row_origin *origin;
    int column; /* of the table */
    const struct code_list *list;
    const struct column *day;
};

static const struct column *day_column(const struct blueprint_table *blueprint, const struct table *table,
                                       const struct mapped_column *mapped)
{
    int column = mapped->dated_by ? blueprint_column(blueprint, mapped->dated_by) : table->when;
    return column == NO_COLUMN || table->columns[column].type != COLUMN_DAY ? NULL : &table->columns[column];
}

static void find_invalid(struct assembly *assembly, const struct dated_codes *dated)
{
    const struct row_origin *origin = dated->origin;
    const struct column *codes = &dated->table->columns[dated->column];
    int position = origin->positions[dated->column];
    for (uint32_t row = origin->first_row; row < origin->first_row + origin->row_count; row++) {
        if (!codes->present[row] || !dated->day->present[row] ||
            code_is_valid(dated->list, assembly->dataset->words.words[codes->code[row]],
                          dated->day->day[row]))
            continue;
        findings_add(assembly->findings, (struct finding){.rule = FINDING_RETIRED_CODE,
                                                          .table = dated->table->name,
                                                          .file = origin->file,
                                                          .line = dated->table->line[row],
                                                          .column = position,
                                                          .header = origin->headers[position]});
    }
}

static void check_rows_of(struct assembly *assembly, size_t index, const struct row_origin *origin)
{
    const struct blueprint_extract *extract = &assembly->blueprint->extracts[origin->extract];
    struct dated_codes dated = {.table = &assembly->dataset->tables[index], .origin = origin};
    assembly->findings->severities = extract->mapped->severities;
    for (size_t i = 0; i < extract->mapped->column_count; i++) {
        const struct mapped_column *mapped = &extract->mapped->columns[i];
        dated.column = (int)extract->columns[i];
        dated.list = mapped->rule.codes;
        if (!dated.list || !dated.list->has_retired || origin->positions[dated.column] == NO_POSITION)
            continue;
        dated.day = day_column(&assembly->blueprint->tables[index], dated.table, mapped);
        if (dated.day)
            find_invalid(assembly, &dated);
    }
}

void validity_check(struct assembly *assembly)
{
    for (size_t i = 0; i < assembly->dataset->table_count; i++)
        for (size_t j = 0; j < assembly->origins[i].count; j++)
            check_rows_of(assembly, i, &assembly->origins[i].items[j]);
}
