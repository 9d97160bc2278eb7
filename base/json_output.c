#include "base/json_output.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>

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
