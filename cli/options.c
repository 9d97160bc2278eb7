#include "cli/options.h"

#include "base/text.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static bool unknown_option(struct arena *arena, const char *word, const struct option_text *table,
                           size_t count, struct error *error)
{
    const char **names = ARENA_ARRAY(arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        names[i] = arena_format(arena, "--%s", table[i].name);
    return error_set(error, ERROR_USAGE, "unknown option %s%s: see --help", word,
                     text_did_you_mean(arena, word, names, count));
}

static bool take_option(struct arena *arena, const struct option_text *option, struct given *given,
                        const char *value, struct error *error)
{
    if (given->count > 0 && !option->repeats)
        return error_set(error, ERROR_USAGE, "--%s is given twice", option->name);
    const char **values = ARENA_ARRAY(arena, const char *, given->count + 1);
    for (size_t i = 0; i < given->count; i++)
        values[i] = given->values[i];
    values[given->count++] = value ? value : "";
    given->values = values;
    return true;
}

bool options_parse(struct arena *arena, int argc, char **argv, const struct option_text *table, size_t count,
                   struct options *options, struct error *error)
{
    enum { FIRST_CODE = 256 };
    struct option names[MOST_OPTIONS + 1] = {{0}};
    char letters[2 * MOST_OPTIONS + 2] = ":";
    *options = (struct options){0};
    for (size_t i = 0; i < count; i++) {
        names[i] = (struct option){table[i].name, table[i].value ? required_argument : no_argument, NULL,
                                   FIRST_CODE + (int)i};
        if (table[i].letter) {
            strncat(letters, &table[i].letter, 1);
            strcat(letters, table[i].value ? ":" : "");
        }
    }
    opterr = 0;
    optind = 0;
    for (int code; (code = getopt_long(argc, argv, letters, names, NULL)) != -1;) {
        const char *word = argv[optind > 0 ? optind - 1 : 0];
        if (code == ':')
            return error_set(error, ERROR_USAGE, "%s needs a value: see --help", word);
        if (code == '?')
            return unknown_option(arena, word, table, count, error);
        size_t at = code >= FIRST_CODE ? (size_t)(code - FIRST_CODE) : 0;
        while (code < FIRST_CODE && table[at].letter != code)
            at++;
        if (!take_option(arena, &table[at], &options->given[at], optarg, error))
            return false;
    }
    options->words = ARENA_ARRAY(arena, const char *, (size_t)argc);
    while (optind < argc)
        options->words[options->word_count++] = argv[optind++];
    return true;
}

void options_help(const struct option_text *table, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char left[80];
        const char *again = table[i].repeats ? "; again for another" : "";
        snprintf(left, sizeof left, "--%s%s%s", table[i].name, table[i].value ? " " : "",
                 table[i].value ? table[i].value : "");
        if (table[i].letter)
            printf("  -%c, %-22s %s%s\n", table[i].letter, left, table[i].meaning, again);
        else
            printf("  %-26s %s%s\n", left, table[i].meaning, again);
    }
}

const char *option_value(const struct options *options, size_t option)
{
    const struct given *given = &options->given[option];
    return given->count ? given->values[given->count - 1] : NULL;
}
