#include "base/config.h"

#include "base/file.h"
#include "base/json_text.h"
#include "base/map.h"
#include "base/number.h"
#include "base/text.h"

#include <cJSON.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct config_document {
    struct arena *arena;
    struct error *error;
    const char *file;
    bool failed;
    cJSON *json;            /* NULL when closed */
    struct config *reached; /* a cursor on every object that was reached */
    size_t reached_count;
    size_t reached_capacity;
};

/* ---- failures ---- */

bool config_failed(const struct config *at)
{
    return at->document->failed;
}

static bool fail(struct config_document *document, const char *path, const char *message)
{
    if (document->failed)
        return false;
    document->failed = true;
    return error_set(document->error, ERROR_CONFIG, "%s: %s%s%s", document->file, path, *path ? ": " : "",
                     message);
}

bool config_fail(struct config *at, const char *format, ...)
{
    char message[sizeof(at->document->error->message)];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    return fail(at->document, at->path, message);
}

static bool fail_on_line(struct config_document *document, const char *text, const char *where,
                         const char *message)
{
    return fail(document, arena_format(document->arena, "line %zu", json_text_line(text, where)), message);
}

static const char *description(struct arena *arena, const cJSON *item)
{
    if (cJSON_IsString(item))
        return *item->valuestring ? "text" : "an empty text";
    if (cJSON_IsNumber(item))
        return isfinite(item->valuedouble) ? number_shortest(arena, item->valuedouble) : "a number too large";
    if (cJSON_IsBool(item))
        return cJSON_IsTrue(item) ? "true" : "false";
    if (cJSON_IsArray(item))
        return "a list";
    return cJSON_IsObject(item) ? "an object" : "null";
}

static bool fail_wanted(struct config_document *document, const char *path, const char *wanted,
                        const cJSON *found)
{
    const char *what = description(document->arena, found);
    return fail(document, path, arena_format(document->arena, "wanted %s, found %s", wanted, what));
}

static const char *key_path(const struct config *at, const char *key)
{
    return arena_format(at->document->arena, "%s%s%s", at->path, *at->path ? "." : "", key);
}

static const char *item_path(const struct config *at, const char *key, size_t index)
{
    return arena_format(at->document->arena, "%s[%zu]", key_path(at, key), index);
}

static bool fail_wanted_at(struct config *at, const char *key, const char *wanted, const cJSON *found)
{
    return fail_wanted(at->document, key_path(at, key), wanted, found);
}

/* ---- opening ---- */

static bool is_comment(const char *key)
{
    return text_starts_with(key, "//");
}

static bool check_bytes(struct config_document *document, const char *text, size_t length)
{
    size_t valid = utf8_valid_prefix(text, length);
    if (valid < length)
        return fail_on_line(document, text, text + valid,
                            text[valid] == '\0' ? "a NUL byte in the text"
                                                : "not valid UTF-8 (save the file as UTF-8)");
    const char *where;
    const char *flaw = json_text_flaw(text, &where);
    return !flaw || fail_on_line(document, text, where, flaw);
}

/* cJSON tells the place that it did not understand, or the one after it. */
static bool fail_syntax(struct config_document *document, const char *text, const char *where)
{
    enum { SHOWN = 24 };
    static const char white_space[] = " \t\r\n";
    bool is_blank = text[strspn(text, white_space)] == '\0';
    bool at_end = where[strspn(where, white_space)] == '\0';
    if (is_blank || (at_end && json_text_is_open(text)))
        return fail_on_line(document, text, where,
                            "not valid JSON: the text ends too early (is a bracket not closed?)");
    if (where > text && !strchr(white_space, where[-1]))
        where--;
    size_t shown = strcspn(where, "\r\n");
    if (shown > SHOWN)
        shown = utf8_valid_prefix(where, SHOWN);
    return fail_on_line(
        document, text, where,
        arena_format(document->arena, "not valid JSON at or before: %.*s", (int)shown, where));
}

static bool parse(struct config_document *document, const char *text, size_t length)
{
    const char *end = text;
    document->json = cJSON_ParseWithLengthOpts(text, length + 1, &end, true);
    if (!document->json)
        return fail_syntax(document, text, end);
    return cJSON_IsObject(document->json) || fail_wanted(document, "", "an object", document->json);
}

