#include "ingest/convert.h"

#include "base/number.h"
#include "base/text.h"
#include "ingest/spelling.h"

#include <string.h>

static bool as_text(const struct cell_rule *rule, const char *text, struct cell_value *value);
static bool as_number(const struct cell_rule *rule, const char *text, struct cell_value *value);
static bool as_date(const struct cell_rule *rule, const char *text, struct cell_value *value);
static bool as_flag(const struct cell_rule *rule, const char *text, struct cell_value *value);
static bool as_code(const struct cell_rule *rule, const char *text, struct cell_value *value);

/* A converter returns whether the text is one of its kind. */
static const struct {
    enum column_type column;
    bool (*convert)(const struct cell_rule *rule, const char *text, struct cell_value *value);
    int finding; /* of a text that is not */
} kinds[CELL_KIND_COUNT] = {
    [CELL_TEXT] = {COLUMN_TEXT, as_text, NO_FINDING},
    [CELL_NUMBER] = {COLUMN_NUMBER, as_number, FINDING_BAD_NUMBER},
    [CELL_DATE] = {COLUMN_DAY, as_date, FINDING_BAD_DATE},
    [CELL_FLAG] = {COLUMN_FLAG, as_flag, FINDING_BAD_FLAG},
    [CELL_CODE] = {COLUMN_TEXT, as_code, FINDING_UNKNOWN_CODE},
};

const char *const cell_kind_names[CELL_KIND_COUNT] = {
    [CELL_TEXT] = "text", [CELL_NUMBER] = "number", [CELL_DATE] = "date",
    [CELL_FLAG] = "flag", [CELL_CODE] = "code",
};

enum column_type cell_kind_column(enum cell_kind kind)
{
    return kinds[kind].column;
}

/* ---- texts that stand for none ---- */

static const char *const null_words[] = {"NULL", "NaN", "NaT", "N/A", "#N/A", "-", ".", "not known", "TBC"};
enum { NULL_WORD_COUNT = sizeof null_words / sizeof *null_words };

static const char *const placeholder_words[] = {"SSD_PH", "PLACEHOLDER_DATA"};
static const char *const placeholder_day_words[] = {"99991231", "19000101"};
static const struct date placeholder_days[] = {{1900, 1, 1}, {9999, 12, 31}};

static unsigned char lower(char character)
{
    return (unsigned char)(character >= 'A' && character <= 'Z' ? character - 'A' + 'a' : character);
}

static unsigned char upper(char character)
{
    return (unsigned char)(character >= 'a' && character <= 'z' ? character - 'a' + 'A' : character);
}

static void add_missing_word(struct missing_words *missing, const char *word)
{
    missing->words[missing->count++] = word;
    missing->begins[lower(*word)] = true;
    missing->begins[upper(*word)] = true;
}

struct missing_words missing_words_make(struct arena *arena, const char *const *more, size_t more_count)
{
    struct missing_words missing = {.words = ARENA_ARRAY(arena, const char *, NULL_WORD_COUNT + more_count)};
    for (size_t i = 0; i < NULL_WORD_COUNT; i++)
        add_missing_word(&missing, null_words[i]);
    for (size_t i = 0; i < more_count; i++)
        add_missing_word(&missing, text_trim(arena_copy_text(arena, more[i])));
    return missing;
}

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal_ignoring_case(text, words[i]))
            return true;
    return false;
}

static bool is_missing(const struct missing_words *missing, const char *text)
{
    return *text == '\0' ||
           (missing->begins[(unsigned char)*text] && is_one_of(text, missing->words, missing->count));
}

#define IS_ONE_OF(text, words) is_one_of((text), (words), sizeof(words) / sizeof *(words))

static bool is_placeholder(enum cell_kind kind, const char *text)
{
    char first = *text;
    if ((first == 'S' || first == 's' || first == 'P' || first == 'p') && IS_ONE_OF(text, placeholder_words))
        return true;
    return kind == CELL_DATE && IS_ONE_OF(text, placeholder_day_words);
}

static bool is_placeholder_day(day_number day)
{
    struct date date = day_to_date(day);
    for (size_t i = 0; i < sizeof placeholder_days / sizeof *placeholder_days; i++)
        if (date.year == placeholder_days[i].year && date.month == placeholder_days[i].month &&
            date.day == placeholder_days[i].day)
            return true;
    return false;
}

/* ---- text and codes ---- */

static bool as_text(const struct cell_rule *rule, const char *text, struct cell_value *value)
{
    (void)rule;
    value->text = text;
    return true;
}

static bool as_code(const struct cell_rule *rule, const char *text, struct cell_value *value)
{
    value->text = code_list_find(rule->codes, text);
    return value->text != NULL;
}

/* ---- numbers ---- */

enum { LONGEST_NUMBER = 64 };

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

/* How much of the text is digits in comma-separated threes ("1,234,567"); 0 when it does not begin so. */
static size_t grouped_length(const char *text)
{
    size_t length = strspn(text, "0123456789");
    if (length == 0 || length > 3 || text[length] != ',')
        return 0;
    while (text[length] == ',') {
        size_t group = strspn(text + length + 1, "0123456789");
        if (group != 3)
            return 0;
        length += 1 + group;
    }
    return length;
}

static bool as_number(const struct cell_rule *rule, const char *text, struct cell_value *value)
{
    (void)rule;
    static const char pound[] = "\xC2\xA3";
    if (strlen(text) >= LONGEST_NUMBER)
        return false;
    char plain[LONGEST_NUMBER];
    size_t count = 0;
    if (*text == '-' || *text == '+')
        plain[count++] = *text++;
    if (text_starts_with(text, pound)) {
        text += strlen(pound);
        if (!is_digit(*text) && *text != '.')
            return false;
    }
    for (size_t left = grouped_length(text); left > 0; left--, text++)
        if (*text != ',')
            plain[count++] = *text;
    strcpy(plain + count, text);
    return number_parse(plain, &value->number);
}

