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

/* What a `where` says of the day its rows came about, in such a way that it holds for all rows from some day on, or up to
 * some day: function(when, with), or function(function(when, with), with), compared with `than`. Rows in order of `when` are narrowed to it by bisection. */
struct bound {
    const struct scalar_function *functions[2]; /* the inner one first; none: `when` itself */
    const struct node *with[2];                 /* their other arguments: of the row outside */
    size_t function_count;
    const struct node *than; /* of the row outside */
    bool less;               /* what is worked out from `when` is to be below `than`, else above it */
    bool or_equal;
    bool from; /* it holds from some day on, else up to some day */
};

struct node {
    size_t
        part; /* RELATED, TIMETABLE of the row itself: 1 more than its place among the expression's parts; else 0 */
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
    const char *parameter;               /* LITERAL: the parameter that it was written as; or NULL */
    const struct token *written;         /* LITERAL: of a text, where */
    const char *label;                   /* LITERAL: of a code, what it is called; or NULL */
    const struct vocabulary *vocabulary; /* COLUMN, TO_ONE: the only words it may be; NULL: any */
    bool dear;  /* looks at other rows: worth not asking where the answer is settled without it */
    int level;  /* COLUMN, TO_ONE: 0 the row itself, 1 the row outside it ... */
    int column; /* COLUMN: of that row's table; TO_ONE, RELATED, TIMETABLE: of the joined table */
    struct join join;
    const struct scalar_function *function; /* CALL */
    enum related_aggregate aggregate;       /* RELATED */
    struct node *where;                     /* RELATED, TIMETABLE; or NULL */
    struct bound *bounds;                   /* RELATED, TIMETABLE: parts of `where` */
    size_t bound_count;
    struct node *of;           /* RELATED: what is counted apart, summed, taken; or NULL */
    bool overdue;              /* TIMETABLE: else kept */
    struct node *from, *since; /* TIMETABLE: of the row outside; since may be NULL */
    struct interval *intervals;
    const char **interval_parameters; /* per interval: the parameter its length was written as; or NULL */
    size_t interval_count;
};

/* Finds the bounds in the `where` of a related node (expression_bound.c). */
void node_find_bounds(struct arena *arena, struct node *node, const struct table *related);

struct part {
    const char *text; /* as it is written */
    enum column_type type;
};

struct expression {
    struct node *root; /* NULL when a table it reads was not supplied */
    int table;
    bool depends_on_window; /* in some other way than by the row's own `until` */
    bool reads_until;
    const struct part *parts; /* what of it looks at other rows; what is written alike is one */
    size_t part_count;
    int missing_table;  /* or -1 */
    int missing_column; /* or NO_COLUMN */
};

#endif
