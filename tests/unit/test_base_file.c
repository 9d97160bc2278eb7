#include "base/file.h"

#include "base/text.h"
#include "tests/support/files.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct place {
    struct arena arena;
    char *folder;
};

static int make_place(void **state)
{
    struct place *place = calloc(1, sizeof(*place));
    if (!place)
        return -1;
    place->folder = temporary_folder(&place->arena);
    *state = place;
    return 0;
}

static int remove_place(void **state)
{
    struct place *place = *state;
    remove_folder(place->folder);
    arena_release(&place->arena);
    free(place);
    return 0;
}

static char *in(struct place *place, const char *name)
{
    return path_join(&place->arena, place->folder, name);
}

static mode_t mode_of(const char *path)
{
    struct stat status;
    assert_int_equal(lstat(path, &status), 0);
    return status.st_mode & 0777;
}

static void link_to(const char *target, const char *path)
{
    assert_int_equal(symlink(target, path), 0);
}

/* The C library's renameat2, but on a file system that cannot exchange names when a test says so. */
static bool can_exchange = true;

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags)
{
    if (can_exchange)
        return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    errno = EINVAL;
    return -1;
}

/* ---- reading and writing ---- */

static void reads_back_what_it_wrote(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    static const size_t lengths[] = {0, 1, 4095, 65536, 300000};
    char *bytes = arena_allocate(&place->arena, 300000, 1);
    for (size_t i = 0; i < 300000; i++)
        bytes[i] = (char)(i * 31 % 251);
    for (size_t i = 0; i < COUNT(lengths); i++) {
        size_t length = 99;
        assert_true(file_write(in(place, "data"), bytes, lengths[i], &error));
        char *read = file_read(&place->arena, in(place, "data"), &length, &error);
        assert_non_null(read);
        assert_int_equal(length, lengths[i]);
        assert_memory_equal(read, bytes, length);
        assert_int_equal(read[length], '\0');
    }
}

static void reads_files_that_do_not_tell_their_length(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    size_t length = 0;
    const char *text = file_read(&place->arena, "/proc/self/status", &length, &error);
    assert_non_null(text);
    assert_true(length > 100 && strlen(text) == length);
}

static void says_which_file_cannot_be_read_and_why(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    size_t length;
    char *path = in(place, "none.csv");
    assert_null(file_read(&place->arena, path, &length, &error));
    assert_int_equal(error.kind, ERROR_IO);
    assert_string_equal(error.message, arena_format(&place->arena, "%s: No such file or directory", path));
    assert_null(file_read(&place->arena, place->folder, &length, &error));
    assert_string_equal(error.message, arena_format(&place->arena, "%s: Is a directory", place->folder));
}

static void writes_files_for_their_owner_only_and_leaves_nothing_beside_them(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    assert_true(file_write(in(place, "a.txt"), "old", 3, &error));
    assert_int_equal(mode_of(in(place, "a.txt")), 0600);
    assert_int_equal(chmod(in(place, "a.txt"), 0644), 0);
    assert_true(file_write(in(place, "a.txt"), "newer", 5, &error));
    assert_int_equal(mode_of(in(place, "a.txt")), 0600);
    assert_string_equal(read_text_file(&place->arena, in(place, "a.txt")), "newer");
    assert_false(file_exists(in(place, "a.txt.partial")));
}

static void writes_over_what_a_killed_run_left(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    write_file(&place->arena, place->folder, "a.txt.partial", "half");
    assert_true(file_write(in(place, "a.txt"), "whole", 5, &error));
    assert_string_equal(read_text_file(&place->arena, in(place, "a.txt")), "whole");
    assert_false(file_exists(in(place, "a.txt.partial")));
}

static void does_not_write_through_a_link(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    char *other = write_file(&place->arena, place->folder, "other", "untouched");
    link_to(other, in(place, "a.txt"));
    link_to(other, in(place, "a.txt.partial"));
    assert_true(file_write(in(place, "a.txt"), "mine", 4, &error));
    assert_string_equal(read_text_file(&place->arena, other), "untouched");
    assert_string_equal(read_text_file(&place->arena, in(place, "a.txt")), "mine");
}

