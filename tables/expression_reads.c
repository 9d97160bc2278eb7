#include "tables/expression_wording.h"

#include "base/text.h"

void reads_add_column(struct expression_reads *reads, int table, int column)
{
    for (size_t i = 0; i < reads->column_count; i++)
        if (reads->columns[i].table == table && reads->columns[i].column == column)
            return;
    if (column == NO_COLUMN)
        return;
    reads->columns = arena_grow(reads->arena, reads->columns, reads->column_count, &reads->column_capacity,
                                sizeof *reads->columns);
    reads->columns[reads->column_count++] = (struct read_column){table, column};
}

static void add_parameter(struct expression_reads *reads, const char *parameter)
{
    if (!parameter || text_is_one_of(parameter, reads->parameters, reads->parameter_count))
        return;
    reads->parameters = arena_grow(reads->arena, (void *)reads->parameters, reads->parameter_count,
                                   &reads->parameter_capacity, sizeof *reads->parameters);
    reads->parameters[reads->parameter_count++] = parameter;
}

/* Rows that point elsewhere, and which of those had come about. */
static void add_join(const struct wording *wording, int from, const struct join *join,
                     struct expression_reads *reads)
{
    reads_add_column(reads, from, join->outer);
    reads_add_column(reads, join->table, join->inner);
    reads_add_column(reads, join->table, wording_table(wording, join->table)->when);
}

static void read_node(const struct wording *wording, const struct node *node, struct expression_reads *reads)
{
    if (!node)
        return;
    const struct worded_row *row = wording->row;
    for (int i = 0; i < node->level; i++)
        row = row->outer;
    if (node->kind == NODE_LITERAL)
        add_parameter(reads, node->parameter);
    for (size_t i = 0; i < node->interval_count; i++)
        add_parameter(reads, node->interval_parameters[i]);
    if (node->kind == NODE_COLUMN)
        reads_add_column(reads, row->table, node->column);
    if (node->kind == NODE_TO_ONE || node->kind == NODE_RELATED || node->kind == NODE_TIMETABLE)
        add_join(wording, row->table, &node->join, reads);
    if (node->kind == NODE_TO_ONE)
        reads_add_column(reads, node->join.table, node->column);
    for (size_t i = 0; i < node->argument_count; i++)
        read_node(wording, node->arguments[i], reads);
    read_node(wording, node->from, reads);
    read_node(wording, node->since, reads);
    struct worded_row related = {.table = node->join.table, .outer = wording->row};
    struct wording inside = {wording->arena, wording->scope, &related};
    read_node(&inside, node->of, reads);
    read_node(&inside, node->where, reads);
}

void expression_read(const struct expression_scope *scope, const struct expression *expression,
                     struct expression_reads *reads)
{
    struct worded_row row = {.table = expression->table};
    read_node(&(struct wording){reads->arena, scope, &row}, expression->root, reads);
}