/* cJSON keeps both of two equal keys and knows no lines. We meet the keys in the order of the text, so the
 * how-manieth it is tells where it stands. */
struct key_check {
    struct arena scratch;
    struct config_document *document;
    const char *text;
    size_t keys_seen;
};

static bool fail_duplicate(struct key_check *check, const char *key)
{
    const char *where = json_text_key(check->text, check->keys_seen);
    const char *message = arena_format(&check->scratch, "key \"%s\" is there twice", key);
    return fail_on_line(check->document, check->text, where, message);
}

static bool check_keys(struct key_check *check, const cJSON *item)
{
    struct arena_mark mark = arena_mark(&check->scratch);
    struct map keys = map_in(&check->scratch);
    bool sound = true;
    for (const cJSON *child = item->child; child && sound; child = child->next) {
        bool is_new = true;
        if (child->string && !is_comment(child->string))
            map_add(&keys, child->string, &is_new);
        sound = is_new || fail_duplicate(check, child->string);
        if (child->string)
            check->keys_seen++;
        sound = sound && check_keys(check, child);
    }
    arena_rewind(&check->scratch, mark);
    return sound;
}

static bool check_all_keys(struct config_document *document, const char *text)
{
    struct key_check check = {.document = document, .text = text};
    bool sound = check_keys(&check, document->json);
    arena_release(&check.scratch);
    return sound;
}

static bool read_document(struct config_document *document, struct arena *scratch)
{
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    size_t length;
    const char *text = file_read(scratch, document->file, &length, document->error);
    if (!text) {
        document->failed = true;
        return false;
    }
    if (text_starts_with(text, byte_order_mark)) {
        text += strlen(byte_order_mark);
        length -= strlen(byte_order_mark);
    }
    return check_bytes(document, text, length) && parse(document, text, length) &&
           check_all_keys(document, text);
}

static void close_document(struct config_document *document)
{
    cJSON_Delete(document->json);
    document->json = NULL;
}

/* A cursor on an object; the same object has the same one each time, so that what one reader asks for is
 * known to all. cJSON leaves an object's `valueint` at 0 and never looks at it: ours to count with. */
static struct config reach(struct config_document *document, cJSON *object, const char *path)
{
    if (object->valueint == 0) {
        struct map *asked = ARENA_NEW(document->arena, struct map);
        *asked = map_in(document->arena);
        document->reached = arena_grow(document->arena, document->reached, document->reached_count,
                                       &document->reached_capacity, sizeof(*document->reached));
        document->reached[document->reached_count++] = (struct config){document, object, path, asked};
        object->valueint = (int)document->reached_count;
    }
    return document->reached[object->valueint - 1];
}

bool config_open(struct config *root, struct arena *arena, const char *path, struct error *error)
{
    struct config_document *document = ARENA_NEW(arena, struct config_document);
    document->arena = arena;
    document->error = error;
    document->file = arena_copy_text(arena, path);
    *root = (struct config){.document = document, .path = ""};
    struct arena scratch = {0};
    if (read_document(document, &scratch))
        *root = reach(document, document->json, "");
    else
        close_document(document);
    arena_release(&scratch);
    return !document->failed;
}

/* ---- closing ---- */

/* After a failure, or in an object that was not there, nothing is found and nothing more is said. */
static bool is_readable(const struct config *at)
{
    return at->object && at->document->json && !at->document->failed;
}

static bool check_unknown(struct config *at)
{
    for (const cJSON *child = ((const cJSON *)at->object)->child; child; child = child->next) {
        if (is_comment(child->string) || map_find(at->asked, child->string) != MAP_NONE)
            continue;
        const char *hint =
            text_did_you_mean(at->document->arena, child->string, at->asked->keys, at->asked->count);
        return config_fail(at, "unknown key \"%s\"%s", child->string, hint);
    }
    return true;
}

bool config_close(struct config *root)
{
    struct config_document *document = root->document;
    for (size_t i = 0; i < document->reached_count && is_readable(root); i++)
        check_unknown(&document->reached[i]);
    close_document(document);
    return !document->failed;
}

/* ---- finding ---- */

