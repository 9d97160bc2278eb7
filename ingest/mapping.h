/* What people write about extracts, as structs: model.json (the standard tables and how they join) and
 * mapping files (which columns of which files fill which table). Reading them finds what is wrong with a file
 * by itself; what is wrong between files is found when the dataset is laid out (see blueprint.h).
 *
 * A column states its "type", and as it needs them
 *     "from"            the headers it goes by            "required", "unique"
 *     "codes"           of a code: its list; of a flag: a list whose Y is yes, N no, and the rest no answer
 *     "dated_by"        of a code: the date at which it should be valid
 *     "formats"         of a date: which forms (see convert.h); "year_ends": "03-31", the last day of a "year"
 *     "least", "most"   of a number or a date (written 2026-03-31)
 *     "decimal"         of a number: "point" or "comma", where a file does not tell (see convert.h)
 *     "trim"            of a text: false where the spaces around a quoted cell are part of it
 *     "missing_values"  more words that mean nothing is recorded; for every column of an extract beside "table"
 *     "sentinels"       values a system puts where it has none (1900-01-01, an id of -1), more than those known
 *                       everywhere; for all columns beside "table", for all extracts beside "mapping"
 *
 * What a file does not tell rightly by itself is stated beside "table": "encoding" (utf-8, windows-1252, utf-16le,
 * utf-16be; a byte order mark is believed first), "delimiter" (comma, semicolon, tab, bar), and "header_row", a
 * number: headers stand on that row, or on the first filled one after it. Where it is not stated, or "auto", they stand
 * on the row, of the first ten filled, that has most of the columns.
 *
 * "one" and "many", beside "table", are what a row of it and rows of it are called: "plan", "plans".
 *
 * Of whole rows, beside "table": "one_row_per": ["child_id", "start_date"], columns that are the same in no two rows
 * (a later one is set aside; where it is not stated, the key is); "no_overlap": { "per": "child_id" }, periods of
 * `when` to `until` that do not run side by side; "checks", conditions that each row should satisfy, one in
 * words of its own as { "check": "fte <= 1", "says": "more than full time" }.
 *
 * "suppressed", beside "table", are the words of published figures for one held back. "severity", beside
 * "mapping" or "table", says how bad a rule's findings are: {"bad_date": "error"}; one of "stop" is an error of
 * the data, and nothing is published. */
#ifndef INGEST_MAPPING_H
#define INGEST_MAPPING_H

#include "ingest/codes.h"
#include "ingest/convert.h"
#include "ingest/encoding.h"

#include <stddef.h>
#include <stdint.h>

struct stated_relation {
    const char *column;
    const char *table;
};

/* The columns of a table that have a part in how it joins the others. */
enum join { JOIN_KEY, JOIN_CHILD, JOIN_WHEN, JOIN_UNTIL, JOIN_COUNT };

struct join_kind {
    const char *word; /* "key", as people write it */
    enum column_type type;
};
const struct join_kind *join_kind(enum join join);

/* How a table joins the others. NULL: not stated. */
struct joins {
    const char *columns[JOIN_COUNT];
    const char *unit;
    bool states_relations;
    struct stated_relation *relations;
    size_t relation_count;
    const char *const *one_row_per; /* columns */
    size_t one_row_per_count;
};

/* What the rows of a table are called, "one" and "many" of them. NULL: not stated. */
struct table_words {
    const char *one;
    const char *many;
};

struct mapped_column {
    const char *name;
    struct cell_rule rule;
    bool required;
    bool unique;
    const char *dated_by; /* of a code: the column whose day it is used on; NULL: the table's `when` */
    struct missing_words missing; /* where it has words of its own */
    struct sentinels sentinels;   /* likewise */
    const char *const *from;      /* its headers, as the mapping spells them */
    size_t from_count;
    const char **spellings; /* its own name and those, in their plain form */
    size_t spelling_count;
};

struct stated_check {
    const char *expression;
    const char *says; /* what a row that fails is told of: its own words, or the expression */
};

struct mapped_extract {
    const char *place; /* for messages: "mappings/ssd.json: extracts[3]" */
    const char *pattern;
    const char *table;
    uint32_t header_row;    /* 0: the first row that looks like the headers */
    enum encoding encoding; /* ENCODING_TOLD: by the file itself */
    char delimiter;         /* 0: by its headers */
    bool optional;
    struct missing_words missing;
    struct missing_words suppressed;
    const char *const *sentinel_words; /* the mapping's, and its own */
    size_t sentinel_count;
    struct sentinels sentinels; /* of them */
    enum severity severities[FINDING_RULE_COUNT];
    struct mapped_column *columns;
    size_t column_count;
    struct joins joins;
    struct table_words words;
    const char *no_overlap_per; /* the column; NULL: periods may overlap */
    struct stated_check *checks;
    size_t check_count;
};

struct mapping {
    const char *name;
    struct mapped_extract *extracts;
    size_t extract_count;
};

/* Two columns of a table that says which id a record has now. NULLs: not stated. */
struct stated_renaming {
    const char *former;
    const char *now; /* names rows of the table whose ids they are, as "relations" says */
};

struct model_table {
    const char *name;
    struct joins joins;
    struct table_words words;
    struct stated_relation child_from; /* see ingest/inherit.h; NULLs: not stated */
    struct stated_renaming renames;    /* see ingest/renamed_ids.h */
};

struct model {
    struct model_table *tables;
    size_t table_count;
};

MUST_CHECK bool model_load(struct arena *arena, const char *path, struct model *model, struct error *error);

/* Whether the table says which id a record has now: most councils have no such list, and nothing lacks it. */
bool model_renames(const struct model *model, const char *table);

/* `codes_folder` holds the shipped code lists; "codes": "name" is its name.csv, and a name that ends in
 * ".csv" is a path relative to the mapping. */
MUST_CHECK bool mapping_load(struct arena *arena, const char *path, const char *codes_folder,
                             struct code_lists *code_lists, struct mapping *mapping, struct error *error);

/* Whether anything is stated: an extract that does may fill a table of its own. */
bool joins_stated(const struct joins *joins);

#endif
