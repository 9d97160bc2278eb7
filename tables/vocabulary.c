#include "tables/vocabulary.h"

#include "base/text.h"

/* So that a message stays one that can be read. */
enum { MOST_SHOWN = 160 };

const struct vocabulary_word *vocabulary_find(const struct vocabulary *vocabulary, const char *word)
{
    for (size_t i = 0; i < vocabulary->word_count; i++)
        if (text_equal(vocabulary->words[i].word, word))
            return &vocabulary->words[i];
    return NULL;
}

static const struct vocabulary_word *nearest(const struct vocabulary *vocabulary, const char *text)
{
    const char *spelling = text_nearest(text, vocabulary->spellings, vocabulary->spelling_count);
    for (size_t i = 0; spelling && i < vocabulary->spelling_count; i++)
        if (vocabulary->spellings[i] == spelling)
            return &vocabulary->words[vocabulary->meant[i]];
    return NULL;
}

static void add_word(struct text *to, const struct vocabulary_word *word)
{
    text_add_format(to, "'%s'", word->word);
    if (word->label)
        text_add_format(to, " (%s)", word->label);
}

const char *vocabulary_suggest(struct arena *arena, const struct vocabulary *vocabulary, const char *text)
{
    struct text said = text_in(arena);
    const struct vocabulary_word *near = nearest(vocabulary, text);
    if (near) {
        text_add(&said, "did you mean ");
        add_word(&said, near);
        text_add(&said, "?");
        return said.bytes;
    }
    text_add(&said, "its codes are ");
    size_t shown = 0;
    for (; shown < vocabulary->word_count && said.length < MOST_SHOWN; shown++) {
        text_add(&said, shown > 0 ? ", " : "");
        add_word(&said, &vocabulary->words[shown]);
    }
    if (shown < vocabulary->word_count)
        text_add_format(&said, " and %zu more", vocabulary->word_count - shown);
    return said.bytes;
}