static cJSON *find(const struct config *at, const char *key)
{
    if (!is_readable(at))
        return NULL;
    map_add(at->asked, key, NULL);
    return cJSON_GetObjectItemCaseSensitive(at->object, key);
}

/* A key nobody has asked for, spelt much like this one, is most likely this one misspelt. */
static const char *misspelt(const struct config *at, const char *key)
{
    const cJSON *child = NULL;
    cJSON_ArrayForEach(child, (const cJSON *)at->object)
    {
        bool known = is_comment(child->string) || map_find(at->asked, child->string) != MAP_NONE;
        if (!known && text_nearest(child->string, &key, 1))
            return child->string;
    }
    return NULL;
}

bool config_missing(struct config *at, const char *key)
{
    if (!is_readable(at))
        return false;
    const char *instead = misspelt(at, key);
    if (instead)
        return config_fail(at, "unknown key \"%s\" (did you mean \"%s\", which is missing?)", instead, key);
    return config_fail(at, "required key \"%s\" is missing", key);
}

static cJSON *find_required(struct config *at, const char *key)
{
    cJSON *item = find(at, key);
    if (!item)
        config_missing(at, key);
    return item;
}

bool config_has(const struct config *at, const char *key)
{
    return find(at, key) != NULL;
}

/* ---- one value ---- */

static bool is_text(const cJSON *item)
{
    return cJSON_IsString(item) && *item->valuestring;
}

bool config_is_text(const struct config *at, const char *key)
{
    const cJSON *item = find(at, key);
    return item && is_text(item);
}

static bool is_number(const cJSON *item)
{
    return cJSON_IsNumber(item) && isfinite(item->valuedouble);
}

static bool is_whole(const cJSON *item, int least, int most)
{
    return is_number(item) && item->valuedouble >= least && item->valuedouble <= most &&
           floor(item->valuedouble) == item->valuedouble;
}

static const char *text_of(struct config *at, const char *key, const cJSON *item, const char *otherwise)
{
    if (item && is_text(item))
        return arena_copy_text(at->document->arena, item->valuestring);
    if (item)
        fail_wanted_at(at, key, "text", item);
    return otherwise;
}

static double number_of(struct config *at, const char *key, const cJSON *item, double otherwise)
{
    if (item && is_number(item))
        return item->valuedouble;
    if (item)
        fail_wanted_at(at, key, "a number", item);
    return otherwise;
}

static int whole_of(struct config *at, const char *key, const cJSON *item, int least, int most, int otherwise)
{
    if (item && is_whole(item, least, most))
        return (int)item->valuedouble;
    if (item)
        fail_wanted_at(at, key,
                       arena_format(at->document->arena, "a whole number from %d to %d", least, most), item);
    return otherwise;
}

const char *config_text(struct config *at, const char *key)
{
    return text_of(at, key, find_required(at, key), NULL);
}

double config_number(struct config *at, const char *key)
{
    return number_of(at, key, find_required(at, key), 0);
}

int config_whole(struct config *at, const char *key, int least, int most)
{
    return whole_of(at, key, find_required(at, key), least, most, 0);
}

const char *config_text_or(struct config *at, const char *key, const char *otherwise)
{
    return text_of(at, key, find(at, key), otherwise);
}

double config_number_or(struct config *at, const char *key, double otherwise)
{
    return number_of(at, key, find(at, key), otherwise);
}

int config_whole_or(struct config *at, const char *key, int least, int most, int otherwise)
{
    return whole_of(at, key, find(at, key), least, most, otherwise);
}

bool config_flag_or(struct config *at, const char *key, bool otherwise)
{
    const cJSON *item = find(at, key);
    if (item && cJSON_IsBool(item))
        return cJSON_IsTrue(item);
    if (item)
        fail_wanted_at(at, key, "true or false", item);
    return otherwise;
}

/* ---- one of several ---- */

static const char *listed(struct arena *arena, const char *const *choices, size_t count)
{
    struct text text = text_in(arena);
    for (size_t i = 0; i < count; i++)
        text_add_format(&text, "%s\"%s\"", i > 0 ? ", " : "", choices[i]);
    return text.bytes;
}

