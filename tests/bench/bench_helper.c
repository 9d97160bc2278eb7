/* What scripts/bench needs and a shell has not: a large extract, always the same, and how long a program ran and
 * how much memory it had at most.
 *     bench-helper rows COUNT              an extract of visits, on stdout
 *     bench-helper time PROGRAM [WORD]...  runs it; on stdout "seconds megabytes status" */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { DATES = 6, CHILDREN = 200000 };

static uint32_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 32);
}

static void print_row(uint64_t *random, unsigned long row)
{
    static const char *const codes[] = {"N1", "N2", "N3", "N4", "N5", "A1A", "A1B", "U1"};
    static const char *const words[] = {"routine", "visit",  "home",        "school",
                                        "joint",   "review", "unannounced", "follow up",
                                        "seen",    "with",   "no concerns", "siblings"};
    printf("V%09lu,C%06u", row, next_random(random) % CHILDREN);
    for (int i = 0; i < DATES; i++) {
        uint32_t date = next_random(random);
        printf(",%02u/%02u/%u", 1 + date % 28, 1 + (date >> 8) % 12, 2010 + (date >> 16) % 17);
    }
    printf(",%s,%c,%u.%u", codes[next_random(random) % 8], next_random(random) % 3 ? 'Y' : 'N',
           next_random(random) % 180, next_random(random) % 10);
    printf(",%s and %s\n", words[next_random(random) % 12], words[next_random(random) % 12]);
}

static int print_rows(const char *count)
{
    uint64_t random = 88172645463325252u;
    puts("visit_id,child_id,planned_date,due_date,visit_date,recorded_date,authorised_date,closed_date,"
         "outcome,"
         "seen_alone,duration,summary");
    for (unsigned long row = 1; row <= strtoul(count, NULL, 10); row++)
        print_row(&random, row);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int time_program(char **words)
{
    double began = seconds_now();
    int status = 0;
    struct rusage used;
    pid_t child = fork();
    if (child == 0) {
        dup2(STDERR_FILENO, STDOUT_FILENO);
        execvp(words[0], words);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || getrusage(RUSAGE_CHILDREN, &used) != 0)
        return EXIT_FAILURE;
    printf("%.3f %.1f %d\n", seconds_now() - began, (double)used.ru_maxrss / 1024,
           WIFEXITED(status) ? WEXITSTATUS(status) : 128);
    return EXIT_SUCCESS;
}

int main(int count, char **words)
{
    if (count == 3 && strcmp(words[1], "rows") == 0)
        return print_rows(words[2]);
    if (count >= 3 && strcmp(words[1], "time") == 0)
        return time_program(words + 2);
    fputs("usage: bench-helper rows COUNT | time PROGRAM [WORD]...\n", stderr);
    return 2;
}
