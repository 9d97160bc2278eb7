#include "render/gnuplot.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "render/gnuplot_output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHARTS_PER_PROCESS = 50, PROCESSES_AT_ONCE = 2, SECONDS_TO_START = 10, SECONDS_PER_CHART = 1 };

struct terminal {
    const char *ending;
    const char *commands;
};

/* The same look from each: SVG counts its fonts in pixels and draws marks at twice the size, PDF thin lines. */
static const struct terminal terminals[] = {
    [CHART_SVG] = {"svg",
                   "set terminal svg size 1200,640 noenhanced font 'Liberation Sans,15' fontscale 1.333 "
                   "background rgb '#ffffff'\npoint_scale = 0.47\ndisc_scale = 0.62\n"},
    [CHART_PNG] = {"png", "set terminal pngcairo size 1200,640 noenhanced font 'Liberation Sans,15' "
                          "background rgb '#ffffff'\npoint_scale = 1\ndisc_scale = 1\n"},
    [CHART_PDF] =
        {"pdf",
         "set terminal pdfcairo size 12.5in,6.6667in noenhanced font 'Liberation Sans,15' "
         "fontscale 0.75 linewidth 1.5 background rgb '#ffffff'\npoint_scale = 0.8\ndisc_scale = 0.8\n"},
};

struct batch {
    size_t first, count;
    pid_t process;
    int status;     /* how it ended, as waitpid tells */
    int complaints; /* the reading end of its standard error */
    char said[512];
    size_t said_length;
};

struct drawing {
    struct arena arena;
    const struct chart_file *files;
    const char *program;
    const char *folder;
};

/* ---- before ---- */

static const char *find_program(struct arena *arena)
{
    const char *path = getenv("PATH");
    if (!path)
        path = "/usr/local/bin:/usr/bin:/bin";
    while (*path) {
        size_t length = strcspn(path, ":");
        const char *program = arena_format(arena, "%.*s/gnuplot", (int)length, path);
        if (*path == '/' && access(program, X_OK) == 0)
            return program;
        path += length;
        path += *path == ':';
    }
    return NULL;
}

static const char *make_folder(struct arena *arena, struct error *error)
{
    const char *parent = getenv("TMPDIR");
    char *folder =
        arena_format(arena, "%s/scorecard-charts-XXXXXX", parent && *parent == '/' ? parent : "/tmp");
    if (!mkdtemp(folder)) {
        error_set(error, ERROR_IO, "%s: no folder for charts can be made there: %s",
                  path_folder(arena, folder), strerror(errno));
        return NULL;
    }
    return folder;
}

static char *output_path(struct drawing *drawing, size_t index)
{
    return arena_format(&drawing->arena, "%s/chart_%zu.%s", drawing->folder, index,
                        terminals[drawing->files[index].format].ending);
}

static char *script_path(struct drawing *drawing, const struct batch *batch)
{
    return arena_format(&drawing->arena, "%s/batch_%zu.gp", drawing->folder, batch->first);
}

/* ---- a process ---- */

static bool write_script(struct drawing *drawing, const struct batch *batch, struct error *error)
{
    struct text script = text_in(&drawing->arena);
    text_add(&script, "set encoding utf8\n");
    for (size_t i = batch->first; i < batch->first + batch->count; i++) {
        const struct chart_file *file = &drawing->files[i];
        text_add_format(&script, "reset\n%sset output 'chart_%zu.%s'\n", terminals[file->format].commands, i,
                        terminals[file->format].ending);
        text_add_format(&script, "%s\nunset output\n", file->script);
    }
    return file_write(script_path(drawing, batch), script.bytes, script.length, error);
}

static unsigned seconds_for(const struct batch *batch)
{
    return (unsigned)(SECONDS_TO_START + SECONDS_PER_CHART * batch->count);
}