static bool fail_choice(struct config *at, const char *key, const char *const *choices, size_t count,
                        const cJSON *found)
{
    struct arena *arena = at->document->arena;
    const char *wanted = arena_format(arena, "one of %s", listed(arena, choices, count));
    if (!is_text(found))
        return fail_wanted_at(at, key, wanted, found);
    const char *hint = text_did_you_mean(arena, found->valuestring, choices, count);
    return fail(at->document, key_path(at, key),
                arena_format(arena, "wanted %s, found \"%s\"%s", wanted, found->valuestring, hint));
}

int config_choice(struct config *at, const char *key, const char *const *choices, size_t count, int otherwise)
{
    bool required = otherwise < 0;
    int fallback = required ? 0 : otherwise;
    const cJSON *item = required ? find_required(at, key) : find(at, key);
    if (!item)
        return fallback;
    for (size_t i = 0; i < count && is_text(item); i++)
        if (text_equal(item->valuestring, choices[i]))
            return (int)i;
    fail_choice(at, key, choices, count, item);
    return fallback;
}

/* ---- lists and objects ---- */

static const char *const *one_text(struct config *at, const char *text, size_t *count)
{
    const char **texts = ARENA_NEW(at->document->arena, const char *);
    texts[0] = arena_copy_text(at->document->arena, text);
    *count = 1;
    return texts;
}

static const char *const *all_texts(struct config *at, const char *key, const cJSON *list, size_t *count)
{
    struct arena *arena = at->document->arena;
    const char **texts = ARENA_ARRAY(arena, const char *, (size_t)cJSON_GetArraySize(list));
    size_t found = 0;
    for (const cJSON *item = list->child; item; item = item->next) {
        if (!is_text(item)) {
            fail_wanted(at->document, item_path(at, key, found), "text", item);
            return texts;
        }
        texts[found++] = arena_copy_text(arena, item->valuestring);
    }
    *count = found;
    return texts;
}

const char *const *config_texts(struct config *at, const char *key, size_t *count)
{
    static const char *const none[] = {NULL};
    *count = 0;
    const cJSON *item = find(at, key);
    if (item && is_text(item))
        return one_text(at, item->valuestring, count);
    if (item && cJSON_IsArray(item))
        return all_texts(at, key, item, count);
    if (item)
        fail_wanted_at(at, key, "a list of texts", item);
    return none;
}

bool config_object(struct config *at, const char *key, struct config *object)
{
    const char *path = key_path(at, key);
    *object = (struct config){.document = at->document, .path = path};
    cJSON *item = find(at, key);
    if (!item)
        return false;
    if (!cJSON_IsObject(item))
        return fail_wanted_at(at, key, "an object", item);
    *object = reach(at->document, item, path);
    return true;
}

static cJSON *find_list(struct config *at, const char *key)
{
    cJSON *list = find(at, key);
    if (!list || cJSON_IsArray(list))
        return list;
    fail_wanted_at(at, key, "a list of objects", list);
    return NULL;
}

size_t config_count(struct config *at, const char *key)
{
    const cJSON *list = find_list(at, key);
    return list ? (size_t)cJSON_GetArraySize(list) : 0;
}

bool config_item(struct config *at, const char *key, size_t index, struct config *object)
{
    const char *path = item_path(at, key, index);
    *object = (struct config){.document = at->document, .path = path};
    const cJSON *list = find_list(at, key);
    cJSON *item = list && index <= INT32_MAX ? cJSON_GetArrayItem(list, (int)index) : NULL;
    if (!item)
        return false;
    if (!cJSON_IsObject(item))
        return fail_wanted(at->document, path, "an object", item);
    *object = reach(at->document, item, path);
    return true;
}

const char *config_item_text(struct config *at, const char *key, size_t index)
{
    const cJSON *list = find_list(at, key);
    const cJSON *item = list && index <= INT32_MAX ? cJSON_GetArrayItem(list, (int)index) : NULL;
    return item && is_text(item) ? arena_copy_text(at->document->arena, item->valuestring) : NULL;
}

const char *config_own_key(struct config *at, size_t index)
{
    if (!is_readable(at))
        return NULL;
    const cJSON *child = ((const cJSON *)at->object)->child;
    for (; child; child = child->next)
        if (!is_comment(child->string) && index-- == 0)
            break;
    if (!child)
        return NULL;
    size_t known = map_add(at->asked, child->string, NULL);
    return at->asked->keys[known];
}
