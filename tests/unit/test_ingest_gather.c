#include "base/file.h"
#include "base/text.h"
#include "ingest/ingest.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- a job of one folder, and all that comes of it as text ---- */

struct job {
    struct arena arena;
    char *home;
    size_t threads;
    size_t block;
    const char *dump; /* of rows, findings and files; or "! " and the error */
};

static const char columns_text[] =
    "\"columns\":{\"id\":{\"from\":\"Visit ID\",\"type\":\"text\",\"required\":true,\"unique\":true},"
    "\"day\":{\"type\":\"date\"},\"seen\":{\"type\":\"flag\"},\"hours\":{\"type\":\"number\"},"
    "\"note\":{\"type\":\"text\"}},\"key\":\"id\"}]}";

static void open_job(struct job *job, const char *more)
{
    *job = (struct job){.threads = 1};
    job->home = temporary_folder(&job->arena);
    write_file(&job->arena, job->home, "ingest/model.json", "{\"tables\":{}}");
    write_file(&job->arena, job->home, "in/nothing.txt", "x");
    write_file(&job->arena, job->home, "m.json",
               arena_format(&job->arena,
                            "{\"mapping\":\"m\",\"extracts\":[{\"file\":\"v*.csv\",\"table\":\"visits\",%s%s",
                            more, columns_text));
}

static void close_job(struct job *job)
{
    remove_folder(job->home);
    arena_release(&job->arena);
}

static void put_bytes(struct job *job, const char *name, const char *bytes, size_t length)
{
    struct error error = {0};
    const char *path = arena_format(&job->arena, "%s/in/%s", job->home, name);
    assert_true(file_write(path, bytes, length, &error));
}

static void put(struct job *job, const char *name, const char *text)
{
    put_bytes(job, name, text, strlen(text));
}

static void dump_cell(struct text *dump, const struct dataset *dataset, const struct column *column,
                      uint32_t row)
{
    char day[DAY_TEXT_SIZE];
    text_add(dump, "|");
    if (!column->present[row])
        return;
    if (column->type == COLUMN_TEXT)
        text_add_format(dump, "%u=%s", column->code[row], dataset->words.words[column->code[row]]);
    else if (column->type == COLUMN_NUMBER)
        text_add_format(dump, "%g", column->number[row]);
    else if (column->type == COLUMN_FLAG)
        text_add(dump, column->flag[row] ? "yes" : "no");
    else {
        day_format(column->day[row], day);
        text_add(dump, day);
    }
}

static void dump_rows(struct text *dump, const struct dataset *dataset)
{
    const struct table *table = &dataset->tables[0];
    for (uint32_t row = 0; row < table->row_count; row++) {
        text_add_format(dump, "%s:%u", table_file(table, row), table->line[row]);
        for (size_t i = 0; i < table->column_count; i++)
            dump_cell(dump, dataset, &table->columns[i], row);
        text_add(dump, "\n");
    }
}

static void dump_rest(struct text *dump, const struct findings *findings, const struct ingest_report *report)
{
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->items[i].rule == FINDING_COLUMN_ABSENT)
            continue;
        text_add_format(dump, "%s %s:%u %d %s\n", finding_rule_text(findings->items[i].rule)->name,
                        findings->items[i].file, findings->items[i].line, findings->items[i].column,
                        findings->items[i].record ? findings->items[i].record : "");
    }
    for (size_t i = 0; i < report->file_count; i++) {
        const struct file_report *file = &report->files[i];
        assert_int_equal(file->rows_read, file->rows_loaded + file->rows_set_aside);
        text_add_format(dump, "%s %s %s %u: %u = %u + %u\n", file->file, file->encoding, file->delimiter,
                        file->header_line, file->rows_read, file->rows_loaded, file->rows_set_aside);
    }
}

