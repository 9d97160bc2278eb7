/* The words that a text column may hold, where it is known that it holds no others: codes, what each is called, and
 * spellings that people have for it. An expression that compares the column with another word would never find it. */
#ifndef TABLES_VOCABULARY_H
#define TABLES_VOCABULARY_H

#include "base/arena.h"

#include <stddef.h>

struct vocabulary_word {
    const char *word;  /* "NEG", to the letter */
    const char *label; /* "Neglect"; or NULL */
};

struct vocabulary {
    const char *name; /* "abuse_category" */
    const struct vocabulary_word *words;
    size_t word_count;
    const char *const *spellings;
    const size_t *meant; /* per spelling: its place in `words` */
    size_t spelling_count;
};

/* The word, or NULL. */
const struct vocabulary_word *vocabulary_find(const struct vocabulary *vocabulary, const char *word);

/* Of a text that is none of the words: "did you mean 'NEG' (Neglect)?", or the first of the words. */
const char *vocabulary_suggest(struct arena *arena, const struct vocabulary *vocabulary, const char *text);

#endif
