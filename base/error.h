/* The one error type. A function that can fail returns bool, takes a `struct error *` last, and
 * fills it in when it returns false; its callers add where they were and hand it on; `main` prints
 * it, once. The kind is the exit status, so nobody needs a code per situation: people read the
 * message, which says what is wrong, where (file, line, column, key) and what to do.
 *
 * Dirty data is not an error but a finding (see ingest/findings.h). Programming mistakes are
 * asserts. Running out of memory ends the program (see arena.h). */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

#define MUST_CHECK               __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))

enum error_kind {
    ERROR_NONE = 0,
    ERROR_USAGE = 2,  /* the command line            */
    ERROR_CONFIG = 3, /* a file people write         */
    ERROR_DATA = 4,   /* an extract                  */
    ERROR_IO = 5,     /* the machine                 */
    ERROR_BUSY = 6    /* another run holds the lock  */
};

struct error {
    enum error_kind kind;
    char message[1024]; /* too long a message is cut on a character's edge and ends in "..." */
};

/* Fills in the error; always false, so that a caller can `return error_set(...)`. */
bool error_set(struct error *error, enum error_kind kind, const char *format, ...) PRINTF_LIKE(3, 4);

/* Puts "context: " before the message; always false. */
bool error_within(struct error *error, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
