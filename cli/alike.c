#include "cli/alike.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST = 200, SHORTEST_WORD = 4 };

/* Bytes above ASCII are letters. */
static bool is_letter(char byte)
{
    return isalpha((unsigned char)byte) || (unsigned char)byte >= 0x80;
}

static bool is_of_name(char byte)
{
    return is_letter(byte) || isdigit((unsigned char)byte);
}

/* In small letters, its words parted by one space. */
static bool plain_name(const char *name, char plain[LONGEST + 1])
{
    size_t length = 0;
    for (; *name; name++) {
        if (length == LONGEST)
            return false;
        if (is_of_name(*name))
            plain[length++] = (char)tolower((unsigned char)*name);
        else if (length > 0 && plain[length - 1] != ' ')
            plain[length++] = ' ';
    }
    while (length > 0 && plain[length - 1] == ' ')
        length--;
    plain[length] = '\0';
    return length > 0;
}

/* How long the word is that a place belongs to; 0 when a digit is in it. */
static size_t word_at(const char *text, size_t at)
{
    size_t start = at, end = at;
    while (start > 0 && text[start - 1] != ' ')
        start--;
    while (text[end] && text[end] != ' ')
        end++;
    for (size_t i = start; i < end; i++)
        if (isdigit((unsigned char)text[i]))
            return 0;
    return end - start;
}

/* What is left of both after the first letter that differs, whichever slip it was. */
static bool is_one_slip(const char *one, const char *other)
{
    bool swapped =
        one[0] && other[0] && one[0] == other[1] && one[1] == other[0] && text_equal(one + 2, other + 2);
    bool replaced = one[0] && other[0] && text_equal(one + 1, other + 1);
    return swapped || replaced || (one[0] && text_equal(one + 1, other)) ||
           (other[0] && text_equal(one, other + 1));
}

bool names_are_alike(const char *one, const char *other)
{
    char first[LONGEST + 1], second[LONGEST + 1];
    if (!plain_name(one, first) || !plain_name(other, second))
        return false;
    size_t same = 0;
    while (first[same] && first[same] == second[same])
        same++;
    if (text_equal(first, second))
        return true;
    return word_at(first, same) >= SHORTEST_WORD && word_at(second, same) >= SHORTEST_WORD &&
           is_one_slip(first + same, second + same);
}
