/* Expressions in plain English, made from their compiled form, so that the words say what is worked out and nothing else:
 *
 *     working_days(start_date, end_date) <= assessment_working_days
 *     the working days after the start date up to and including the end date are at most 45 (assessment_working_days)
 *
 * The nouns are those of the tables (see struct table: one, many) and of their columns. Every construct has its words: a
 * new kind of node does not compile without some. */
#ifndef TABLES_EXPRESSION_WORDS_H
#define TABLES_EXPRESSION_WORDS_H

#include "tables/expression.h"

/* A value as a noun, "the start date"; a condition as a clause, "the start date is recorded". NULL when a table or a
 * column that it reads is not there. */
const char *expression_words(struct arena *arena, const struct expression_scope *scope,
                             const struct expression *expression);

/* A condition as the clauses that must all hold: what its topmost "and" joins. None when expression_words is NULL. */
const char *const *expression_clauses(struct arena *arena, const struct expression_scope *scope,
                                      const struct expression *expression, size_t *count);

/* A row of the table, or rows of it: "child protection plan", "child protection plans". */
const char *table_one(struct arena *arena, const struct table *table);
const char *table_many(struct arena *arena, const struct table *table);

/* A name as words: "start_date" is "start date". */
const char *name_words(struct arena *arena, const char *name);

/* "a, b or c", with " or " the last joint. */
const char *list_words(struct arena *arena, const char *const *items, size_t count, const char *last_joint);

/* What an expression reads, each thing once, in the order it is met: columns of tables, those that rows are found by among
 * them, and the parameters by name. */
struct expression_reads {
    struct arena *arena;
    struct read_column {
        int table;
        int column;
    } * columns;
    size_t column_count, column_capacity;
    const char **parameters;
    size_t parameter_count, parameter_capacity;
};

void expression_read(const struct expression_scope *scope, const struct expression *expression,
                     struct expression_reads *reads);
void reads_add_column(struct expression_reads *reads, int table, int column); /* NO_COLUMN adds nothing */

#endif
