#include "render/gnuplot_output.h"

#include "render/chart_text.h"

#include <ctype.h>
#include <string.h>

bool drawing_is_whole(enum chart_format format, const char *bytes, size_t length)
{
    static const struct {
        const char *beginning;
        size_t beginning_length;
        const char *end;
        size_t end_length;
    } shapes[] = {[CHART_SVG] = {"<?xml", 5, "</svg>", 6},
                  [CHART_PNG] = {"\x89PNG\r\n\x1a\n", 8, "\0\0\0\0IEND\xae\x42\x60\x82", 12},
                  [CHART_PDF] = {"%PDF-", 5, "%%EOF", 5}};
    if (format != CHART_PNG)
        while (length > 0 && isspace((unsigned char)bytes[length - 1]))
            length--;
    return length >= shapes[format].beginning_length + shapes[format].end_length &&
           memcmp(bytes, shapes[format].beginning, shapes[format].beginning_length) == 0 &&
           memcmp(bytes + length - shapes[format].end_length, shapes[format].end,
                  shapes[format].end_length) == 0;
}

/* ---- SVG ---- */

static void add_escaped(struct text *text, const char *raw)
{
    for (const char *at = chart_clean(text->arena, raw); *at; at++) {
        if (*at == '&')
            text_add(text, "&amp;");
        else if (*at == '<')
            text_add(text, "&lt;");
        else if (*at == '>')
            text_add(text, "&gt;");
        else
            text_add_character(text, *at);
    }
}

static void add_element(struct text *text, const char *name, const char *content)
{
    if (!content)
        return;
    text_add_format(text, "\n<%s>", name);
    add_escaped(text, content);
    text_add_format(text, "</%s>", name);
}

/* gnuplot passes a font's name on as it is, but to a browser "Liberation Sans:Bold" is no font. */
static void add_tag(struct text *svg, const char *tag, size_t length)
{
    static const struct {
        const char *from, *to;
    } fonts[] = {
        {"font-family=\"Liberation Sans:Bold\"",
         "font-family=\"Liberation Sans,Arial,Helvetica,sans-serif\" font-weight=\"bold\""},
        {"font-family=\"Liberation Sans\"", "font-family=\"Liberation Sans,Arial,Helvetica,sans-serif\""}};
    for (size_t i = 0; i < sizeof fonts / sizeof fonts[0]; i++) {
        const char *found = memmem(tag, length, fonts[i].from, strlen(fonts[i].from));
        if (!found)
            continue;
        size_t before = (size_t)(found - tag);
        size_t after = before + strlen(fonts[i].from);
        text_add_bytes(svg, tag, before);
        text_add(svg, fonts[i].to);
        text_add_bytes(svg, tag + after, length - after);
        return;
    }
    text_add_bytes(svg, tag, length);
}

/* gnuplot's own titles ("Gnuplot", "gnuplot_plot_1") would be read out and shown as hints. */
static size_t own_title_length(const char *at)
{
    static const char *const ends[][2] = {{"<title>", "</title>"}, {"<desc>", "</desc>"}};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        const char *end = text_starts_with(at, ends[i][0]) ? strstr(at, ends[i][1]) : NULL;
        if (end)
            return (size_t)(end - at) + strlen(ends[i][1]);
    }
    return 0;
}

/* Texts in gnuplot's SVG have `<` and `&` escaped, so a `<` is always a tag's. */
static struct text finish_svg(struct arena *arena, const struct chart_file *file, const char *bytes)
{
    struct text svg = text_in(arena);
    while (*bytes) {
        size_t length = strcspn(bytes, "<");
        text_add_bytes(&svg, bytes, length);
        bytes += length;
        if (!*bytes)
            break;
        length = own_title_length(bytes);
        if (length == 0) {
            const char *close = strchr(bytes, '>');
            length = close ? (size_t)(close - bytes) + 1 : strlen(bytes);
            add_tag(&svg, bytes, length);
        }
        if (text_starts_with(bytes, "<svg")) {
            add_element(&svg, "title", file->title);
            add_element(&svg, "desc", file->description);
        }
        bytes += length;
    }
    return svg;
}

/* ---- PDF ---- */

/* The date keeps its length, for a PDF finds its parts by counting bytes. */
static struct text finish_pdf(struct arena *arena, const char *bytes, size_t length)
{
    static const char key[] = "/CreationDate (D:";
    static const char fixed[] = "20000101000000";
    struct text pdf = text_in(arena);
    text_add_bytes(&pdf, bytes, length);
    char *found = memmem(pdf.bytes, pdf.length, key, sizeof key - 1);
    if (found && (size_t)(pdf.bytes + pdf.length - found) > sizeof key + sizeof fixed)
        memcpy(found + sizeof key - 1, fixed, sizeof fixed - 1);
    return pdf;
}

struct text drawing_finish(struct arena *arena, const struct chart_file *file, const char *bytes,
                           size_t length)
{
    switch (file->format) {
    case CHART_SVG:
        return finish_svg(arena, file, bytes);
    case CHART_PDF:
        return finish_pdf(arena, bytes, length);
    case CHART_PNG:
        break;
    }
    struct text png = text_in(arena);
    text_add_bytes(&png, bytes, length);
    return png;
}
