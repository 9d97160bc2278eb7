#include "base/json_output.h"

#include "base/file.h"
#include "base/text.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* cJSON answers NULL only when memory runs out, which ends the program as it does in arenas. */
static void *must(void *item)
{
    if (!item)
        exit(ERROR_IO);
    return item;
}

struct json json_object(void)
{
    return (struct json){must(cJSON_CreateObject())};
}

struct json json_list(void)
{
    return (struct json){must(cJSON_CreateArray())};
}

char *json_print(struct arena *arena, struct json root)
{
    char *printed = must(cJSON_Print(root.item));
    char *text = arena_format(arena, "%s\n", printed);
    cJSON_free(printed);
    cJSON_Delete(root.item);
    return text;
}

void json_add_text(struct json object, const char *key, const char *text)
{
    must(cJSON_AddStringToObject(object.item, key, text));
}

void json_add_number(struct json object, const char *key, double number)
{
    if (isfinite(number))
        must(cJSON_AddNumberToObject(object.item, key, number));
    else
        must(cJSON_AddNullToObject(object.item, key));
}

void json_add_flag(struct json object, const char *key, bool flag)
{
    must(cJSON_AddBoolToObject(object.item, key, flag));
}

struct json json_add_object(struct json object, const char *key)
{
    return (struct json){must(cJSON_AddObjectToObject(object.item, key))};
}

struct json json_add_list(struct json object, const char *key)
{
    return (struct json){must(cJSON_AddArrayToObject(object.item, key))};
}

struct json json_append_object(struct json list)
{
    struct json object = json_object();
    cJSON_AddItemToArray(list.item, object.item);
    return object;
}

void json_append_text(struct json list, const char *text)
{
    cJSON_AddItemToArray(list.item, must(cJSON_CreateString(text)));
}

/* ---- a file to be changed ---- */

bool json_read(const char *path, struct json *root, struct error *error)
{
    struct arena scratch = {0};
    size_t length;
    const char *text = file_read(&scratch, path, &length, error);
    *root = (struct json){text ? cJSON_ParseWithLength(text, length) : NULL};
    arena_release(&scratch);
    return root->item || (text && error_set(error, ERROR_CONFIG, "%s: not valid JSON", path));
}

struct json json_find(struct json object, const char *key)
{
    return (struct json){cJSON_GetObjectItemCaseSensitive(object.item, key)};
}

struct json json_at(struct json list, size_t index)
{
    return (struct json){cJSON_GetArrayItem(list.item, (int)index)};
}

struct json json_copy(struct json tree)
{
    return (struct json){must(cJSON_Duplicate(tree.item, true))};
}

void json_free(struct json root)
{
    cJSON_Delete(root.item);
}

void json_set(struct json object, const char *key, struct json value)
{
    if (json_find(object, key).item)
        cJSON_ReplaceItemInObjectCaseSensitive(object.item, key, value.item);
    else
        cJSON_AddItemToObject(object.item, key, value.item);
}

void json_set_text(struct json object, const char *key, const char *text)
{
    json_set(object, key, (struct json){must(cJSON_CreateString(text))});
}

void json_set_number(struct json object, const char *key, double number)
{
    json_set(object, key, (struct json){must(cJSON_CreateNumber(number))});
}

void json_set_flag(struct json object, const char *key, bool flag)
{
    json_set(object, key, (struct json){must(cJSON_CreateBool(flag))});
}

void json_remove(struct json object, const char *key)
{
    cJSON_DeleteItemFromObjectCaseSensitive(object.item, key);
}

void json_append(struct json list, struct json value)
{
    cJSON_AddItemToArray(list.item, value.item);
}

void json_append_texts(struct json list, struct json from)
{
    if (cJSON_IsString((const cJSON *)from.item))
        json_append_text(list, ((const cJSON *)from.item)->valuestring);
    for (const cJSON *item =
             from.item && cJSON_IsArray((const cJSON *)from.item) ? ((const cJSON *)from.item)->child : NULL;
         item; item = item->next)
        if (cJSON_IsString(item))
            json_append_text(list, item->valuestring);
}

/* ---- printing for people ---- */

enum { LINE_WIDTH = 130, INDENT = 2 };

static void print_scalar(struct text *text, const cJSON *item)
{
    char *printed = must(cJSON_PrintUnformatted(item));
    text_add(text, printed);
    cJSON_free(printed);
}

static void print_key(struct text *text, const cJSON *item)
{
    cJSON *key = item->string ? must(cJSON_CreateString(item->string)) : NULL;
    if (!key)
        return;
    print_scalar(text, key);
    text_add(text, ": ");
    cJSON_Delete(key);
}

static void print_on_one_line(struct text *text, const cJSON *item)
{
    bool object = cJSON_IsObject(item);
    if (!object && !cJSON_IsArray(item)) {
        print_scalar(text, item);
        return;
    }
    if (!item->child) {
        text_add(text, object ? "{}" : "[]");
        return;
    }
    text_add(text, object ? "{ " : "[");
    for (const cJSON *child = item->child; child; child = child->next) {
        print_key(text, child);
        print_on_one_line(text, child);
        text_add(text, child->next ? ", " : "");
    }
    text_add(text, object ? " }" : "]");
}

static bool fits(struct text *text, const cJSON *item, size_t column)
{
    struct arena_mark mark = arena_mark(text->arena);
    struct text line = text_in(text->arena);
    print_on_one_line(&line, item);
    size_t width = column + line.length + 1;
    arena_rewind(text->arena, mark);
    return width <= LINE_WIDTH;
}

static void print_narrow(struct text *text, const cJSON *item, size_t depth, size_t column)
{
    if (!item->child || (depth > 0 && fits(text, item, column))) {
        print_on_one_line(text, item);
        return;
    }
    text_add(text, cJSON_IsObject(item) ? "{\n" : "[\n");
    for (const cJSON *child = item->child; child; child = child->next) {
        text_add_format(text, "%*s", (int)((depth + 1) * INDENT), "");
        size_t before = text->length;
        print_key(text, child);
        print_narrow(text, child, depth + 1, (depth + 1) * INDENT + text->length - before);
        text_add(text, child->next ? ",\n" : "\n");
    }
    text_add_format(text, "%*s%s", (int)(depth * INDENT), "", cJSON_IsObject(item) ? "}" : "]");
}

char *json_print_narrow(struct arena *arena, struct json root)
{
    struct arena scratch = {0};
    struct text text = text_in(&scratch);
    print_narrow(&text, root.item, 0, 0);
    text_add(&text, "\n");
    cJSON_Delete(root.item);
    char *printed = arena_copy_text(arena, text.bytes);
    arena_release(&scratch);
    return printed;
}