/* Between fork and exec only what is safe there: no memory is asked for, no lock taken. */
static void become_gnuplot(const struct drawing *drawing, const struct batch *batch, const char *script,
                           int complaints)
{
    char *const arguments[] = {(char[]){"gnuplot"}, (char[]){"-d"}, NULL};
    char *const environment[] = {(char[]){"HOME=/nonexistent"}, (char[]){"TZ=UTC0"}, NULL};
    const unsigned seconds = seconds_for(batch);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGALRM, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    umask(077);
    int input = open(script, O_RDONLY | O_CLOEXEC);
    int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (input < 0 || nothing < 0 || dup2(input, STDIN_FILENO) < 0 || dup2(nothing, STDOUT_FILENO) < 0 ||
        dup2(complaints, STDERR_FILENO) < 0 || chdir(drawing->folder) != 0)
        _exit(126);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    setrlimit(RLIMIT_CPU, &(struct rlimit){seconds, seconds});
    setrlimit(RLIMIT_AS, &(struct rlimit){(rlim_t)2 << 30, (rlim_t)2 << 30});
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){(rlim_t)256 << 20, (rlim_t)256 << 20});
    alarm(seconds);
    execve(drawing->program, arguments, environment);
    _exit(127);
}

static bool start(struct drawing *drawing, struct batch *batch, struct error *error)
{
    int ends[2];
    if (!write_script(drawing, batch, error))
        return false;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_set(error, ERROR_IO, "gnuplot cannot be started: %s", strerror(errno));
    const char *script = script_path(drawing, batch);
    batch->process = fork();
    if (batch->process == 0)
        become_gnuplot(drawing, batch, script, ends[1]);
    int why = errno;
    close(ends[1]);
    if (batch->process < 0) {
        close(ends[0]);
        return error_set(error, ERROR_IO, "gnuplot cannot be started: %s", strerror(why));
    }
    batch->complaints = ends[0];
    return true;
}

/* Reads some of what a process says, keeping its beginning; false at the end of it. */
static bool listen_to(struct batch *batch)
{
    char bytes[512];
    ssize_t length = read(batch->complaints, bytes, sizeof bytes);
    if (length < 0)
        return errno == EINTR;
    size_t room = sizeof batch->said - 1 - batch->said_length;
    size_t kept = (size_t)length < room ? (size_t)length : room;
    memcpy(batch->said + batch->said_length, bytes, kept);
    batch->said_length += kept;
    return length > 0;
}

/* Every process ends by itself or is ended by its alarm, and its end closes the pipe. */
static void await(struct batch *batches, size_t count)
{
    struct pollfd ends[PROCESSES_AT_ONCE];
    size_t open_ends = count;
    for (size_t i = 0; i < count; i++)
        ends[i] = (struct pollfd){.fd = batches[i].complaints, .events = POLLIN};
    while (open_ends > 0) {
        if (poll(ends, (nfds_t)count, -1) < 0)
            continue;
        for (size_t i = 0; i < count; i++)
            if (ends[i].fd >= 0 && ends[i].revents && !listen_to(&batches[i])) {
                close(ends[i].fd);
                ends[i].fd = -1;
                open_ends--;
            }
    }
    for (size_t i = 0; i < count; i++)
        while (waitpid(batches[i].process, &batches[i].status, 0) < 0 && errno == EINTR)
            continue;
}

/* ---- after ---- */