static const char *run(struct job *job)
{
    struct extract_folder folder = {.path = path_join(&job->arena, job->home, "in"),
                                    .shown = "in",
                                    .mapping = path_join(&job->arena, job->home, "m.json")};
    struct ingest_request request = {.home = job->home,
                                     .folders = &folder,
                                     .folder_count = 1,
                                     .as_at = 20000,
                                     .threads = job->threads,
                                     .block = job->block};
    struct dataset dataset;
    struct findings findings;
    struct ingest_report report;
    struct error error = {0};
    struct text dump = text_in(&job->arena);
    if (ingest_run(&job->arena, &request, &dataset, &findings, &report, &error)) {
        dump_rows(&dump, &dataset);
        dump_rest(&dump, &findings, &report);
    } else {
        text_add_format(&dump, "! %s", error.message);
    }
    return dump.bytes;
}

static void comes_to(struct job *job, const char *expected)
{
    const char *dump = run(job);
    if (strcmp(dump, expected) != 0)
        fail_msg("\n%s\nand not\n%s", dump, expected);
}

static void mentions(struct job *job, const char *expected)
{
    const char *dump = run(job);
    if (!strstr(dump, expected))
        fail_msg("\n%s\ndoes not say\n%s", dump, expected);
}

/* ---- the same, however it is read ---- */

/* Every block size up to the file's, with one thread and with two and three. */
static void reads_the_same_in_any_blocks(struct job *job, size_t length)
{
    job->threads = 1;
    job->block = 0;
    const char *whole = run(job);
    for (size_t block = 1; block <= length + 1; block++)
        for (job->threads = 1; job->threads <= 3; job->threads++) {
            struct arena_mark mark = arena_mark(&job->arena);
            job->block = block;
            const char *dump = run(job);
            if (strcmp(dump, whole) != 0)
                fail_msg("in blocks of %zu by %zu:\n%s\nand not\n%s", block, job->threads, dump, whole);
            arena_rewind(&job->arena, mark);
        }
}

static void blocks_and_threads_make_no_difference(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Visit ID,day,seen,hours,note\nV1,1/2/2020,Y,1.5,a\nV2,02/03/2021,n,,\"two\nlines\"\n\n"
        "V1,x,Y,2,again\n,1/1/2020,,,no id\nV3,2020-02-03,y,\"1,000\",\"\"\"q\"\"\"\nTotal,,,3,\n",
        "Visit ID,day,seen,hours,note\r\nV1,1/2/2020,Y,1.5,\"a\r\nb\"\r\n\r\nV2,,,,5\" "
        "nail\r\nV3,,,,\"\r\n\"\r\n"
        "V4,,,,6\" nail\r\nV5\r\nV6,,,,,extra",
        "\xEF\xBB\xBFVisit ID;day;note\rV1;1/2/2020;caf\xC3\xA9 \xE2\x82\xAC\rV2;;\"a;b\r\"\rV3;;\r",
        "Visit ID,day,note\nV1,1/2/2020,caf\xC3\xA9\nV2,,plain\nV3,zz,\"\xA3 5\n\x80\"\nV4,,x\n",
        "Visit ID,day\nV1,1/1/2020\n\"V2\"x,\nV3,\n",
        "Visit ID,note\nV1,a\nV2,\"open\nV3,b\nV4,c\n",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct job job;
        open_job(&job, "");
        put(&job, "v.csv", texts[i]);
        put(&job, "v2.csv", "note,Visit ID\nsecond,W1\nfile,V3\n");
        reads_the_same_in_any_blocks(&job, strlen(texts[i]));
        close_job(&job);
    }
}

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void add_random_row(struct text *csv, uint32_t *random, unsigned row)
{
    static const char *const notes[] = {"x",          "\"a\nb\"", "5\" nail",   "\"\"\"\n\"",  "\"\r\n\r\n\"",
                                        "\"q \"\"\"", "",         "\"\n\n\n\"", "caf\xC3\xA9", "\","};
    unsigned note = next_random(random) % ((unsigned)COUNT(notes) - (next_random(random) % 500 != 0));
    text_add_format(csv, "V%u,%u/%u/%u,%s,%u,%s%s", next_random(random) % 50 ? row : row / 2,
                    next_random(random) % 33, next_random(random) % 13, 1990 + next_random(random) % 40,
                    next_random(random) % 2 ? "Y" : "maybe", next_random(random) % 100, notes[note],
                    row % 3 ? "\n" : "\r\n");
}

