#include "base/text.h"
#include "ingest/csv_reader.h"
#include "tests/support/plain_csv.h"

#include <csv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Records as text: "2[a][b c]\n", a line each. */
static bool dump_record(void *context, const struct csv_record *record, struct error *error)
{
    (void)error;
    struct text *dump = context;
    text_add_format(dump, "%u", record->line);
    for (size_t i = 0; i < record->cell_count; i++) {
        assert_int_equal(strlen(record->cells[i].text), record->cells[i].length);
        text_add_format(dump, "[%s]", record->cells[i].text);
    }
    text_add(dump, "\n");
    return true;
}

static bool read_dump(struct arena *arena, const char *csv, size_t length, const char **dumped,
                      struct error *error)
{
    struct text dump = text_in(arena);
    struct csv_taker taker = {dump_record, &dump};
    bool read = csv_read(arena, csv, length, taker, error);
    *dumped = dump.bytes;
    return read;
}

static void reads_records_with_the_row_a_spreadsheet_shows(void **state)
{
    (void)state;
    static const struct {
        const char *csv;
        const char *records;
    } cases[] = {
        {"a,b\n1,2\n", "1[a][b]\n2[1][2]\n"},
        {"a,b\r\n1,2\r\n", "1[a][b]\n2[1][2]\n"},
        {"a,b\r1,2\r", "1[a][b]\n2[1][2]\n"},
        {"a,b\n1,2", "1[a][b]\n2[1][2]\n"},
        {"\n\na\n\nb\n", "3[a]\n5[b]\n"},
        {"\r\n\r\na\r\n\r\nb", "3[a]\n5[b]\n"},
        {"a\r\r\nb\r\n", "1[a]\n3[b]\n"},
        {"a\n,,\n \t\nb\n", "1[a]\n4[b]\n"},
        {"a\n\xC2\xA0,\"\"\nb\n", "1[a]\n3[b]\n"},
        {"a\n\"1\n2\"\nb\n", "1[a]\n2[1\n2]\n3[b]\n"},
        {"a\r\n\"1\r\n\r\n2\",x\r\nb\r\n", "1[a]\n2[1\r\n\r\n2][x]\n3[b]\n"},
        {"", ""},
        {"\n\n", ""},
        {",,x,,\n", "1[][][x][][]\n"},
        {" a , b c ,\" d \"\n", "1[a][b c][ d ]\n"},
        {"\"a,b\",\"\"\"c\"\"\"\n", "1[a,b][\"c\"]\n"},
        {"\"a\" ,b\n", "1[a][b]\n"},
        {"5\" nail,x\n", "1[5\" nail][x]\n"},
        {"a\"\"b,c\"\nd,e\n", "1[a\"\"b][c\"]\n2[d][e]\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct error error = {0};
        const char *dump = NULL;
        assert_true(read_dump(&arena, cases[i].csv, strlen(cases[i].csv), &dump, &error));
        assert_string_equal(dump, cases[i].records);
        arena_release(&arena);
    }
}

static void refuses_what_it_would_have_to_guess(void **state)
{
    (void)state;
    static const struct {
        const char *csv;
        const char *message;
    } cases[] = {
        {"a,b\n1,2\n\"3,4\n5,6\n", "line 3: a quote is opened"},
        {"a\r\n\r\n\"x\r\ny\"\r\n\"open", "line 4: a quote is opened"},
        {"a\n\"b\"c\n", "line 2: a quoted cell goes on"},
        {"a\n\"b\" \"c\"\n", "line 2: a quoted cell goes on"},
        {"a\n1\n\"b \"quoted\" c\",2\n", "line 3: a quoted cell goes on"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct error error = {0};
        const char *dump = NULL;
        assert_false(read_dump(&arena, cases[i].csv, strlen(cases[i].csv), &dump, &error));
        assert_int_equal(error.kind, ERROR_DATA);
        assert_true(text_starts_with(error.message, cases[i].message));
        arena_release(&arena);
    }
}

static char *cell_of(struct arena *arena, size_t length, const char *before, const char *after)
{
    struct text csv = text_in(arena);
    text_add(&csv, before);
    for (size_t i = 0; i < length; i++)
        text_add_character(&csv, 'x');
    text_add(&csv, after);
    return csv.bytes;
}

static void refuses_a_cell_of_over_64_kib_wherever_it_ends(void **state)
{
    (void)state;
    static const struct {
        size_t length;
        const char *before;
        const char *after;
        bool read;
    } cases[] = {
        {CSV_CELL_LIMIT, "a\n", "\n", true},      {CSV_CELL_LIMIT, "a\n\"", "\"\n", true},
        {CSV_CELL_LIMIT + 1, "a\n", "\n", false}, {CSV_CELL_LIMIT + 1, "a\n", ",b\n", false},
        {CSV_CELL_LIMIT * 2, "a\n\"", "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct error error = {0};
        const char *csv = cell_of(&arena, cases[i].length, cases[i].before, cases[i].after);
        const char *dump = NULL;
        assert_int_equal(read_dump(&arena, csv, strlen(csv), &dump, &error), cases[i].read);
        assert_true(cases[i].read || text_starts_with(error.message, "line 2: a cell of over 64 KiB"));
        arena_release(&arena);
    }
}

static bool refuse_third(void *context, const struct csv_record *record, struct error *error)
{
    size_t *taken = context;
    return ++*taken < 3 || error_set(error, ERROR_DATA, "enough at %u", record->line);
}

static void stops_when_its_taker_does(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    size_t taken = 0;
    const char *csv = "a\nb\nc\nd\n\"e";
    assert_false(csv_read(&arena, csv, strlen(csv), (struct csv_taker){refuse_third, &taken}, &error));
    assert_int_equal(taken, 3);
    assert_string_equal(error.message, "enough at 3");
    arena_release(&arena);
}

static void reads_the_same_whatever_the_length_of_the_text(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text csv = text_in(&arena);
    struct text expected = text_in(&arena);
    for (unsigned row = 1; row <= 30000; row++) {
        text_add_format(&csv, "row %u,\"quoted\r\n\"\"%u\"\"\",5\" nail\r\n", row, row);
        text_add_format(&expected, "%u[row %u][quoted\r\n\"%u\"][5\" nail]\n", row, row, row);
    }
    const char *dump = NULL;
    struct error error = {0};
    assert_true(read_dump(&arena, csv.bytes, csv.length, &dump, &error));
    assert_string_equal(dump, expected.bytes);
    assert_true(csv_most_records(csv.bytes, csv.length) >= 30000);
    arena_release(&arena);
}

/* ---- against plain libcsv ---- */

static void add_plain_cell(void *text, size_t length, void *context)
{
    struct text *dump = context;
    text_add(dump, "[");
    text_add_bytes(dump, text, length);
    text_add(dump, "]");
}

static void add_plain_end(int end, void *context)
{
    (void)end;
    text_add(context, "\n");
}

/* What libcsv in its own, lenient, mode makes of the text; blank records and rows' numbers left out. */
static const char *plain_dump(struct arena *arena, const char *csv, size_t length)
{
    struct text dump = text_in(arena);
    struct csv_parser parser;
    assert_int_equal(csv_init(&parser, 0), 0);
    assert_int_equal(csv_parse(&parser, csv, length, add_plain_cell, add_plain_end, &dump), length);
    csv_fini(&parser, add_plain_cell, add_plain_end, &dump);
    csv_free(&parser);
    return dump.bytes;
}

struct unnumbered {
    struct text *dump;
    size_t records;
    uint32_t last_line;
};

static bool dump_unnumbered(void *context, const struct csv_record *record, struct error *error)
{
    (void)error;
    struct unnumbered *unnumbered = context;
    assert_true(record->line > unnumbered->last_line);
    unnumbered->last_line = record->line;
    unnumbered->records++;
    for (size_t i = 0; i < record->cell_count; i++)
        add_plain_cell(record->cells[i].text, record->cells[i].length, unnumbered->dump);
    text_add(unnumbered->dump, "\n");
    return true;
}

/* Lines of a dump without a visible character between their brackets are blank records. */
static const char *without_blank_records(struct arena *arena, const char *dump)
{
    struct text kept = text_in(arena);
    while (*dump) {
        size_t length = strcspn(dump, "\n");
        if (strcspn(dump, "abcq") < length)
            text_add_bytes(&kept, dump, length + 1);
        dump += length + 1;
    }
    return kept.bytes;
}

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static size_t random_text(uint32_t *random, const char *alphabet, char *text, size_t most)
{
    size_t letters = strlen(alphabet);
    size_t length = next_random(random) % most;
    for (size_t i = 0; i < length; i++)
        text[i] = alphabet[next_random(random) % letters];
    text[length] = '\0';
    return length;
}

/* Quoted cells hold no line breaks here, so that the lines of a dump are records. */
static void what_it_accepts_is_what_libcsv_makes_of_it(void **state)
{
    (void)state;
    uint32_t random = 20260331;
    size_t accepted = 0;
    for (size_t i = 0; i < 20000; i++) {
        struct arena arena = {0};
        struct error error = {0};
        char csv[24];
        size_t length = random_text(&random, "aabc,,\"\" \n", csv, sizeof csv);
        struct text dump = text_in(&arena);
        struct unnumbered unnumbered = {.dump = &dump};
        if (csv_read(&arena, csv, length, (struct csv_taker){dump_unnumbered, &unnumbered}, &error)) {
            accepted++;
            const char *plain = plain_dump(&arena, csv, length);
            assert_string_equal(without_blank_records(&arena, dump.bytes),
                                without_blank_records(&arena, plain));
            assert_true(unnumbered.records <= csv_most_records(csv, length));
        } else {
            assert_int_equal(error.kind, ERROR_DATA);
        }
        arena_release(&arena);
    }
    assert_true(accepted > 4000);
}

static void random_bytes_never_crash_it(void **state)
{
    (void)state;
    uint32_t random = 7;
    for (size_t i = 0; i < 20000; i++) {
        struct arena arena = {0};
        struct error error = {0};
        char csv[64];
        size_t length = next_random(&random) % sizeof csv;
        for (size_t j = 0; j < length; j++) {
            uint32_t byte = next_random(&random) % 400;
            csv[j] = byte < 255 ? (char)(byte + 1) : ",\"\r\n "[byte % 5];
        }
        struct text dump = text_in(&arena);
        struct unnumbered unnumbered = {.dump = &dump};
        bool read = csv_read(&arena, csv, length, (struct csv_taker){dump_unnumbered, &unnumbered}, &error);
        assert_true(read || error.message[0] != '\0');
        assert_true(unnumbered.records <= csv_most_records(csv, length));
        arena_release(&arena);
    }
}

/* ---- in parts, against plain libcsv ---- */

/* The text read as parts that end, or are thought to end, at `cut`; what is left of one goes before the next. */
static const char *dump_in_two(struct arena *arena, const char *csv, size_t length, size_t cut,
                               char delimiter)
{
    struct text dump = text_in(arena);
    struct error error = {0};
    struct csv_taker taker = {dump_record, &dump};
    struct csv_part part = {.text = csv, .length = cut, .delimiter = delimiter, .line = 1};
    bool read = csv_read_part(arena, &part, taker, &error);
    assert_true(part.done <= cut);
    if (read) {
        struct csv_part rest = {.text = csv + part.done,
                                .length = length - part.done,
                                .last = true,
                                .delimiter = delimiter,
                                .line = part.line};
        read = csv_read_part(arena, &rest, taker, &error);
        assert_true(!read || rest.done == rest.length);
    }
    if (!read)
        text_add(&dump, "!");
    return dump.bytes;
}

/* Where a text cannot be read, the two agree that it cannot, and on the records before. */
static void is_as_plain(struct arena *arena, const char *csv, size_t length, char delimiter)
{
    const char *plain = plain_csv(arena, csv, length, delimiter);
    for (size_t cut = 0; cut <= length; cut++) {
        const char *dump = dump_in_two(arena, csv, length, cut, delimiter);
        if (strcmp(dump, plain) != 0)
            fail_msg("\"%.*s\" cut at %zu: \"%s\" and not \"%s\"", (int)length, csv, cut, dump, plain);
    }
}

static void parts_cut_anywhere_are_what_libcsv_makes_of_the_whole(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "a,b\n1,2\n",
        "a,b\r\n\"1\r\n2\",3\r\n\r\n4,5",
        "a\r\r\nb\r\n\"\r\"\rc\n\r",
        "\"x\"\"y\n\",\"\"\n,\"\n\n\",\n5\" nail\n\"z",
        " \"a\" , b c ,\t\n\t\n  ,x",
        "5\" nail,\"two\nlines\",6\" nail\n\"a\"b\n",
        "\xC2\xA0,\n\xC3\xA9,\"\xE2\x82\xAC\n\"\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct arena arena = {0};
        is_as_plain(&arena, texts[i], strlen(texts[i]), ',');
        arena_release(&arena);
    }
}

static void random_texts_in_parts_are_what_libcsv_makes_of_them(void **state)
{
    (void)state;
    static const struct {
        const char *alphabet;
        char delimiter;
    } kinds[] = {{"ab,,\"\"\n\r ", ','},
                 {"aab,,,\n\n\r\" ", ','},
                 {"ab;;,\"\n\r\t", ';'},
                 {"ab\t\t\"\n\r ", '\t'},
                 {"ab||\"\n \t", '|'}};
    uint32_t random = 424242;
    for (size_t i = 0; i < 20000; i++) {
        struct arena arena = {0};
        char csv[28];
        size_t kind = i % (sizeof kinds / sizeof *kinds);
        size_t length = random_text(&random, kinds[kind].alphabet, csv, sizeof csv);
        is_as_plain(&arena, csv, length, kinds[kind].delimiter);
        arena_release(&arena);
    }
}

/* Long enough for many blocks of sixty-four bytes, with quotes here and there. */
static void long_random_texts_are_what_libcsv_makes_of_them(void **state)
{
    (void)state;
    uint32_t random = 99;
    for (size_t i = 0; i < 400; i++) {
        struct arena arena = {0};
        struct text csv = text_in(&arena);
        while (csv.length < 2000) {
            char cell[80];
            random_text(&random, "abc 123 \t", cell, 1 + next_random(&random) % sizeof cell);
            bool quoted = next_random(&random) % 16 == 0;
            text_add_format(&csv, "%s%s%s%s", quoted ? "\"" : "", cell, quoted ? "\"" : "",
                            next_random(&random) % 5 ? ","
                            : i % 2                  ? "\r\n"
                                                     : "\n");
        }
        const char *plain = plain_csv(&arena, csv.bytes, csv.length, ',');
        for (size_t cut = 0; cut <= csv.length; cut += 97)
            assert_string_equal(dump_in_two(&arena, csv.bytes, csv.length, cut, ','), plain);
        arena_release(&arena);
    }
}

static void a_record_most_likely_ends_after_a_line_without_an_open_quote(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t end;
    } cases[] = {
        {"a\nb\nc", 4}, {"a\n\"b\nc", 2}, {"a\r\nb\r", 3},    {"a\rb\rc", 4},
        {"abc", 3},     {"\"a\nb", 3},    {"\"a\nb\"\nc", 6}, {"", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(csv_likely_end(cases[i].text, strlen(cases[i].text)), cases[i].end);
}

static void refuses_a_row_that_never_ends(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    struct text csv = text_in(&arena);
    char cell[1001];
    memset(cell, 'x', sizeof cell - 1);
    cell[sizeof cell - 1] = '\0';
    while (csv.length <= CSV_RECORD_LIMIT)
        text_add_format(&csv, "%s,", cell);
    struct text dump = text_in(&arena);
    struct csv_part part = {.text = csv.bytes, .length = csv.length, .line = 5};
    assert_false(csv_read_part(&arena, &part, (struct csv_taker){dump_record, &dump}, &error));
    assert_true(text_starts_with(part.failure, "a row of over 8 MiB"));
    assert_int_equal(part.line, 5);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_records_with_the_row_a_spreadsheet_shows),
        cmocka_unit_test(refuses_what_it_would_have_to_guess),
        cmocka_unit_test(refuses_a_cell_of_over_64_kib_wherever_it_ends),
        cmocka_unit_test(stops_when_its_taker_does),
        cmocka_unit_test(reads_the_same_whatever_the_length_of_the_text),
        cmocka_unit_test(what_it_accepts_is_what_libcsv_makes_of_it),
        cmocka_unit_test(random_bytes_never_crash_it),
        cmocka_unit_test(parts_cut_anywhere_are_what_libcsv_makes_of_the_whole),
        cmocka_unit_test(random_texts_in_parts_are_what_libcsv_makes_of_them),
        cmocka_unit_test(long_random_texts_are_what_libcsv_makes_of_them),
        cmocka_unit_test(a_record_most_likely_ends_after_a_line_without_an_open_quote),
        cmocka_unit_test(refuses_a_row_that_never_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
