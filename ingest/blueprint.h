/* The plan of a dataset before any extract is read: every table of the model and of the mappings, the columns
 * that the mappings give it, how it joins the others, and which extract fills which of its columns. */
#ifndef INGEST_BLUEPRINT_H
#define INGEST_BLUEPRINT_H

#include "ingest/ingest.h"
#include "ingest/mapping.h"
#include "tables/table.h"

struct blueprint_column {
    const char *name;
    enum column_type type;
    bool unique;       /* each value once */
    const char *place; /* of the extract that named it first, for messages */
};

struct blueprint_table {
    const char *name;
    bool standard; /* of the model */
    struct blueprint_column *columns;
    size_t column_count;
    size_t column_capacity;
    struct joins joins;  /* the model's, where no mapping states others */
    struct joins stated; /* the mappings' */
    struct table_words words;
    struct stated_relation child_from; /* see ingest/inherit.h */
    struct stated_renaming renames;    /* see ingest/renamed_ids.h */
    const char *place;                 /* of the extract that stated them, for messages */
};

struct blueprint_extract {
    const struct mapped_extract *mapped;
    const struct extract_folder *folder;
    size_t table;
    size_t *columns; /* per column of the extract: the table's */
    int record; /* the extract's column that names the row to a person: its key, else whose it is; or NO_COLUMN */
};

struct blueprint {
    struct blueprint_table *tables;
    size_t table_count;
    size_t table_capacity;
    struct blueprint_extract *extracts; /* in the order they are read: the folders', then the mappings' */
    size_t extract_count;
};

/* `mappings` are those of the folders, one each. */
MUST_CHECK bool blueprint_make(struct arena *arena, const struct model *model,
                               const struct extract_folder *folders, const struct mapping *mappings,
                               size_t count, struct blueprint *blueprint, struct error *error);

/* Gives a table, whose columns are the blueprint's, its name in words and how it joins the others. */
void blueprint_join(struct arena *arena, const struct blueprint_table *blueprint, struct table *table);

int blueprint_column(const struct blueprint_table *table, const char *name); /* or NO_COLUMN */

/* The table whose ids another says were renamed. */
const struct blueprint_table *blueprint_renamed(const struct blueprint *blueprint,
                                                const struct blueprint_table *table);

size_t blueprint_table_find(const struct blueprint *blueprint, const char *name); /* or SIZE_MAX */

#endif
