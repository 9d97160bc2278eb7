#include "render/workbook.h"

#include "base/text.h"
#include "render/clean_text.h"
#include "render/workbook_style.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    LONGEST_TEXT = 16000,     /* a cell holds 32767, and writing codes may double a text */
    LONGEST_FOOTER_PART = 70, /* the whole footer, codes included, may take 255 */
    LONGEST_PROPERTY = 250,
    PAPER_A4 = 9,
    SECONDS_PER_DAY = 86400
};

/* A workbook while it is written. */
struct writer {
    struct arena *arena;
    const char *path;
    lxw_workbook *workbook;
    struct workbook_styles styles;
    struct error *error;
};

static bool refused(const struct writer *writer, const struct page *page, const char *what, lxw_error code)
{
    return error_set(writer->error, ERROR_IO, "%s: sheet \"%s\": %s: %s", writer->path, page->name, what,
                     lxw_strerror(code));
}

static bool cell_refused(const struct writer *writer, const struct page *page, size_t row, size_t column,
                         lxw_error code)
{
    char place[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(place, (lxw_row_t)row, (lxw_col_t)column);
    return refused(writer, page, arena_format(writer->arena, "cell %s", place), code);
}

/* ---- texts ---- */

/* Spreadsheets read "_x0041_" in a text as the character 41; the "_" itself is written so. */
static bool looks_like_a_code(const char *at)
{
    if (at[0] != '_' || at[1] != 'x')
        return false;
    for (size_t i = 2; i < 6; i++)
        if (!isxdigit((unsigned char)at[i]))
            return false;
    return at[6] == '_';
}

static const char *cell_text(struct arena *arena, const char *text)
{
    static const char *const cut_short = "\u2026 (cut short: a cell holds no more)";
    const char *clean = clean_text(arena, text);
    if (text_units(clean) > LONGEST_TEXT)
        clean = arena_format(arena, "%s%s", text_beginning(arena, clean, LONGEST_TEXT), cut_short);
    struct text written = text_in(arena);
    text_add(&written, "");
    for (const char *at = clean; *at; at++) {
        text_add_character(&written, *at);
        if (looks_like_a_code(at))
            text_add(&written, "x005F_");
    }
    return written.bytes;
}

static const char *footer_part(struct arena *arena, const char *text)
{
    struct text part = text_in(arena);
    text_add(&part, "");
    const char *clean = clean_text(arena, text);
    for (size_t i = 0, used = 0; clean[i] && used < LONGEST_FOOTER_PART; i++) {
        bool begins_character = ((unsigned char)clean[i] & 0xC0) != 0x80;
        used += (begins_character ? 1u : 0u) + (clean[i] == '&' ? 1u : 0u);
        if (clean[i] == '&')
            text_add_character(&part, '&');
        text_add_character(&part, clean[i] == '\n' ? ' ' : clean[i]);
    }
    return part.bytes;
}

static char *property(struct arena *arena, const char *text)
{
    return text_beginning(arena, clean_text(arena, text), LONGEST_PROPERTY);
}

/* ---- cells ---- */

static lxw_error merge(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, size_t across,
                       lxw_format *format)
{
    if (across < 2)
        return LXW_NO_ERROR;
    return worksheet_merge_range(sheet, row, column, row, (lxw_col_t)(column + across - 1), "", format);
}

static lxw_error write_content(struct writer *writer, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                               const struct cell *cell, lxw_format *format)
{
    if (cell->is_number && isfinite(cell->number))
        return worksheet_write_number(sheet, row, column, cell->number, format);
    if (cell->text && *cell->text)
        return worksheet_write_string(sheet, row, column, cell_text(writer->arena, cell->text), format);
    return cell->style == STYLE_EMPTY ? LXW_NO_ERROR : worksheet_write_blank(sheet, row, column, format);
}

static bool write_cell(struct writer *writer, lxw_worksheet *sheet, const struct page *page, size_t row,
                       size_t column)
{
    const struct cell *cell = page_cell(page, row, column);
    lxw_format *format = workbook_style(&writer->styles, cell);
    if (!format)
        return cell_refused(writer, page, row, column, LXW_ERROR_MEMORY_MALLOC_FAILED);
    lxw_error code = merge(sheet, (lxw_row_t)row, (lxw_col_t)column, cell->across, format);
    if (code == LXW_NO_ERROR)
        code = write_content(writer, sheet, (lxw_row_t)row, (lxw_col_t)column, cell, format);
    return code == LXW_NO_ERROR || cell_refused(writer, page, row, column, code);
}

static bool write_row(struct writer *writer, lxw_worksheet *sheet, const struct page *page, size_t row)
{
    lxw_error code = worksheet_set_row(sheet, (lxw_row_t)row, page->heights[row], NULL);
    if (code != LXW_NO_ERROR)
        return cell_refused(writer, page, row, 0, code);
    for (size_t column = 0; column < page->column_count;) {
        if (!write_cell(writer, sheet, page, row, column))
            return false;
        size_t across = page_cell(page, row, column)->across;
        column += across > 1 ? across : 1;
    }
    return true;
}

static bool set_widths(struct writer *writer, lxw_worksheet *sheet, const struct page *page)
{
    for (size_t column = 0; column < page->column_count; column++) {
        lxw_error code =
            worksheet_set_column(sheet, (lxw_col_t)column, (lxw_col_t)column, page->widths[column], NULL);
        if (code != LXW_NO_ERROR)
            return cell_refused(writer, page, 0, column, code);
    }
    return true;
}

/* ---- on screen and on paper ---- */

static bool set_footer(struct writer *writer, lxw_worksheet *sheet, const struct page *page)
{
    struct arena *arena = writer->arena;
    /* The size stands before the letter's name: a digit that follows it would be read as part of it. */
    static const char *const letter = "&8&\"Arial,Regular\"";
    const char *footer =
        arena_format(arena, "&L%s%s&C%s%s&R%sPage &P of &N", letter, footer_part(arena, page->foot_left),
                     letter, footer_part(arena, page->foot_middle), letter);
    lxw_error code = worksheet_set_footer(sheet, footer);
    return code == LXW_NO_ERROR || refused(writer, page, "footer", code);
}

static bool set_printing(struct writer *writer, lxw_worksheet *sheet, const struct page *page)
{
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, PAPER_A4);
    worksheet_set_margins(sheet, 0.4, 0.4, 0.45, 0.65);
    worksheet_fit_to_pages(sheet, (uint16_t)page->pages_wide, (uint16_t)page->pages_tall);
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    worksheet_freeze_panes(sheet, (lxw_row_t)page->heading_row + 1, (lxw_col_t)page->fixed_columns);
    lxw_error code = worksheet_repeat_rows(sheet, (lxw_row_t)page->heading_row, (lxw_row_t)page->heading_row);
    if (code == LXW_NO_ERROR && page->pages_wide > 1)
        code = worksheet_repeat_columns(sheet, 0, (lxw_col_t)(page->fixed_columns - 1));
    if (code != LXW_NO_ERROR)
        return refused(writer, page, "print titles", code);
    return set_footer(writer, sheet, page);
}

