#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void cut_on_a_character(char *message, size_t size)
{
    size_t end = size - sizeof("...");
    while (end > 0 && ((unsigned char)message[end] & 0xC0) == 0x80)
        end--;
    memcpy(message + end, "...", sizeof("..."));
}

/* A caller may hand us the old message as an argument, so we never write over it while formatting. */
bool error_set(struct error *error, enum error_kind kind, const char *format, ...)
{
    struct error fresh = {.kind = kind};
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(fresh.message, sizeof(fresh.message), format, arguments);
    va_end(arguments);
    if (length >= (int)sizeof(fresh.message))
        cut_on_a_character(fresh.message, sizeof(fresh.message));
    *error = fresh;
    return false;
}

bool error_within(struct error *error, const char *format, ...)
{
    char context[sizeof(error->message)];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(context, sizeof(context), format, arguments);
    va_end(arguments);
    if (length >= (int)sizeof(context))
        cut_on_a_character(context, sizeof(context));
    return error_set(error, error->kind, "%s: %s", context, error->message);
}
