/* What the two halves of an expression's words share: expression_words.c (values) and expression_clause.c (conditions).
 * Internal to the language. */
#ifndef TABLES_EXPRESSION_WORDING_H
#define TABLES_EXPRESSION_WORDING_H

#include "tables/expression_node.h"
#include "tables/expression_words.h"

/* The row that bare names speak of, and the one outside it. */
struct worded_row {
    int table;
    const struct worded_row *outer;
};

struct wording {
    struct arena *arena;
    const struct expression_scope *scope;
    const struct worded_row *row;
};

const struct table *wording_table(const struct wording *wording, int table);

/* A noun for the node's value. */
const char *value_words(const struct wording *wording, const struct node *node);

/* A clause that says that the condition holds, or that it does not. One made of several joined by words stands in
 * brackets where `inside` others. */
const char *condition_words(const struct wording *wording, const struct node *node, bool holds, bool inside);

/* The rows of a related table that a node looks at: "of the same child", and those where a condition holds. */
const char *related_words(const struct wording *wording, const struct node *node);

/* A timetable's events, "child protection reviews of this child protection plan, by their date", and when they are due. */
const char *timetable_events(const struct wording *wording, const struct node *node);
const char *timetable_due(const struct wording *wording, const struct node *node);

#endif