static bool set_breaks(struct writer *writer, lxw_worksheet *sheet, const struct page *page)
{
    lxw_row_t *rows = ARENA_ARRAY(writer->arena, lxw_row_t, page->break_count + 1);
    for (size_t i = 0; i < page->break_count; i++)
        rows[i] = (lxw_row_t)page->breaks[i];
    lxw_error code = page->break_count ? worksheet_set_h_pagebreaks(sheet, rows) : LXW_NO_ERROR;
    return code == LXW_NO_ERROR || refused(writer, page, "page breaks", code);
}

static bool write_page(struct writer *writer, const struct page *page)
{
    lxw_error code = workbook_validate_sheet_name(writer->workbook, page->name);
    if (code != LXW_NO_ERROR)
        return refused(writer, page, "name", code);
    lxw_worksheet *sheet = workbook_add_worksheet(writer->workbook, page->name);
    if (!sheet)
        return refused(writer, page, "new sheet", LXW_ERROR_MEMORY_MALLOC_FAILED);
    if (!set_widths(writer, sheet, page) || !set_printing(writer, sheet, page) ||
        !set_breaks(writer, sheet, page))
        return false;
    for (size_t row = 0; row < page->row_count; row++)
        if (!write_row(writer, sheet, page, row))
            return false;
    return true;
}

