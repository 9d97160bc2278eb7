#include "render/text_width.h"

#include <string.h>

/* Of the printable ASCII characters, in thousandths of the letter size. */
static const unsigned short widths[] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

enum { LATIN_WIDTH = 667, WIDE_WIDTH = 1000, CONTROL_WIDTH = 278 };

static const double bold_is_wider = 1.08;
static const double generosity = 1.04;

static bool continues_character(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static double character_width(const char *at)
{
    unsigned char byte = (unsigned char)*at;
    if (continues_character(*at))
        return 0;
    if (byte >= ' ' && byte <= '~')
        return widths[byte - ' '];
    if (byte < 0x80)
        return CONTROL_WIDTH;
    return byte < 0xCE ? LATIN_WIDTH : WIDE_WIDTH;
}

static double scale_of(double size, bool bold)
{
    return size / 1000 * generosity * (bold ? bold_is_wider : 1);
}

double text_width(const char *text, double size, bool bold)
{
    double widest = 0;
    double line = 0;
    for (const char *at = text; *at; at++) {
        line = *at == '\n' ? 0 : line + character_width(at);
        widest = line > widest ? line : widest;
    }
    return widest * scale_of(size, bold);
}

/* The state of setting a text line by line. */
struct setting {
    double room;
    double line; /* used on this line */
    size_t lines;
};

static void set_letters(struct setting *setting, const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        double letter = character_width(&word[i]);
        if (setting->line > 0 && setting->line + letter > setting->room) {
            setting->lines++;
            setting->line = 0;
        }
        setting->line += letter;
    }
}

static void set_word(struct setting *setting, const char *word, size_t length)
{
    double width = 0;
    for (size_t i = 0; i < length; i++)
        width += character_width(&word[i]);
    if (setting->line > 0 && setting->line + width > setting->room) {
        setting->lines++;
        setting->line = 0;
    }
    set_letters(setting, word, length);
}

size_t text_lines(const char *text, double size, bool bold, double width)
{
    struct setting setting = {.room = width / scale_of(size, bold), .lines = 1};
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, " \n");
        set_word(&setting, at, length);
        at += length;
        if (*at == '\n') {
            setting.lines++;
            setting.line = 0;
        } else if (*at == ' ') {
            setting.line += character_width(at);
        }
        at += *at != '\0';
    }
    return setting.lines;
}
