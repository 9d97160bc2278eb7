#include "ingest/convert.h"

#include "base/number.h"
#include "base/text.h"
#include "ingest/spelling.h"

#include <string.h>

static bool as_text(const struct cell_rule *rule, char *text, struct cell_value *value);
static bool as_id(const struct cell_rule *rule, char *text, struct cell_value *value);
static bool as_number(const struct cell_rule *rule, char *text, struct cell_value *value);
static bool as_date(const struct cell_rule *rule, char *text, struct cell_value *value);
static bool as_flag(const struct cell_rule *rule, char *text, struct cell_value *value);
static bool as_code(const struct cell_rule *rule, char *text, struct cell_value *value);

/* A converter returns whether the text is one of its kind; one that says there is no value sets that. For one that makes
 * a text, the value's length is the text's beforehand. */
static const struct {
    enum column_type column;
    bool (*convert)(const struct cell_rule *rule, char *text, struct cell_value *value);
    int finding; /* of a text that is not */
} kinds[CELL_KIND_COUNT] = {
    [CELL_TEXT] = {COLUMN_TEXT, as_text, NO_FINDING},
    [CELL_ID] = {COLUMN_TEXT, as_id, FINDING_BAD_ID},
    [CELL_NUMBER] = {COLUMN_NUMBER, as_number, FINDING_BAD_NUMBER},
    [CELL_DATE] = {COLUMN_DAY, as_date, FINDING_BAD_DATE},
    [CELL_FLAG] = {COLUMN_FLAG, as_flag, FINDING_BAD_FLAG},
    [CELL_CODE] = {COLUMN_TEXT, as_code, FINDING_UNKNOWN_CODE},
};

const char *const cell_kind_names[CELL_KIND_COUNT] = {
    [CELL_TEXT] = "text", [CELL_ID] = "id",     [CELL_NUMBER] = "number",
    [CELL_DATE] = "date", [CELL_FLAG] = "flag", [CELL_CODE] = "code",
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
static const char *const placeholder_ids[] = {"-1", "-1.0", "UNKNOWN"};
static const struct date placeholder_days[] = {{1900, 1, 1}, {9999, 12, 31}};

static bool is_visible_ascii(char character)
{
    return character > ' ' && character <= '~';
}

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

struct missing_words own_words_make(struct arena *arena, const char *const *words, size_t count)
{
    struct missing_words own = {.words = ARENA_ARRAY(arena, const char *, count)};
    for (size_t i = 0; i < count; i++)
        add_missing_word(&own, text_trim(arena_copy_text(arena, words[i])));
    return own;
}

struct sentinels sentinels_make(struct arena *arena, const char *const *words, size_t count)
{
    static const struct date_forms any = {.formats = DATE_FORMATS_USUAL | 1 << DATE_COMPACT};
    struct sentinels sentinels = {.words = own_words_make(arena, words, count),
                                  .days = ARENA_ARRAY(arena, day_number, count),
                                  .numbers = ARENA_ARRAY(arena, double, count)};
    for (size_t i = 0; i < count; i++) {
        const char *word = sentinels.words.words[i];
        sentinels.day_count += date_read(word, &any, &sentinels.days[sentinels.day_count]);
        sentinels.number_count += number_parse(word, &sentinels.numbers[sentinels.number_count]);
    }
    return sentinels;
}

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal_ignoring_case(text, words[i]))
            return true;
    return false;
}

static bool is_word_of(const struct missing_words *missing, const char *text)
{
    return missing->begins[(unsigned char)*text] && is_one_of(text, missing->words, missing->count);
}

#define IS_ONE_OF(text, words) is_one_of((text), (words), sizeof(words) / sizeof *(words))

static bool is_placeholder(const struct cell_rule *rule, const char *text)
{
    char first = *text;
    if ((first == 'S' || first == 's' || first == 'P' || first == 'p') && IS_ONE_OF(text, placeholder_words))
        return true;
    if (rule->sentinels && is_word_of(&rule->sentinels->words, text))
        return true;
    if (rule->kind == CELL_ID)
        return (first == '-' || first == 'U' || first == 'u') && IS_ONE_OF(text, placeholder_ids);
    return rule->kind == CELL_DATE && IS_ONE_OF(text, placeholder_day_words);
}

