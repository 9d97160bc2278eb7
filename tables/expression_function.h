/* The functions of the language that work on values alone: one table is their dispatch, their types and their help. */
#ifndef TABLES_EXPRESSION_FUNCTION_H
#define TABLES_EXPRESSION_FUNCTION_H

#include "tables/expression.h"

union value {
    double number;
    day_number day;
    uint32_t code;
    bool flag;
};

struct scalar_function {
    const char *name;
    const char *arguments; /* a letter each: d date, n number, t text */
    enum column_type result;
    /* False: the result is missing. All arguments are present. */
    bool (*apply)(const struct expression_scope *scope, const union value *arguments, union value *result);
    bool by_calendar; /* and then because the bank holidays do not reach that far */
    const char *meaning;
    const char
        *words; /* in a sentence: "the days from {a} to {b}"; of "dn", what it steps by: "working day" */
};

extern const struct scalar_function scalar_functions[];
extern const size_t scalar_function_count;

const struct scalar_function *scalar_function_find(const char *name);

#endif
