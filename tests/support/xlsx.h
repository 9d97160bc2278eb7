/* The parts of a workbook, unpacked by the program `unzip`. */
#ifndef SUPPORT_XLSX_H
#define SUPPORT_XLSX_H

#include "base/arena.h"

/* The part's text, "xl/worksheets/sheet1.xml"; NULL, saying so on stdout, when there is no `unzip`. */
char *xlsx_part(struct arena *arena, const char *workbook, const char *part);

#endif
