/* Disclosure control: what is withheld from the public, so that no child and no member of staff can be recognised in a
 * small number. A figure is withheld whole: its numerator, denominator, value, rating and direction are then nowhere in
 * what is handed on, so that no writer can show them by mistake. The rules, in their order:
 *
 *   1  A count of 1 to 5. A true 0 stays. Full-time equivalents count as heads: 0.6 is few.
 *   2  A percentage of which the numerator, or what is left of the denominator, is 1 to 5, or the denominator 10 or less.
 *      A rate per 10,000 goes by its numerator, since its population is known to all; a ratio, or days or money per head,
 *      by its parts likewise; a mean, a median or the like by how many rows are behind it, 10 or fewer being too few: the
 *      mean of so few is nearly what one of them is. Money alone counts nobody, and is never withheld.
 *   3  What could be had by subtraction. Where one part of a sum would be withheld alone, the smallest other part that is
 *      not zero is withheld too, or the total when there is none; where the hidden parts come to no more than one each,
 *      another. Sums are: a unit, of the units under it (with "(no team)"); a unit's whole, of the categories of a
 *      breakdown; a denominator, of the numerators that the catalogue calls parts of it ("part_of"); for each of these
 *      numerators and denominators alike. What belongs to a unit and to none below it is a part that nobody prints, and
 *      is kept from being worked out in the same way. A number printed by several indicators, whose measures are written
 *      alike, is withheld from all. To a fixed point.
 *   4  Over time. Twelve months to May less twelve to April tell of a month, and twelve less eleven months of the twelfth.
 *      It goes by the numbers, whichever indicators print them: where any of a number's months is to be kept, and a longer
 *      window of it is given, all its months are withheld, the nones too, and the longer window stands; likewise where a
 *      longer window is to be kept that the months could be added up to. Of a percentage the number is the numerator; the denominator is one too
 *      where it is 1 to 5; of a median it is how many it is of. What happens in a window ("at") or goes on in it ("during")
 *      is taken to add up over windows, what is open at its end is not. A window that grows from a start (year to date,
 *      year, term) is withheld, as a series, where two figures of it that follow each other differ by a count of 1 to 5.
 *
 * The direction of a figure is blank too where the one before it is withheld: "no change" would tell what that was. What
 * an indicator does not count people in ("counts_people": false in the catalogue) is left as it is. Staff are people.
 *
 * Not covered: what other publications tell, or this one a month ago; indicators that overlap and whose measures are
 * written differently (the plans open are those open before, more those started, less those ended); that a denominator is
 * 6 to 10, which is no secret by itself, nor then that it has a numerator of 0 where the whole it is part of has (0 of 62
 * in the county less 0 of 52 in the other teams are 0 of 10 in the one that is withheld); a twelve-month window of which
 * no shorter one is given, where a step is the difference of two months; what bounds, or several sums together, tell
 * where no single one does; what a mean, a median or a highest value tells of one of more than 10. */
#ifndef METRICS_DISCLOSURE_H
#define METRICS_DISCLOSURE_H

#include "metrics/result.h"

/* The same results as the public may see them: what is withheld has the reason REASON_WITHHELD and no number, and rows
 * that could not be told are not counted. Look at all results, not at a choice of them: what is left out today was
 * given yesterday. */
struct result_set disclosure_public(struct arena *arena, const struct result_set *results);

#endif
