/* Text that was written as UTF-8 and read as Windows-1252, once or twice: "Childâ€™s" for "Child’s". */
#ifndef INGEST_MOJIBAKE_H
#define INGEST_MOJIBAKE_H

#include <stdbool.h>
#include <stddef.h>

/* What it was, in `repaired`; false when the text is not such, or does not fit. A text is such when all its
 * characters are ones of Windows-1252 whose bytes are UTF-8, and not all are ASCII. */
bool mojibake_repair(const char *text, char *repaired, size_t size);

#endif