/* Complaints about the home that does not exist and about the plain locale: both are our doing. */
static bool is_expected(const char *line, size_t length)
{
    static const char *const parts[] = {"Fontconfig", "iconv failed"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (memmem(line, length, parts[i], strlen(parts[i])))
            return true;
    return false;
}

static char *how_it_ended(struct arena *arena, const struct batch *batch)
{
    if (!WIFSIGNALED(batch->status))
        return arena_format(arena, "it ended with status %d and said nothing", WEXITSTATUS(batch->status));
    int number = WTERMSIG(batch->status);
    if (number == SIGALRM || number == SIGXCPU || number == SIGKILL)
        return arena_format(arena, "it was stopped after %u seconds", seconds_for(batch));
    return arena_format(arena, "it was ended by signal %d", number);
}

/* What gnuplot said, as part of one line of text, or how it ended when it said nothing. */
static char *said_in_one_line(struct arena *arena, const struct batch *batch)
{
    struct text line = text_in(arena);
    const char *said =
        arena_copy_bytes(arena, batch->said, utf8_valid_prefix(batch->said, batch->said_length));
    while (*said) {
        size_t length = strcspn(said, "\n");
        if (length > 0 && !is_expected(said, length)) {
            text_add(&line, line.length > 0 ? " " : "");
            text_add_bytes(&line, said, length);
        }
        said += length;
        said += *said == '\n';
    }
    return line.length > 0 ? line.bytes : how_it_ended(arena, batch);
}

static const char *read_drawing(struct drawing *drawing, size_t index, size_t *length)
{
    struct error unread = {0};
    const char *bytes = file_read(&drawing->arena, output_path(drawing, index), length, &unread);
    return bytes && drawing_is_whole(drawing->files[index].format, bytes, *length) ? bytes : NULL;
}

static bool check(struct drawing *drawing, const struct batch *batch, struct error *error)
{
    size_t failed = 0;
    size_t first = 0;
    for (size_t i = batch->first; i < batch->first + batch->count; i++) {
        struct arena_mark mark = arena_mark(&drawing->arena);
        size_t length;
        if (!read_drawing(drawing, i, &length) && failed++ == 0)
            first = i;
        arena_rewind(&drawing->arena, mark);
    }
    if (failed == 0)
        return true;
    return error_set(error, ERROR_IO, "%s: gnuplot did not draw this chart%s: %s", drawing->files[first].path,
                     failed > 1 ? arena_format(&drawing->arena, " and %zu more", failed - 1) : "",
                     said_in_one_line(&drawing->arena, batch));
}

static bool put_in_place(struct drawing *drawing, size_t index, struct error *error)
{
    const struct chart_file *file = &drawing->files[index];
    struct arena_mark mark = arena_mark(&drawing->arena);
    size_t length;
    const char *bytes = read_drawing(drawing, index, &length);
    if (!bytes)
        return error_set(error, ERROR_IO, "%s: the drawing has changed while it was checked", file->path);
    struct text finished = drawing_finish(&drawing->arena, file, bytes, length);
    bool ok = file_write(file->path, finished.bytes, finished.length, error);
    arena_rewind(&drawing->arena, mark);
    return ok;
}

/* ---- the whole ---- */

static bool draw_round(struct drawing *drawing, size_t first, size_t each, size_t end, struct error *error)
{
    struct batch batches[PROCESSES_AT_ONCE] = {0};
    size_t started = 0;
    bool ok = true;
    for (; ok && started < PROCESSES_AT_ONCE && first < end; first += each) {
        batches[started].first = first;
        batches[started].count = each < end - first ? each : end - first;
        ok = start(drawing, &batches[started], error);
        started += ok;
    }
    await(batches, started);
    for (size_t i = 0; ok && i < started; i++)
        ok = check(drawing, &batches[i], error);
    return ok;
}

static bool draw_all(struct drawing *drawing, size_t count, struct error *error)
{
    size_t each = (count + PROCESSES_AT_ONCE - 1) / PROCESSES_AT_ONCE;
    if (each > CHARTS_PER_PROCESS)
        each = CHARTS_PER_PROCESS;
    for (size_t first = 0; first < count; first += PROCESSES_AT_ONCE * each)
        if (!draw_round(drawing, first, each, count, error))
            return false;
    for (size_t i = 0; i < count; i++)
        if (!put_in_place(drawing, i, error))
            return false;
    return true;
}

bool gnuplot_draw(const struct chart_file *files, size_t count, struct error *error)
{
    struct drawing drawing = {.files = files};
    struct error left_behind = {0};
    bool ok = false;
    if (count == 0)
        return true;
    drawing.program = find_program(&drawing.arena);
    if (!drawing.program) {
        error_set(error, ERROR_IO, "gnuplot is not installed, and charts need it: run scripts/install-deps");
        goto close;
    }
    drawing.folder = make_folder(&drawing.arena, error);
    if (!drawing.folder)
        goto close;
    ok = draw_all(&drawing, count, error);
    if (!folder_remove(drawing.folder, ok ? error : &left_behind))
        ok = false;
close:
    arena_release(&drawing.arena);
    return ok;
}
