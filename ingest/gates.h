/* What stops a run before anything is published. A half-written, old or wrong extract is the commonest accident of a
 * nightly batch, and makes figures that are plausible and wrong. Each gate that is shut has a name, such as
 * "shrink:cp_plans", by which a person opens it on purpose, for one run: `run --accept shrink:cp_plans`.
 *
 * A table is compared with what the last good run that had rows of it loaded; one that had few rows then is not. */
#ifndef INGEST_GATES_H
#define INGEST_GATES_H

#include "ingest/ingest.h"
#include "ingest/loaded.h"

/* The rules themselves, their meanings and cures are one table in gates.c. */
enum gate { GATE_MISSING, GATE_EMPTY, GATE_OLD, GATE_FEWER, GATE_SHRINK, GATE_GROW, GATE_BLANK, GATE_COUNT };

struct gate_text {
    const char *name;    /* "shrink" */
    const char *meaning; /* "a table has far fewer rows than at the last good run" */
    const char *cure;    /* what to do about it */
    const char *things;  /* what it looks at: "files", "tables", "columns" */
};
const struct gate_text *gate_text(enum gate gate);

struct gate_limits {
    double shrink; /* the share of its rows that a table may lose */
    double grow;   /* and gain */
    double filled; /* a column at least so filled ... */
    double blank;  /* ... is not to be less than so filled */
    int least_rows;
};
struct gate_limits gate_limits_usual(void);

/* Of one table, in place of the others. */
struct table_limits {
    const char *table;
    struct gate_limits limits;
    int newest_within_days; /* 0: its rows may be of any age */
};

struct gates_request {
    const struct dataset *dataset;
    const struct ingest_report *report;
    const struct extract_folder *folders;
    size_t folder_count;
    day_number as_at;
    struct gate_limits limits;
    const struct table_limits *table_limits;
    size_t table_limit_count;
    const struct loaded *before; /* at the last good run of each table; NULL: there is none */
    const char *const *accepted; /* names of gates that a person opens */
    size_t accepted_count;
};

struct shut_gate {
    enum gate gate;
    const char *name;    /* "shrink:cp_plans" */
    const char *table;   /* NULL: of a folder */
    const char *figures; /* "cp_plans: 140 rows, 300 at the last good run (-53%; -20% is allowed)" */
    bool accepted;
};

struct gates {
    struct shut_gate *shut; /* in order of gates */
    size_t shut_count;
    size_t capacity;
    size_t tried[GATE_COUNT]; /* how many things each looked at */
};

struct gates gates_try(struct arena *arena, const struct gates_request *request);

/* How many are shut and not accepted. */
size_t gates_stopping(const struct gates *gates);

/* The names of those not accepted, as the options that would open them: "--accept shrink:cp_plans --accept ...". */
const char *gates_options(struct arena *arena, const struct gates *gates);

/* Whether a name is one that a gate might have: "shrink:" and something. */
MUST_CHECK bool gate_name_check(struct arena *arena, const char *name, struct error *error);

/* Whether some gate of this name was shut. */
bool gates_have(const struct gates *gates, const char *name);

#endif