static void random_files_read_the_same_in_parts(void **state)
{
    (void)state;
    uint32_t random = 20261120;
    for (unsigned file = 0; file < 60; file++) {
        struct job job;
        open_job(&job, "");
        struct text csv = text_in(&job.arena);
        text_add(&csv, "Visit ID,day,seen,hours,note\n");
        for (unsigned row = 1; row <= 60; row++)
            add_random_row(&csv, &random, row);
        put(&job, "v.csv", csv.bytes);
        job.block = 0;
        const char *whole = run(&job);
        for (unsigned i = 0; i < 12; i++) {
            job.block = 1 + next_random(&random) % (csv.length / (1 + i));
            job.threads = 1 + i % 3;
            comes_to(&job, whole);
        }
        close_job(&job);
    }
}

static void a_long_file_reads_the_same_by_one_thread_and_by_two(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, "");
    struct text csv = text_in(&job.arena);
    text_add(&csv, "Visit ID,day,seen,hours,note\n");
    for (unsigned row = 1; row <= 40000; row++)
        text_add_format(&csv, "V%u,%u/%u/2020,%s,%u,note %u\n", row == 39000 ? 5 : row, row % 29 + 1,
                        row % 12 + 1, row % 2 ? "Y" : "n", row % 77, row % 1000);
    put(&job, "v.csv", csv.bytes);
    const char *one = run(&job);
    assert_non_null(strstr(one, "duplicate_key in/v.csv:39001 0 V5\n"));
    assert_non_null(strstr(one, "in/v.csv UTF-8 comma 1: 40000 = 39999 + 1\n"));
    job.threads = 2;
    comes_to(&job, one);
    job.block = 5000;
    comes_to(&job, one);
    close_job(&job);
}

/* ---- what files are like ---- */