static void keeps_the_old_file_when_it_cannot_write(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    assert_false(file_write(in(place, "none/a.txt"), "x", 1, &error));
    assert_int_equal(error.kind, ERROR_IO);
    assert_string_equal(
        error.message, arena_format(&place->arena, "%s: No such file or directory", in(place, "none/a.txt")));
    assert_true(folder_make(in(place, "b"), &error));
    assert_false(file_write(in(place, "b"), "x", 1, &error));
    assert_true(folder_exists(in(place, "b")));
    assert_false(file_exists(in(place, "b.partial")));
}

static void writes_into_a_device_and_does_not_replace_it(void **state)
{
    (void)state;
    struct error error = {0};
    assert_true(file_write("/dev/null", "x", 1, &error));
    if (!file_exists("/dev/full")) {
        print_message("skipped: no /dev/full here\n");
        return;
    }
    assert_false(file_write("/dev/full", "x", 1, &error));
    assert_int_equal(error.kind, ERROR_IO);
    assert_string_equal(error.message, "/dev/full: No space left on device");
    struct stat status;
    assert_int_equal(stat("/dev/null", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
}

static void checksums_files_and_bytes_alike(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    static const struct {
        const char *text, *checksum;
    } known[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    };
    char checksum[CHECKSUM_TEXT_SIZE];
    for (size_t i = 0; i < COUNT(known); i++) {
        char *path = write_file(&place->arena, place->folder, "sum", known[i].text);
        assert_true(file_checksum(path, checksum, &error));
        assert_string_equal(checksum, known[i].checksum);
        bytes_checksum(known[i].text, strlen(known[i].text), checksum);
        assert_string_equal(checksum, known[i].checksum);
    }
    char *million = arena_allocate(&place->arena, 1000001, 1);
    memset(million, 'a', 1000000);
    char *path = write_file(&place->arena, place->folder, "sum", million);
    assert_true(file_checksum(path, checksum, &error));
    assert_string_equal(checksum, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    assert_false(file_checksum(in(place, "none"), checksum, &error));
    assert_false(file_checksum(place->folder, checksum, &error));
    assert_int_equal(error.kind, ERROR_IO);
}

/* ---- folders ---- */

static void makes_a_folder_and_those_above_it(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    assert_true(folder_make(in(place, "a/b//c/"), &error));
    assert_true(folder_exists(in(place, "a/b/c")));
    assert_int_equal(mode_of(in(place, "a")), 0700);
    assert_true(folder_make(in(place, "a/b/c"), &error));
    assert_true(folder_make("/", &error));
    write_file(&place->arena, place->folder, "file", "");
    assert_false(folder_exists(in(place, "file")));
    assert_false(folder_make(in(place, "file"), &error));
    assert_false(folder_make(in(place, "file/below"), &error));
    assert_int_equal(error.kind, ERROR_IO);
    assert_non_null(strstr(error.message, "/file: "));
}

static void removes_a_folder_with_all_it_holds(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    write_file(&place->arena, place->folder, "out/deep/er/a.txt", "a");
    write_file(&place->arena, place->folder, "out/.hidden", "b");
    assert_true(folder_remove(in(place, "out"), &error));
    assert_false(file_exists(in(place, "out")));
    assert_true(folder_remove(in(place, "out"), &error));
}

static void follows_no_link_when_removing(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    char *kept = write_file(&place->arena, place->folder, "kept/a.txt", "a");
    write_file(&place->arena, place->folder, "out/b.txt", "b");
    link_to(in(place, "kept"), in(place, "out/link"));
    link_to(in(place, "nowhere"), in(place, "out/dangling"));
    assert_true(folder_remove(in(place, "out"), &error));
    assert_true(file_exists(kept));
    link_to(in(place, "kept"), in(place, "link"));
    assert_true(folder_remove(in(place, "link"), &error));
    assert_true(file_exists(kept));
    assert_false(file_exists(in(place, "link")));
}

static void does_not_remove_a_file_in_place_of_a_folder(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    char *path = write_file(&place->arena, place->folder, "file", "a");
    assert_false(folder_remove(path, &error));
    assert_true(file_exists(path));
    assert_string_equal(error.message, arena_format(&place->arena, "%s: not a folder", path));
}

static void puts_a_folder_in_place(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    write_file(&place->arena, place->folder, "out.new/a.txt", "first");
    assert_true(folder_replace(in(place, "out.new"), in(place, "out/"), &error));
    assert_string_equal(read_text_file(&place->arena, in(place, "out/a.txt")), "first");
    assert_false(file_exists(in(place, "out.new")));

    write_file(&place->arena, place->folder, "out.new/b.txt", "second");
    assert_true(folder_replace(in(place, "out.new/"), in(place, "out"), &error));
    assert_string_equal(read_text_file(&place->arena, in(place, "out/b.txt")), "second");
    assert_false(file_exists(in(place, "out/a.txt")));
    assert_false(file_exists(in(place, "out.new")));
    assert_false(file_exists(in(place, "out.old")));
}

static void puts_a_folder_in_place_where_names_cannot_be_exchanged(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    write_file(&place->arena, place->folder, "out/a.txt", "first");
    write_file(&place->arena, place->folder, "out.old/left", "by a killed run");
    write_file(&place->arena, place->folder, "out.new/b.txt", "second");
    can_exchange = false;
    bool replaced = folder_replace(in(place, "out.new"), in(place, "out"), &error);
    can_exchange = true;
    assert_true(replaced);
    assert_string_equal(read_text_file(&place->arena, in(place, "out/b.txt")), "second");
    assert_false(file_exists(in(place, "out/a.txt")));
    assert_false(file_exists(in(place, "out.new")));
    assert_false(file_exists(in(place, "out.old")));
}

static void leaves_the_old_folder_when_there_is_no_new_one(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    char *old = write_file(&place->arena, place->folder, "out/a.txt", "old");
    assert_false(folder_replace(in(place, "out.new"), in(place, "out"), &error));
    assert_true(file_exists(old));
    assert_int_equal(error.kind, ERROR_IO);
    assert_true(folder_make(in(place, "out.new"), &error));
    assert_false(folder_replace(in(place, "out.new"), old, &error));
    assert_string_equal(read_text_file(&place->arena, old), "old");
}

static void lists_matching_files_in_byte_order(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    static const char *const files[] = {"ssd_b.csv",  "SSD_A.CSV", "ssd_a.csv",       "ssd.txt",
                                        ".ssd_c.csv", "hr.csv",    "ssd_\xC3\xA9.csv"};
    static const char *const expected[] = {"SSD_A.CSV", "ssd_a.csv", "ssd_b.csv", "ssd_link.csv",
                                           "ssd_\xC3\xA9.csv"};
    for (size_t i = 0; i < COUNT(files); i++)
        write_file(&place->arena, place->folder, files[i], "");
    assert_true(folder_make(in(place, "ssd_folder.csv"), &error));
    link_to("hr.csv", in(place, "ssd_link.csv"));
    link_to("nowhere", in(place, "ssd_dangling.csv"));
    const char *const *names;
    size_t count;
    assert_true(folder_list(&place->arena, place->folder, "ssd_*.csv", &names, &count, &error));
    assert_int_equal(count, COUNT(expected));
    for (size_t i = 0; i < count; i++)
        assert_string_equal(names[i], expected[i]);
    assert_true(folder_list(&place->arena, place->folder, "*c.csv", &names, &count, &error));
    assert_int_equal(count, 0); /* a hidden file has to be asked for */
    assert_true(folder_list(&place->arena, place->folder, "nothing*", &names, &count, &error));
    assert_int_equal(count, 0);
}

static void refuses_to_list_what_it_cannot_name(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    const char *const *names;
    size_t count;
    write_file(&place->arena, place->folder, "ssd_\xE9.csv", "");
    assert_false(folder_list(&place->arena, place->folder, "ssd_*.csv", &names, &count, &error));
    assert_non_null(strstr(error.message, "not UTF-8"));
    assert_true(text_starts_with(error.message, place->folder));
    assert_true(folder_list(&place->arena, place->folder, "hr_*.csv", &names, &count, &error));
    assert_false(folder_list(&place->arena, in(place, "none"), "*", &names, &count, &error));
    assert_int_equal(error.kind, ERROR_IO);
}

/* ---- paths ---- */

static void joins_and_splits_paths(void **state)
{
    struct place *place = *state;
    static const struct {
        const char *folder, *path, *joined;
    } joins[] = {
        {"jobs", "units.csv", "jobs/units.csv"},
        {"jobs/", "units.csv", "jobs/units.csv"},
        {"jobs", "/srv/units.csv", "/srv/units.csv"},
        {".", "units.csv", "units.csv"},
        {"", "units.csv", "units.csv"},
        {"/", "units.csv", "/units.csv"},
        {"../a", "b/c", "../a/b/c"},
    };
    static const struct {
        const char *path, *folder, *name;
    } splits[] = {
        {"job.json", ".", "job.json"},
        {"a/job.json", "a", "job.json"},
        {"/job.json", "/", "job.json"},
        {"/a/b/c", "/a/b", "c"},
        {"a//b", "a", "b"},
        {"a/", "a", ""},
        {"", ".", ""},
        {"./job.json", ".", "job.json"},
    };
    for (size_t i = 0; i < COUNT(joins); i++)
        assert_string_equal(path_join(&place->arena, joins[i].folder, joins[i].path), joins[i].joined);
    for (size_t i = 0; i < COUNT(splits); i++) {
        assert_string_equal(path_folder(&place->arena, splits[i].path), splits[i].folder);
        assert_string_equal(path_name(splits[i].path), splits[i].name);
    }
}

static void knows_when_a_file_changed_after_it_was_opened(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    const char *path = path_join(&place->arena, place->folder, "extract.csv");
    assert_true(file_write(path, "a,b\n", 4, &error));
    struct file_stream *stream = file_open(&place->arena, path, true, &error);
    assert_non_null(stream);
    assert_true(file_is_unchanged(stream));
    FILE *file = fopen(path, "a");
    assert_non_null(file);
    assert_true(fputs("1,2\n", file) >= 0 && fclose(file) == 0);
    assert_false(file_is_unchanged(stream));
    file_close(stream);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(reads_back_what_it_wrote),
        IN_A_FOLDER(reads_files_that_do_not_tell_their_length),
        IN_A_FOLDER(says_which_file_cannot_be_read_and_why),
        IN_A_FOLDER(writes_files_for_their_owner_only_and_leaves_nothing_beside_them),
        IN_A_FOLDER(writes_over_what_a_killed_run_left),
        IN_A_FOLDER(does_not_write_through_a_link),
        IN_A_FOLDER(keeps_the_old_file_when_it_cannot_write),
        IN_A_FOLDER(writes_into_a_device_and_does_not_replace_it),
        IN_A_FOLDER(knows_when_a_file_changed_after_it_was_opened),
        IN_A_FOLDER(checksums_files_and_bytes_alike),
        IN_A_FOLDER(makes_a_folder_and_those_above_it),
        IN_A_FOLDER(removes_a_folder_with_all_it_holds),
        IN_A_FOLDER(follows_no_link_when_removing),
        IN_A_FOLDER(does_not_remove_a_file_in_place_of_a_folder),
        IN_A_FOLDER(puts_a_folder_in_place),
        IN_A_FOLDER(puts_a_folder_in_place_where_names_cannot_be_exchanged),
        IN_A_FOLDER(leaves_the_old_folder_when_there_is_no_new_one),
        IN_A_FOLDER(lists_matching_files_in_byte_order),
        IN_A_FOLDER(refuses_to_list_what_it_cannot_name),
        IN_A_FOLDER(joins_and_splits_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
