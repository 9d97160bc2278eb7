/* Which code of a list a spelling stands for, by rules that hold for every list:
 *
 *     White British, WHITE  BRITISH, White - British       the list's own spellings, in their value form
 *     N1 - Abuse, N1: Abuse, N1) x, (N1) x, N1SE : x       a code that leads, with more after it
 *     Adopted (E11), Own provision [PR1]                   a code that follows
 *     a) Male, 3) Female                                   a letter or number of a list, which says nothing
 *     Health services - hospice                            a wider spelling, with a detail after it
 *
 * A part of the spelling that stands for another code is a contradiction, and nothing is recognised: of a
 * wider and a more exact code the more exact counts. A single letter, a short number or a plain word before
 * a space is a code only where the rest agrees. */
#ifndef INGEST_RECOGNISE_H
#define INGEST_RECOGNISE_H

#include "ingest/codes.h"

/* `plain` is the plain form of a spelling. NULL: not recognised. */
const struct code *recognise(const struct code_list *list, const char *plain);

#endif