static bool is_placeholder_day(const struct cell_rule *rule, day_number day)
{
    struct date date = day_to_date(day);
    for (size_t i = 0; rule->sentinels && i < rule->sentinels->day_count; i++)
        if (rule->sentinels->days[i] == day)
            return true;
    for (size_t i = 0; i < sizeof placeholder_days / sizeof *placeholder_days; i++)
        if (date.year == placeholder_days[i].year && date.month == placeholder_days[i].month &&
            date.day == placeholder_days[i].day)
            return true;
    return false;
}

static bool is_placeholder_number(const struct cell_rule *rule, double number)
{
    for (size_t i = 0; rule->sentinels && i < rule->sentinels->number_count; i++)
        if (!(rule->sentinels->numbers[i] < number) && !(rule->sentinels->numbers[i] > number))
            return true;
    return false;
}

/* ---- text and codes ---- */

static bool as_text(const struct cell_rule *rule, char *text, struct cell_value *value)
{
    (void)rule;
    value->text = text;
    return true;
}

/* "1.23E+06": digits are lost, and another id may be the same. */
static bool is_rounded_number(const char *text)
{
    size_t length = strspn(text, "0123456789.");
    if (length == 0 || (text[length] | 0x20) != 'e' || (text[length + 1] != '+' && text[length + 1] != '-'))
        return false;
    const char *power = text + length + 2;
    return *power != '\0' && power[strspn(power, "0123456789")] == '\0';
}

/* A whole number that a spreadsheet gave decimals. */
static size_t without_decimals(char *text, size_t length)
{
    size_t whole = strspn(text, "0123456789");
    if (whole > 0 && text[whole] == '.' && text[whole + 1] == '0' &&
        text[whole + 1 + strspn(text + whole + 1, "0")] == '\0') {
        text[whole] = '\0';
        return whole;
    }
    return length;
}

static bool as_id(const struct cell_rule *rule, char *text, struct cell_value *value)
{
    (void)rule;
    static const char no_break_space[] = "\xC2\xA0";
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (*from == *no_break_space && text_starts_with(from, no_break_space))
            from++;
        else if (*from != ' ' && *from != '\t')
            *to++ = (char)upper(*from);
    }
    *to = '\0';
    value->text = text;
    value->length = without_decimals(text, (size_t)(to - text));
    return !is_rounded_number(text);
}

static bool as_code(const struct cell_rule *rule, char *text, struct cell_value *value)
{
    value->text = code_list_find(rule->codes, text);
    value->length = value->text ? strlen(value->text) : 0;
    return value->text != NULL;
}

/* ---- numbers ---- */

enum { LONGEST_NUMBER = 64 };

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static size_t digits_in(const char *text)
{
    return strspn(text, "0123456789");
}

/* How much of the text is digits in threes that `mark` parts ("1,234,567"); 0 when it does not begin so. A thousand
 * does not begin with a zero. */
static size_t length_in_threes(const char *text, const char *mark, size_t *marks)
{
    size_t length = digits_in(text);
    *marks = 0;
    if (length == 0 || length > 3 || *text == '0')
        return 0;
    for (; text_starts_with(text + length, mark); ++*marks) {
        if (digits_in(text + length + strlen(mark)) != 3)
            return 0;
        length += strlen(mark) + 3;
    }
    return *marks > 0 ? length : 0;
}

/* How much of the text is a whole number with its thousands parted; 0 when none are. False: it may be a fraction. */
static bool find_thousands(enum decimal_mark decimal, const char *text, size_t *length)
{
    /* a space, and those that do not break: usual, narrow, thin */
    static const char *const spaces[] = {" ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
    size_t marks = 0;
    *length = length_in_threes(text, decimal == DECIMAL_COMMA ? "." : ",", &marks);
    if (*length > 0)
        return decimal != DECIMAL_DOUBTFUL || marks > 1 || text[*length] != '\0';
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces && *length == 0; i++)
        *length = length_in_threes(text, spaces[i], &marks);
    return true;
}

/* Whether "256,5" has a decimal comma: a comma that can part no thousands, or one that the mapping says. */
static bool has_decimal_comma(enum decimal_mark decimal, const char *text)
{
    size_t whole = digits_in(text);
    if (decimal == DECIMAL_POINT || text[whole] != ',')
        return false;
    size_t fraction = digits_in(text + whole + 1);
    bool is_zero = whole == 1 && *text == '0';
    return whole > 0 && fraction > 0 && text[whole + 1 + fraction] == '\0' &&
           (decimal == DECIMAL_COMMA || is_zero || (fraction != 3 && *text != '0'));
}

