/* The compiled form of an expression: a tree of typed nodes. Internal to the language: made by expression_parse.c,
 * run by expression_evaluate.c. */
#ifndef TABLES_EXPRESSION_NODE_H
#define TABLES_EXPRESSION_NODE_H

#include "tables/expression.h"
#include "tables/expression_function.h"
#include "tables/timetable.h"

enum node_kind {
    NODE_LITERAL,
    NODE_WINDOW_START,
    NODE_WINDOW_END,
    NODE_AS_AT,
    NODE_COLUMN, /* of the row itself, or of the one `level` rows out */
    NODE_TO_ONE, /* of the row that it points to                      */
    NODE_NEGATE,
    NODE_ADD,
    NODE_SUBTRACT,
    NODE_MULTIPLY,
    NODE_DIVIDE,
    NODE_EQUAL,
    NODE_NOT_EQUAL,
    NODE_LESS,
    NODE_LESS_OR_EQUAL,
    NODE_BETWEEN, /* the first argument is from the second to the third */
    NODE_IN,      /* the first argument is one of the others            */
    NODE_NOT,
    NODE_AND,
    NODE_OR,
    NODE_IS_MISSING,
    NODE_IF,
    NODE_COALESCE,
    NODE_LEAST,
    NODE_GREATEST,
    NODE_CALL,
    NODE_RELATED,
    NODE_TIMETABLE
};

enum related_aggregate {
    RELATED_COUNT,
    RELATED_EXISTS,
    RELATED_DISTINCT,
    RELATED_SUM,
    RELATED_MIN,
    RELATED_MAX,
    RELATED_EARLIEST,
    RELATED_LATEST
};

/* How rows of one table find rows of another: those whose `inner` column equals this row's `outer` column. */
struct join {
    int outer;
    int table;
    int inner;
};

struct node {
    enum node_kind kind;
    enum column_type type;
    struct node **arguments;
    size_t argument_count;
    union {
        double number;
        day_number day;
        uint32_t code;
        bool flag;
    } literal;
    int level;  /* COLUMN, TO_ONE: 0 the row itself, 1 the row outside it ... */
    int column; /* COLUMN: of that row's table; TO_ONE, RELATED, TIMETABLE: of the joined table */
    struct join join;
    const struct scalar_function *function; /* CALL */
    enum related_aggregate aggregate;       /* RELATED */
    struct node *where;                     /* RELATED, TIMETABLE; or NULL */
    struct node *of;                        /* RELATED: what is counted apart, summed, taken; or NULL */
    bool overdue;                           /* TIMETABLE: else kept */
    struct node *from, *since;              /* TIMETABLE: of the row outside; since may be NULL */
    struct interval *intervals;
    size_t interval_count;
};

struct expression {
    struct node *root; /* NULL when a table it reads was not supplied */
    int table;
    bool depends_on_window;
    int missing_table;  /* or -1 */
    int missing_column; /* or NO_COLUMN */
};

#endif