/* ---- flags ---- */

static bool as_flag(const struct cell_rule *rule, const char *text, struct cell_value *value)
{
    (void)rule;
    static const char *const yes[] = {"y", "yes", "true", "1", "t", "a) yes", "a)yes"};
    static const char *const no[] = {"n", "no", "false", "0", "f", "b) no", "b)no"};
    enum { LONGEST_FLAG = 8 };
    char plain[LONGEST_FLAG];
    if (!spelling_plain(text, plain, sizeof plain))
        return false;
    value->flag = IS_ONE_OF(plain, yes);
    return value->flag || IS_ONE_OF(plain, no);
}

/* ---- dates ---- */

/* Reads `least` to `most` digits; NULL when there are fewer, or more follow. */
static const char *read_digits(const char *text, size_t least, size_t most, int *number)
{
    size_t length = 0;
    *number = 0;
    for (; length < most && is_digit(text[length]); length++)
        *number = *number * 10 + (text[length] - '0');
    return length < least || is_digit(text[length]) ? NULL : text + length;
}

static bool is_separator(char character, const char *separators)
{
    return character != '\0' && strchr(separators, character) != NULL;
}

/* "March", "mar" or "sept", whole words. */
static const char *read_month_name(const char *text, int *month)
{
    size_t length = 0;
    while ((text[length] | 0x20) >= 'a' && (text[length] | 0x20) <= 'z')
        length++;
    char word[16];
    if (length < 3 || length >= sizeof word)
        return NULL;
    memcpy(word, text, length);
    word[length] = '\0';
    for (*month = 1; *month <= 12; (*month)++) {
        const char *name = month_name(*month);
        char shortened[5] = {name[0], name[1], name[2], length == 4 ? name[3] : '\0'};
        if (text_equal_ignoring_case(word, name) ||
            ((length == 3 || *month == 9) && text_equal_ignoring_case(word, shortened)))
            return text + length;
    }
    return NULL;
}

static const char *read_day_first(const char *text, struct date *date)
{
    text = read_digits(text, 1, 2, &date->day);
    if (!text || !is_separator(*text, "/-. "))
        return NULL;
    char separator = *text++;
    const char *after = separator == ' ' ? NULL : read_digits(text, 1, 2, &date->month);
    if (!after)
        after = read_month_name(text, &date->month);
    if (!after || *after != separator)
        return NULL;
    return read_digits(after + 1, 4, 4, &date->year);
}

static const char *read_year_first(const char *text, struct date *date)
{
    text = read_digits(text, 4, 4, &date->year);
    if (!text || !is_separator(*text, "-/"))
        return NULL;
    char separator = *text;
    text = read_digits(text + 1, 2, 2, &date->month);
    if (!text || *text != separator)
        return NULL;
    return read_digits(text + 1, 2, 2, &date->day);
}

static const char *read_time_zone(const char *text)
{
    int number = 0;
    if (*text == 'Z' || *text == 'z')
        return text + 1;
    if (*text != '+' && *text != '-')
        return text;
    text = read_digits(text + 1, 2, 2, &number);
    if (text && *text == ':')
        text = read_digits(text + 1, 2, 2, &number);
    return text;
}

/* ":SS" and ".fff", which may be left out. */
static const char *read_seconds(const char *text)
{
    int number = 0;
    if (*text != ':')
        return text;
    text = read_digits(text + 1, 2, 2, &number);
    if (!text || number > 60 || *text != '.')
        return text && number <= 60 ? text : NULL;
    size_t fraction = strspn(text + 1, "0123456789");
    return fraction == 0 ? NULL : text + 1 + fraction;
}

/* Nothing, or a time of day. */
static bool is_end_of_date(const char *text)
{
    if (*text == '\0')
        return true;
    if (*text != ' ' && *text != 'T' && *text != 't')
        return false;
    int hour = 0;
    int minute = 0;
    text = read_digits(text + 1, 1, 2, &hour);
    if (!text || *text != ':' || hour > 24)
        return false;
    text = read_digits(text + 1, 2, 2, &minute);
    if (!text || minute > 59)
        return false;
    text = read_seconds(text);
    text = text ? read_time_zone(text) : NULL;
    return text && *text == '\0';
}

bool date_read(const char *text, day_number *day)
{
    struct date date = {0};
    const char *after = read_day_first(text, &date);
    if (!after)
        after = read_year_first(text, &date);
    if (!after || !is_end_of_date(after) || !date_exists(date))
        return false;
    *day = day_from_date(date);
    return true;
}

static bool as_date(const struct cell_rule *rule, const char *text, struct cell_value *value)
{
    (void)rule;
    return date_read(text, &value->day);
}

/* ---- a cell ---- */

struct cell_value cell_convert(const struct cell_rule *rule, char *cell)
{
    struct cell_value value = {.present = false, .finding = NO_FINDING};
    const char *text = text_trim(cell);
    if (is_missing(rule->missing, text))
        return value;
    if (is_placeholder(rule->kind, text)) {
        value.finding = FINDING_PLACEHOLDER;
        return value;
    }
    value.present = kinds[rule->kind].convert(rule, text, &value);
    if (!value.present)
        value.finding = kinds[rule->kind].finding;
    if (value.present && rule->kind == CELL_DATE && is_placeholder_day(value.day)) {
        value.present = false;
        value.finding = FINDING_PLACEHOLDER;
    }
    return value;
}