/* The number as number_parse reads it. */
static bool write_plainly(enum decimal_mark decimal, const char *text, char *plain)
{
    size_t grouped;
    if (!find_thousands(decimal, text, &grouped))
        return false;
    for (; grouped > 0; grouped--, text++)
        if (is_digit(*text))
            *plain++ = *text;
    size_t whole = digits_in(text);
    if (decimal == DECIMAL_COMMA && text[whole] == '.')
        return false;
    strcpy(plain, text);
    if (has_decimal_comma(decimal, text) || (decimal != DECIMAL_POINT && *text == ','))
        plain[whole] = '.';
    return true;
}

static bool as_number(const struct cell_rule *rule, char *text, struct cell_value *value)
{
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
    return write_plainly(rule->decimal, text, plain + count) && number_parse(plain, &value->number);
}

/* ---- flags ---- */

/* By a list whose codes Y and N are the answers; any other code is none. */
static bool as_listed_flag(const struct code_list *codes, const char *text, struct cell_value *value)
{
    const char *code = code_list_find(codes, text);
    value->flag = code && text_equal(code, "Y");
    value->present = value->flag || (code && text_equal(code, "N"));
    return code != NULL;
}

static bool as_flag(const struct cell_rule *rule, char *text, struct cell_value *value)
{
    static const char *const yes[] = {"y", "yes", "true", "1", "1.0", "t", "a) yes", "a)yes"};
    static const char *const no[] = {"n", "no", "false", "0", "0.0", "f", "b) no", "b)no"};
    enum { LONGEST_FLAG = 8 };
    char plain[LONGEST_FLAG];
    if (rule->codes)
        return as_listed_flag(rule->codes, text, value);
    if (!spelling_plain(text, plain, sizeof plain))
        return false;
    value->flag = IS_ONE_OF(plain, yes);
    return value->flag || IS_ONE_OF(plain, no);
}

/* ---- dates ---- */

static bool as_date(const struct cell_rule *rule, char *text, struct cell_value *value)
{
    return date_read(text, &rule->dates, &value->day);
}

/* ---- a cell ---- */

static bool is_in_range(const struct cell_rule *rule, const struct cell_value *value)
{
    if (rule->kind != CELL_NUMBER && rule->kind != CELL_DATE)
        return true;
    double number = rule->kind == CELL_DATE ? (double)value->day : value->number;
    return !(rule->range.has_least && number < rule->range.least) &&
           !(rule->range.has_most && number > rule->range.most);
}

/* What is wrong with a cell that holds something; NO_FINDING when nothing is. */
static int convert_text(const struct cell_rule *rule, char *text, struct cell_value *value)
{
    if (rule->suppressed && is_word_of(rule->suppressed, text))
        return FINDING_SUPPRESSED;
    if (is_placeholder(rule, text))
        return FINDING_PLACEHOLDER;
    if (!kinds[rule->kind].convert(rule, text, value))
        return kinds[rule->kind].finding;
    if (rule->kind == CELL_DATE && is_placeholder_day(rule, value->day))
        return FINDING_PLACEHOLDER;
    if (rule->kind == CELL_NUMBER && is_placeholder_number(rule, value->number))
        return FINDING_PLACEHOLDER;
    return is_in_range(rule, value) ? NO_FINDING : FINDING_OUT_OF_RANGE;
}

/* Most cells have no white space around them. */
static char *trim(char *text, size_t *length)
{
    if (*length == 0 || (is_visible_ascii(text[0]) && is_visible_ascii(text[*length - 1])))
        return text;
    text = text_trim(text);
    *length = strlen(text);
    return text;
}

struct cell_value cell_convert(const struct cell_rule *rule, char *cell, size_t length)
{
    struct cell_value value = {.present = false, .finding = NO_FINDING};
    bool keeps_spaces = rule->keeps_spaces && cell[strspn(cell, " \t\r\n")] != '\0';
    char *text = keeps_spaces ? cell : trim(cell, &length);
    if (*text == '\0' || is_word_of(rule->missing, text))
        return value;
    value.present = true;
    value.length = length;
    value.finding = convert_text(rule, text, &value);
    value.present &= value.finding == NO_FINDING;
    return value;
}
