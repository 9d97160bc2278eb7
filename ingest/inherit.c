#include "ingest/inherit.h"

/* The values of a table's `by` column, each with the child of a row that has it. */
struct owners {
    const bool *known;
    const uint32_t *child;
};

static const struct column *supplied_text(const struct table *table, int column)
{
    if (column == NO_COLUMN || table->columns[column].type != COLUMN_TEXT || !table->columns[column].supplied)
        return NULL;
    return &table->columns[column];
}

/* The earliest row decides: the same on every run. */
static struct owners owners_make(struct arena *arena, const struct table *table, const struct column *by,
                                 const struct column *child, size_t words)
{
    bool *known = ARENA_ARRAY(arena, bool, words);
    uint32_t *of = ARENA_ARRAY(arena, uint32_t, words);
    for (uint32_t row = 0; row < table->row_count; row++) {
        if (!by->present[row] || !child->present[row] || known[by->code[row]])
            continue;
        known[by->code[row]] = true;
        of[by->code[row]] = child->code[row];
    }
    return (struct owners){known, of};
}

static void inherit(struct dataset *dataset, struct table *table, const struct table *from, const char *name)
{
    const struct column *here = supplied_text(table, table_column(table, name));
    const struct column *there = supplied_text(from, table_column(from, name));
    const struct column *child = supplied_text(from, from->child);
    if (!here || !there || !child || table->child == NO_COLUMN)
        return;
    struct arena scratch = {0};
    struct owners owners = owners_make(&scratch, from, there, child, dataset->words.count);
    struct column *to = &table->columns[table->child];
    for (uint32_t row = 0; row < table->row_count; row++) {
        if (to->present[row] || !here->present[row] || !owners.known[here->code[row]])
            continue;
        to->present[row] = true;
        to->code[row] = owners.child[here->code[row]];
    }
    to->supplied = true;
    arena_release(&scratch);
}

void inherit_children(const struct blueprint *blueprint, struct dataset *dataset)
{
    for (size_t i = 0; i < blueprint->table_count; i++) {
        const struct stated_relation *stated = &blueprint->tables[i].child_from;
        int from = stated->table ? dataset_table(dataset, stated->table) : -1;
        if (from >= 0 && dataset->tables[i].supplied && dataset->tables[from].supplied)
            inherit(dataset, &dataset->tables[i], &dataset->tables[from], stated->column);
    }
}
