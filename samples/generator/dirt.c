#include "samples/generator/dirt.h"

#include "base/file.h"
#include "samples/generator/dirt_kinds.h"

/* Of files there are few: ten times the share of rows. A row on which a kind cannot fall is offered others. */
enum { PER_MILLE = 1000, FILES_TO_ROWS = 10, KINDS_TRIED = 12 };

void dirt_note(struct dirt *dirt, const struct sheet *sheet, const struct dirt_kind *kind, const char *field)
{
    text_add_format(&dirt->noted, "%s/%s,%ld,%s,%s\r\n", dirt->folder, sheet->file,
                    kind->reach == REACHES_FILE ? 0 : sheet->line, field ? field : "", kind->name);
}

/* One that reaches so far, and may fall on this county; NULL when chance named another. */
static const struct dirt_kind *some_kind(struct dirt *dirt, enum dirt_reach reach)
{
    const struct dirt_kind *kind = dirt_kind_at((size_t)random_below(&dirt->random, (int)dirt_kind_count()));
    bool may_fall = kind->harmless || !dirt->harmless;
    return kind->reach == reach && may_fall ? kind : NULL;
}

static const struct dirt_kind *find_kind(struct dirt *dirt, enum dirt_reach reach)
{
    const struct dirt_kind *kind = NULL;
    while (!kind)
        kind = some_kind(dirt, reach);
    return kind;
}

static bool is_spoiled_file(struct dirt *dirt)
{
    return random_below(&dirt->random, PER_MILLE) < dirt->share * FILES_TO_ROWS;
}

/* ---- cells ---- */

static bool can_fall_on(const struct dirt_kind *kind, const struct sheet *sheet, size_t column)
{
    enum cell_kind on = sheet->cells[column].kind;
    if (kind->places)
        return (on == CELL_BLANK) == (kind->on == CELL_BLANK) && dirt_stands_at(kind->places, sheet, column);
    return on == kind->on && !(kind->held_back && dirt_is_needed(sheet, column));
}

static size_t count_cells(const struct dirt_kind *kind, const struct sheet *sheet)
{
    size_t count = 0;
    for (size_t i = 0; i < sheet->field_count; i++)
        count += can_fall_on(kind, sheet, i);
    return count;
}

static size_t nth_cell(const struct dirt_kind *kind, const struct sheet *sheet, size_t which)
{
    size_t column = 0;
    while (!can_fall_on(kind, sheet, column) || which-- > 0)
        column++;
    return column;
}

static const char *some_text(struct dirt *dirt, const char *const *texts)
{
    int count = 0;
    while (texts[count])
        count++;
    return texts[random_below(&dirt->random, count)];
}

static bool spoil_cell(struct dirt *dirt, struct sheet *sheet, const struct dirt_kind *kind)
{
    size_t count = count_cells(kind, sheet);
    if (count == 0)
        return false;
    size_t column = nth_cell(kind, sheet, (size_t)random_below(&dirt->random, (int)count));
    struct cell *cell = &sheet->cells[column];
    const char *text = kind->write ? kind->write(dirt, sheet, cell)
                                   : arena_copy_text(&dirt->scratch, some_text(dirt, kind->texts));
    if (!text)
        return false;
    dirt_note(dirt, sheet, kind, sheet->fields[column]);
    cell->text = text;
    cell->kind = CELL_TEXT;
    dirt_form_write(dirt, sheet, ROW_WHOLE);
    return true;
}

/* ---- rows ---- */

static bool spoil_row(struct dirt *dirt, struct sheet *sheet)
{
    for (int tried = 0; tried < KINDS_TRIED; tried++) {
        const struct dirt_kind *of_row = some_kind(dirt, REACHES_ROW);
        if (of_row && of_row->spoil(dirt, sheet, of_row))
            return true;
        const struct dirt_kind *of_cell = some_kind(dirt, REACHES_CELL);
        if (of_cell && spoil_cell(dirt, sheet, of_cell))
            return true;
    }
    return false;
}

/* ---- the file ---- */

static void begin_file(struct dirt *dirt, struct sheet *sheet)
{
    static const struct dirt_form plain = {0};
    dirt->form = &plain;
    if (is_spoiled_file(dirt)) {
        const struct dirt_kind *kind = find_kind(dirt, REACHES_FILE);
        dirt->form = &kind->form;
        dirt->of_form = kind;
        if (!kind->form.after_row)
            dirt_note(dirt, sheet, kind, NULL);
    }
    dirt_form_begin(dirt, sheet);
    dirt_form_write(dirt, sheet, ROW_WHOLE);
}

void dirt_falls(struct dirt *dirt, struct sheet *sheet)
{
    if (dirt->form && dirt->form->after_row && sheet->line == 2)
        dirt_note(dirt, sheet, dirt->of_form, NULL);
    if (!dirt->form)
        begin_file(dirt, sheet);
    else if (random_below(&dirt->random, PER_MILLE) >= dirt->share || !spoil_row(dirt, sheet))
        dirt_form_write(dirt, sheet, ROW_WHOLE);
}

void dirt_ends(struct dirt *dirt, struct sheet *sheet)
{
    if (is_spoiled_file(dirt)) {
        const struct dirt_kind *kind = find_kind(dirt, REACHES_END);
        kind->spoil(dirt, sheet, kind);
    }
    dirt_form_end(dirt, sheet);
}

/* ---- the report ---- */

static bool write_kinds(struct arena *arena, const char *folder, struct error *error)
{
    struct text out = text_in(arena);
    text_add(&out, "kind,found_as,harmless\r\n");
    for (size_t i = 0; i < dirt_kind_count(); i++) {
        const struct dirt_kind *kind = dirt_kind_at(i);
        text_add_format(&out, "%s,%s,%s\r\n", kind->name, kind->found_as, kind->harmless ? "Y" : "N");
    }
    return file_write(path_join(arena, folder, "dirt_kinds.csv"), out.bytes, out.length, error);
}

bool dirt_report(const struct dirt *dirt, size_t count, const char *folder, struct error *error)
{
    struct arena arena = {0};
    struct text out = text_in(&arena);
    text_add(&out, "file,line,column,kind\r\n");
    for (size_t i = 0; i < count; i++)
        if (dirt[i].noted.length > 0)
            text_add_bytes(&out, dirt[i].noted.bytes, dirt[i].noted.length);
    bool written = file_write(path_join(&arena, folder, "dirt.csv"), out.bytes, out.length, error) &&
                   write_kinds(&arena, folder, error);
    arena_release(&arena);
    return written;
}

void dirt_release(struct dirt *dirt)
{
    arena_release(&dirt->scratch);
    arena_release(&dirt->arena);
}
