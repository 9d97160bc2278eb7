#include "base/file.h"
#include "base/text.h"
#include "ingest/codes.h"
#include "ingest/recognise.h"
#include "ingest/spelling.h"
#include "tests/support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- a corpus of real spellings: list, field, the group it belongs to, the spelling ---- */

/* Which code list recognises a field of the corpus. */
static const struct {
    const char *field;
    const char *list;
} fields[] = {
    {"Gender", "gender"},
    {"Ethnicity", "ethnicity"},
    {"Contact Source", "contact_source"},
    {"Referral NFA?", "referral_nfa"},
    {"Does the Child have a Disability", "disability"},
    {"Child Seen During Continuous Assessment", "child_seen"},
    {"Was the child assessed as requiring LA children's social care support?", "yes_no_unknown"},
    {"Was an Initial Child Protection Conference deemed unnecessary?", "yes_no_unknown"},
    {"Did the Initial Child Protection Conference Result in a Child Protection Plan", "conference_outcome"},
    {"Primary Need Code", "primary_need"},
    {"Reason for Closure", "closure_reason"},
    {"Case Status", "case_status"},
    {"Initial Category of Abuse", "abuse_category"},
    {"Was the Child Seen Alone?", "seen_alone"},
    {"Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
     "yes_no_unknown"},
    {"Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", "asylum_seeker"},
    {"Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
     "yes_no_unknown"},
    {"Child's Legal Status", "legal_status"},
    {"What is the permanence plan for this child?", "permanence_plan"},
    {"Reason Ceased to be Looked After", "care_end_reason"},
    {"Placement Type", "placement_type"},
    {"Placement Provider", "placement_provider"},
    {"Placement Location", "placement_location"},
    {"LA of Placement", "local_authority"},
    {"Was the child offered a Return Interview after their last missing episode (Y/N)?", "return_interview"},
    {"Eligibility Category", "care_leaver_eligibility"},
    {"LA in Touch", "in_touch"},
    {"Type of Accommodation", "accommodation"},
    {"Suitability of Accommodation", "suitability"},
    {"Activity Status", "activity"},
    {"Reason Why Child No Longer Placed for Adoption", "adoption_reversal"},
    {"Is the (prospective) adopter fostering for adoption?", "yes_no_unknown"},
    {"Reason for leaving adoption process", "adopter_leaving"},
};

/* Where the corpus is mistaken: it files these under another group than they name. */
static const char *const slips[] = {
    "LA Services - HSC",
    "Health Services - Other Primary",
    "Other - MARAC",
    "70) Legal Agency - Court",
    "71) Legal Agency - Court: Cafcass",
    "Legal Agency",
    "Other Legal Agency - eg CAFCASS",
    "OTHER LEGAL AGENCY: courts, probation, immigration, CAFCASS or prison",
    "Other (including strangers, MPs)",
    "Torbay (B)",
    "Southend-on-Sea (B)",
    "Medway (B)",
    "With parent(s) or relative(s)",
    "Aged 18 (or over) and remained with current carers (inc under staying put arrangements)",
    "Occupational Therapist (Passport)",
    "Probation (CRC)",
    "Probation (NPS)",
    "Youth Offending Service (YOS)",
    "Internal (Early Help)",
};

struct tally {
    size_t spellings;
    size_t two_answers; /* the corpus gives the same words elsewhere another group */
    size_t no_answer;   /* there is none: its group is no group of the list, or nothing is said ("nan") */
    size_t recognised;
    size_t wrong;
};

struct corpus_row {
    size_t field;
    const struct code *group; /* or NULL */
    const char *spelling;
    bool two_answers;
};

struct corpus {
    struct arena arena;
    const struct code_list *lists[COUNT(fields)];
    struct corpus_row *rows;
    size_t count;
};

static const struct code *top(const struct code *code)
{
    while (code && code->within)
        code = code->within;
    return code;
}

static const struct code *code_of(const struct code_list *list, const char *spelling)
{
    char plain[512];
    return spelling_plain(spelling, plain, sizeof plain) ? recognise(list, plain) : NULL;
}

static void open_lists(struct corpus *corpus)
{
    struct code_lists lists = code_lists_in(&corpus->arena);
    struct error error = {0};
    for (size_t i = 0; i < COUNT(fields); i++) {
        const char *path = arena_format(&corpus->arena, "ingest/codes/%s.csv", fields[i].list);
        corpus->lists[i] = code_lists_get(&lists, path, &error);
        if (!corpus->lists[i])
            fail_msg("%s", error.message);
    }
}

static void add_row(struct corpus *corpus, char *line)
{
    char *cells[4];
    for (size_t i = 0; i < 4; i++) {
        cells[i] = line;
        line = strchr(line, i < 3 ? '\t' : '\0');
        assert_non_null(line);
        if (i < 3)
            *line++ = '\0';
    }
    for (size_t i = 0; i < COUNT(fields); i++)
        if (text_equal(fields[i].field, cells[1]))
            corpus->rows[corpus->count++] =
                (struct corpus_row){i, top(code_of(corpus->lists[i], cells[2])), cells[3], false};
}

static bool value_of(const char *spelling, char value[1024])
{
    char plain[1024];
    return spelling_plain(spelling, plain, sizeof plain) && spelling_of_value(plain, value, 1024);
}