/* ---- the file ---- */

static bool set_properties(struct writer *writer, const struct workbook_properties *properties)
{
    lxw_doc_properties document = {
        .title = property(writer->arena, properties->title),
        .subject = property(writer->arena, properties->subject),
        .company = property(writer->arena, properties->organisation),
        .author = property(writer->arena, properties->organisation),
        /* Midday: no time zone moves it to another date, and it is never nought, which would stand for now.
         */
        .created = (time_t)properties->created * SECONDS_PER_DAY + SECONDS_PER_DAY / 2,
    };
    lxw_error code = workbook_set_properties(writer->workbook, &document);
    if (code == LXW_NO_ERROR)
        return true;
    return error_set(writer->error, ERROR_IO, "%s: document properties: %s", writer->path,
                     lxw_strerror(code));
}

/* The library makes files that others can read; one that is there already keeps its mode. */
static bool make_private(const char *path, struct error *error)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return error_set(error, ERROR_IO, "%s: cannot be written: %s", path, strerror(errno));
    bool made = fchmod(file, 0600) == 0;
    int reason = errno;
    close(file);
    return made || error_set(error, ERROR_IO, "%s: cannot be kept private: %s", path, strerror(reason));
}

/* Widths of columns are counted in digits of the default letter. The library's is Calibri, which is not
 * everywhere: where another takes its place all columns come out wider or narrower. Arial and its equals are
 * as wide anywhere. */
static void use_our_letter(lxw_workbook *workbook)
{
    lxw_format *standard = STAILQ_FIRST(workbook->formats);
    format_set_font_name(standard, "Arial");
    format_set_font_size(standard, 9);
}

static bool write_pages(struct writer *writer, const struct page *pages, size_t count,
                        const struct workbook_properties *properties)
{
    if (!set_properties(writer, properties))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!write_page(writer, &pages[i]))
            return false;
    return true;
}

static bool write_file(struct writer *writer, const struct page *pages, size_t count,
                       const struct workbook_properties *properties)
{
    writer->workbook = workbook_new(writer->path);
    if (!writer->workbook)
        return error_set(writer->error, ERROR_IO, "%s: out of memory", writer->path);
    use_our_letter(writer->workbook);
    writer->styles = workbook_styles_in(writer->arena, writer->workbook);
    if (!write_pages(writer, pages, count, properties)) {
        lxw_workbook_free(writer->workbook);
        return false;
    }
    lxw_error code = workbook_close(writer->workbook);
    if (code == LXW_NO_ERROR)
        return true;
    return error_set(writer->error, ERROR_IO, "%s: cannot be written: %s", writer->path, lxw_strerror(code));
}

bool workbook_write(const char *path, const struct page *pages, size_t count,
                    const struct workbook_properties *properties, struct error *error)
{
    if (count == 0)
        return error_set(error, ERROR_CONFIG,
                         "%s: the layout makes no sheet for these units; add one of kind \"scorecard\"",
                         path);
    if (!make_private(path, error))
        return false;
    struct arena scratch = {0};
    struct writer writer = {.arena = &scratch, .path = path, .error = error};
    bool written = write_file(&writer, pages, count, properties);
    if (!written)
        unlink(path);
    arena_release(&scratch);
    return written;
}