static void reads_whatever_the_encoding_line_ends_and_delimiter(void **state)
{
    (void)state;
    static const struct {
        const char *more; /* of the mapping */
        const char *bytes;
        size_t length; /* 0: up to its NUL */
        const char *expected;
    } cases[] = {
        {"", "Visit ID,note\nV1,a\n", 0, "in/v.csv:2|0=V1||||1=a\nin/v.csv UTF-8 comma 1: 1 = 1 + 0\n"},
        {"", "\xEF\xBB\xBFVisit ID,note\r\nV1,\xC2\xA3\r\n", 0,
         "in/v.csv:2|0=V1||||1=\xC2\xA3\nin/v.csv UTF-8 comma 1: 1 = 1 + 0\n"},
        {"", "note,Visit ID\rx,V1\r", 0, "in/v.csv:2|0=V1||||1=x\nin/v.csv UTF-8 comma 1: 1 = 1 + 0\n"},
        {"", "Visit ID,note\nV1,\x92\n", 0,
         "in/v.csv:2|0=V1||||1=\xE2\x80\x99\nencoding in/v.csv:0 -1 \n"
         "in/v.csv Windows-1252 comma 1: 1 = 1 + 0\n"},
        {"", "\xFF\xFEV\0i\0s\0i\0t\0 \0I\0D\0\t\0n\0o\0t\0e\0\n\0V\0001\0\t\0\xAC\x20\n\0", 40,
         "in/v.csv:2|0=V1||||1=\xE2\x82\xAC\nencoding in/v.csv:0 -1 \ndelimiter in/v.csv:0 -1 \n"
         "in/v.csv UTF-16 tab 1: 1 = 1 + 0\n"},
        {"", "\xFE\xFF\0V\0i\0s\0i\0t\0 \0I\0D\0\n\0V\0001\0\n", 24,
         "in/v.csv:2|0=V1||||\nencoding in/v.csv:0 -1 \nin/v.csv UTF-16 comma 1: 1 = 1 + 0\n"},
        {"\"encoding\":\"windows-1252\",", "Visit ID,note\nV1,\xC2\xA3\n", 0,
         "in/v.csv:2|0=V1||||1=\xC3\x82\xC2\xA3\nencoding in/v.csv:0 -1 \n"
         "in/v.csv Windows-1252 comma 1: 1 = 1 + 0\n"},
        {"\"encoding\":\"utf-8\",", "Visit ID,note\nV1,\x92\n", 0,
         "! in/v.csv: line 2: the file begins as UTF-8"},
        {"", "Visit ID;note,x\nV1;a\n", 0,
         "in/v.csv:2|0=V1||||\ndelimiter in/v.csv:0 -1 \nin/v.csv UTF-8 semicolon 1: 1 = 1 + 0\n"},
        {"", "day|Visit ID\n1/1/2020|V1\n", 0,
         "in/v.csv:2|0=V1|2020-01-01|||\ndelimiter in/v.csv:0 -1 \nin/v.csv UTF-8 bar 1: 1 = 1 + 0\n"},
        {"\"delimiter\":\"comma\",", "Visit ID;note,Visit ID\na;b,V1\n", 0,
         "in/v.csv:2|0=V1||||\nin/v.csv UTF-8 comma 1: 1 = 1 + 0\n"},
        {"", "\n \n,,\nVisit ID,note\nV1,\n", 0, "in/v.csv:5|0=V1||||\nin/v.csv UTF-8 comma 4: 1 = 1 + 0\n"},
        {"\"header_row\":\"auto\",", "List 1: Visits\n\nMade on,1/1/2020\nVisit ID,note\nV1,\n", 0,
         "in/v.csv:5|0=V1||||\nin/v.csv UTF-8 comma 4: 1 = 1 + 0\n"},
        {"\"header_row\":2,", "List 1;Visits;of;note\nVisit ID;note\nV1;\n", 0,
         "in/v.csv:3|0=V1||||\ndelimiter in/v.csv:0 -1 \nin/v.csv UTF-8 semicolon 2: 1 = 1 + 0\n"},
        {"", ",Visit ID,note,,\n0,V1,a,,\n1,V2,b\n2,V3,c,,,,\n", 0,
         "in/v.csv:2|0=V1||||1=a\nin/v.csv:3|2=V2||||3=b\nwrong_cell_count in/v.csv:4 -1 \n"
         "in/v.csv UTF-8 comma 1: 3 = 2 + 1\n"},
        {"", "Visit ID,hours\nV1,1\n,,\nTotal,1\n GRAND TOTAL ,1\n,totals\nTotal 2,3\n", 0,
         "in/v.csv:2|0=V1|||1|\nin/v.csv:7|1=Total 2|||3|\ntotals_row in/v.csv:4 -1 \n"
         "totals_row in/v.csv:5 -1 \ntotals_row in/v.csv:6 -1 \nin/v.csv UTF-8 comma 1: 5 = 2 + 3\n"},
        {"", "Visit ID\n", 0, "in/v.csv UTF-8 comma 1: 0 = 0 + 0\n"},
        {"", "Visit ID", 0, "in/v.csv UTF-8 comma 1: 0 = 0 + 0\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct job job;
        open_job(&job, cases[i].more);
        put_bytes(&job, "v.csv", cases[i].bytes, cases[i].length ? cases[i].length : strlen(cases[i].bytes));
        for (job.threads = 1; job.threads <= 2; job.threads++) {
            if (cases[i].expected[0] == '!')
                mentions(&job, cases[i].expected);
            else
                comes_to(&job, cases[i].expected);
        }
        close_job(&job);
    }
}

static void refuses_what_is_not_csv_text(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        const char *error;
    } cases[] = {
        {"PK\x03\x04...", 0, "! in/v.csv: it is named as CSV but seems to be an Excel workbook"},
        {"<html>", 0, "! in/v.csv: it is named as CSV but seems to be a web page"},
        {"Visit ID,note\nV1,a\n\nV2,\0b\n", 26, "! in/v.csv: line 4: it holds a NUL byte"},
        {"Visit ID,note\nV1,\"a\nb\"\nV2,\"c\n", 0, "! in/v.csv: line 3: a quote is opened in this row"},
        {"\xEF\xBB\xBFVisit ID,note\nV1,a\nV2,\x92\n", 0, "! in/v.csv: line 3: the file begins as UTF-8"},
        {"Visit ID,note\nV1,\x81\n", 0, "is not Windows-1252"},
        {"\x1F\x8B\x08garbage of no use", 0, "! in/v.csv: the gzip file is damaged"},
        {"V\0i\0s\0i\0t\0 \0I\0D\0\n\0V\0001\0\n\0", 22, "UTF-16 without a byte order mark"},
        {"\n\n  \n", 0, "there is no line 1, where the headers should be"},
        {"\"Visit ID", 0, "! in/v.csv: line 1: a quote is opened"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct job job;
        open_job(&job, "");
        put_bytes(&job, "v.csv", cases[i].bytes, cases[i].length ? cases[i].length : strlen(cases[i].bytes));
        mentions(&job, cases[i].error);
        close_job(&job);
    }
}

/* ---- gzip ---- */

static void put_packed(struct job *job, const char *name, const char *text, const char *mode, size_t keep)
{
    const char *path = arena_format(&job->arena, "%s/in/%s", job->home, name);
    gzFile file = gzopen(path, mode);
    assert_int_equal(gzwrite(file, text, (unsigned)strlen(text)), strlen(text));
    gzclose(file);
    struct error error = {0};
    size_t length = 0;
    char *bytes = file_read(&job->arena, path, &length, &error);
    assert_true(file_write(path, bytes, keep && keep < length ? keep : length, &error));
}

static void unpacks_gzip_whatever_its_name(void **state)
{
    (void)state;
    struct job job;
    open_job(&job, "");
    struct text csv = text_in(&job.arena);
    text_add(&csv, "Visit ID,note\n");
    for (unsigned row = 0; row < 3000; row++)
        text_add_format(&csv, "V%u,\"note\n%u\"\n", row, row * 7919);
    put(&job, "v.csv", csv.bytes);
    const char *plain = strstr(run(&job), "in/v.csv:2");
    put_packed(&job, "v.csv", csv.bytes, "wb", 0);
    for (job.block = 64; job.block < 100000; job.block *= 7)
        for (job.threads = 1; job.threads <= 2; job.threads++)
            comes_to(&job, plain);
    put_packed(&job, "v.csv", "Visit ID,note\nV1,a\n", "wb", 0);
    put_packed(&job, "v.csv", "V2,b\n", "ab", 0);
    put_packed(&job, "v9.csv.gz", "Visit ID\nV9\n", "wb", 0);
    comes_to(&job, "in/v.csv:2|0=V1||||1=a\nin/v.csv:3|2=V2||||3=b\nin/v9.csv.gz:2|4=V9||||\n"
                   "in/v.csv UTF-8 comma 1: 2 = 2 + 0\nin/v9.csv.gz UTF-8 comma 1: 1 = 1 + 0\n");
    put_packed(&job, "v.csv", csv.bytes, "wb", 2000);
    mentions(&job, "! in/v.csv: the gzip file ends too soon");
    close_job(&job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_and_threads_make_no_difference),
        cmocka_unit_test(random_files_read_the_same_in_parts),
        cmocka_unit_test(a_long_file_reads_the_same_by_one_thread_and_by_two),
        cmocka_unit_test(reads_whatever_the_encoding_line_ends_and_delimiter),
        cmocka_unit_test(refuses_what_is_not_csv_text),
        cmocka_unit_test(unpacks_gzip_whatever_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
