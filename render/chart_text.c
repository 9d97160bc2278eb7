#include "render/chart_text.h"

#include "base/text.h"

#include <string.h>

static size_t character_length(const char *text)
{
    unsigned char first = (unsigned char)*text;
    return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

static uint32_t character_code(const char *text, size_t length)
{
    static const uint32_t first_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    uint32_t code = (unsigned char)text[0] & first_bits[length];
    for (size_t i = 1; i < length; i++)
        code = code << 6 | ((unsigned char)text[i] & 0x3fU);
    return code;
}

static bool is_unsafe(uint32_t code)
{
    static const struct {
        uint32_t first, last;
    } unsafe[] = {
        {0x00, 0x1f},     {0x7f, 0x9f},     /* controls, the next-line character among them */
        {0x200e, 0x200f}, {0x2028, 0x202e}, /* separators; marks that turn the direction of writing */
        {0x2066, 0x2069}, {0xfeff, 0xfeff}, {0xfff9, 0xffff},
    };
    for (size_t i = 0; i < sizeof unsafe / sizeof unsafe[0]; i++)
        if (code >= unsafe[i].first && code <= unsafe[i].last)
            return true;
    return false;
}

char *chart_clean(struct arena *arena, const char *text)
{
    struct text clean = text_in(arena);
    size_t length = strlen(text);
    size_t at = 0;
    while (at < length) {
        size_t valid = at + utf8_valid_prefix(text + at, length - at);
        while (at < valid) {
            size_t size = character_length(text + at);
            if (is_unsafe(character_code(text + at, size)))
                text_add_character(&clean, ' ');
            else
                text_add_bytes(&clean, text + at, size);
            at += size;
        }
        if (at < length) {
            text_add_character(&clean, '?');
            at++;
        }
    }
    return clean.bytes ? clean.bytes : arena_copy_text(arena, "");
}

char *chart_quote(struct arena *arena, const char *text)
{
    const char *clean = chart_clean(arena, text);
    struct text quoted = text_in(arena);
    text_add_character(&quoted, '\'');
    for (size_t count = 0; *clean && count < CHART_TEXT_MOST; count++) {
        size_t size = character_length(clean);
        if (*clean == '\'')
            text_add_character(&quoted, '\'');
        text_add_bytes(&quoted, clean, size);
        clean += size;
    }
    text_add_character(&quoted, '\'');
    return quoted.bytes;
}

/* Thousandths of the font's size, from the space to the tilde. */
static const short ascii_widths[] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

static double character_width(uint32_t code)
{
    if (code >= ' ' && code <= '~')
        return ascii_widths[code - ' '] / 1000.0;
    return code < 0x1100 ? 0.6 : 1.0;
}

double chart_text_width(const char *text, double size, bool bold)
{
    double width = 0;
    while (*text) {
        size_t length = character_length(text);
        width += character_width(character_code(text, length));
        text += length;
    }
    const double pixels_per_point = 96.0 / 72.0;
    const double bolder = bold ? 1.08 : 1.0;
    return width * size * pixels_per_point * bolder;
}

static size_t characters_in(const char *text)
{
    size_t count = 0;
    for (; *text; text += character_length(text))
        count++;
    return count;
}

static bool fits(const char *text, double width, double size, bool bold)
{
    return characters_in(text) <= CHART_TEXT_MOST && chart_text_width(text, size, bold) <= width;
}

/* The longest beginning that fits with `ending` after it; at a space where there is one, if `at_space`. */
static size_t fitting_prefix(struct arena *arena, const char *text, const char *ending, double width,
                             double size, bool bold, bool at_space)
{
    size_t best = 0;
    size_t best_space = 0;
    for (size_t at = 0; text[at];) {
        size_t next = at + character_length(text + at);
        struct arena_mark mark = arena_mark(arena);
        bool good = fits(arena_format(arena, "%.*s%s", (int)next, text, ending), width, size, bold);
        arena_rewind(arena, mark);
        if (!good)
            break;
        best = next;
        if (text[next] == ' ' || !text[next])
            best_space = next;
        at = next;
    }
    return at_space && best_space > 0 ? best_space : best;
}

size_t chart_text_wrap(struct arena *arena, const char *text, double width, double size, bool bold,
                       const char **lines, size_t most)
{
    size_t count = 0;
    while (*text == ' ')
        text++;
    while (*text && count < most) {
        bool is_last = count + 1 == most;
        bool cut = is_last && !fits(text, width, size, bold);
        const char *ending = cut ? "…" : "";
        size_t taken = fitting_prefix(arena, text, ending, width, size, bold, true);
        if (taken == 0)
            taken = character_length(text);
        lines[count++] = arena_format(arena, "%.*s%s", (int)taken, text, ending);
        text += taken;
        while (*text == ' ')
            text++;
    }
    return count;
}