/* Rows of one field with the same words and another group. */
static void mark_two_answers(struct corpus *corpus)
{
    struct map map = map_in(&corpus->arena);
    const struct corpus_row **first = ARENA_ARRAY(&corpus->arena, const struct corpus_row *, corpus->count);
    for (int again = 0; again < 2; again++)
        for (size_t i = 0; i < corpus->count; i++) {
            struct corpus_row *row = &corpus->rows[i];
            char value[1024];
            assert_true(value_of(row->spelling, value));
            size_t place = map_add(&map, arena_format(&corpus->arena, "%zu:%s", row->field, value), NULL);
            if (!first[place])
                first[place] = row;
            struct corpus_row *other = &corpus->rows[first[place] - corpus->rows];
            if (other->group != row->group || other->two_answers)
                row->two_answers = other->two_answers = true;
        }
}

static bool open_corpus(struct corpus *corpus)
{
    *corpus = (struct corpus){0};
    const char *shared = getenv("SCORECARD_SHARED");
    const char *path =
        arena_format(&corpus->arena, "%s/domain/annex_a_value_variants.tsv", shared ? shared : "../shared");
    if (!file_exists(path)) {
        printf("skipped: there is no %s; SCORECARD_SHARED says where it is\n", path);
        return false;
    }
    open_lists(corpus);
    char *text = read_text_file(&corpus->arena, path);
    corpus->rows = ARENA_ARRAY(&corpus->arena, struct corpus_row, strlen(text) / 4);
    char *next = NULL;
    strtok_r(text, "\n", &next);
    for (char *line = strtok_r(NULL, "\n", &next); line; line = strtok_r(NULL, "\n", &next))
        add_row(corpus, line);
    mark_two_answers(corpus);
    return true;
}

/* Whether the spelling begins with that code or a division of it, "N1" or "N1SE": filed elsewhere, it has two
 * answers. */
static bool begins_with(const char *spelling, const struct code *code)
{
    char value[1024];
    char name[1024];
    assert_true(value_of(spelling, value) && value_of(code->name, name));
    size_t length = strlen(name);
    return strncmp(value, name, length) == 0 && strcspn(value + length, " ") <= 2;
}

static bool has_two_answers(const struct corpus_row *row, const struct code *code)
{
    return row->two_answers || text_is_one_of(row->spelling, slips, COUNT(slips)) ||
           (code && row->group && top(code) != row->group && begins_with(row->spelling, code));
}

static bool says_nothing(const char *spelling)
{
    static const char *const nothing[] = {"", "nan", "na", "code"};
    char value[1024];
    assert_true(value_of(spelling, value));
    return text_is_one_of(value, nothing, COUNT(nothing)) || text_ends_with(value, " is not mapped");
}

static void count_row(const struct corpus *corpus, const struct corpus_row *row, struct tally *tally)
{
    bool verbose = getenv("SCORECARD_VERBOSE") != NULL;
    const struct code *code = code_of(corpus->lists[row->field], row->spelling);
    bool two_answers = has_two_answers(row, code);
    tally->spellings++;
    tally->two_answers += two_answers;
    bool no_answer = !row->group || says_nothing(row->spelling);
    tally->no_answer += !two_answers && no_answer;
    if (two_answers || no_answer)
        return;
    tally->recognised += code && top(code) == row->group;
    tally->wrong += code && top(code) != row->group;
    if (verbose && (!code || top(code) != row->group))
        printf("%s\t%s\t%s\t%s\t%s\n", code ? "wrong" : "unrecognised", fields[row->field].list,
               row->group->name, code ? code->name : "", row->spelling);
}

static void print_tally(const char *name, const struct tally *tally)
{
    size_t answerable = tally->spellings - tally->two_answers - tally->no_answer;
    printf("%-44.44s %9zu %8zu %8zu %10zu %8.1f%% %6zu\n", name, tally->spellings, tally->two_answers,
           tally->no_answer, tally->recognised,
           answerable ? 100.0 * (double)tally->recognised / (double)answerable : 100.0, tally->wrong);
}

static void real_spellings_are_recognised_and_none_wrongly(void **state)
{
    (void)state;
    struct corpus corpus;
    if (!open_corpus(&corpus)) {
        arena_release(&corpus.arena);
        skip();
    }
    struct tally tallies[COUNT(fields)] = {0};
    struct tally all = {0};
    for (size_t i = 0; i < corpus.count; i++)
        count_row(&corpus, &corpus.rows[i], &tallies[corpus.rows[i].field]);
    printf("%-44s %9s %8s %8s %10s %9s %6s\n", "field", "spellings", "two", "none", "recognised", "of those",
           "wrong");
    for (size_t i = 0; i < COUNT(fields); i++) {
        print_tally(fields[i].field, &tallies[i]);
        all.spellings += tallies[i].spellings;
        all.two_answers += tallies[i].two_answers;
        all.no_answer += tallies[i].no_answer;
        all.recognised += tallies[i].recognised;
        all.wrong += tallies[i].wrong;
    }
    print_tally("all", &all);
    assert_int_equal(all.wrong, 0);
    size_t answerable = all.spellings - all.two_answers - all.no_answer;
    assert_true(all.spellings > 8000 && all.recognised * 100 > answerable * 95);
    arena_release(&corpus.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_spellings_are_recognised_and_none_wrongly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
