/* Names that people may have meant as one. */
#ifndef CLI_ALIKE_H
#define CLI_ALIKE_H

#include <stdbool.h>

/* Whether two names differ in one slip: a letter added, dropped or replaced, or two letters swapped, or in nothing but letter
 * case and what is neither letter nor digit. Not in a digit, nor in a word of under four letters, by which teams are told
 * apart (Team 1, Team 2; CIN A, CIN B). */
bool names_are_alike(const char *one, const char *other);

#endif
