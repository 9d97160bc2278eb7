#include "cli/definitions.h"

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"

static bool add_checksum(struct text *all, const char *path, struct error *error)
{
    char checksum[CHECKSUM_TEXT_SIZE];
    if (!path)
        return true;
    if (folder_exists(path)) {
        const char *const *names;
        size_t count;
        if (!folder_list(all->arena, path, "*.json", &names, &count, error))
            return false;
        for (size_t i = 0; i < count; i++)
            if (!add_checksum(all, path_join(all->arena, path, names[i]), error))
                return false;
        return true;
    }
    if (!file_checksum(path, checksum, error))
        return false;
    text_add_format(all, "%s %s\n", checksum, path_name(path));
    return true;
}

static bool checksum_all(struct arena *arena, const struct job *job, const char *holidays,
                         struct definitions *definitions, struct error *error)
{
    struct text all = text_in(arena);
    for (size_t i = 0; i < job->catalogue_count; i++)
        if (!add_checksum(&all, job->catalogues[i], error))
            return false;
    for (size_t i = 0; i < job->parameter_count; i++)
        text_add_format(&all, "%s %s\n", job->parameters[i].name,
                        number_shortest(arena, job->parameters[i].value));
    if (!add_checksum(&all, job->units, error) || !add_checksum(&all, job->targets, error) ||
        !add_checksum(&all, job->populations, error) || !add_checksum(&all, holidays, error))
        return false;
    bytes_checksum(all.bytes, all.length, definitions->checksum);
    return true;
}

/* A file that is not there is told with the key of the job that asked for it. */
static bool asked_for(const struct job *job, const char *key, struct error *error)
{
    return error->kind == ERROR_IO ? error_within(error, "%s: \"%s\"", job->path, key) : false;
}

bool definitions_load(struct arena *arena, const struct job *job, const char *home,
                      struct definitions *definitions, struct error *error)
{
    *definitions = (struct definitions){0};
    const char *holidays = path_join(arena, home, "tables/bank_holidays.csv");
    if (!catalogue_load(arena, job->catalogues, job->catalogue_count, &definitions->catalogue, error))
        return asked_for(job, "catalogue", error);
    if (!catalogue_settle(arena, &definitions->catalogue, job->parameters, job->parameter_count, job->path,
                          error))
        return false;
    if (!units_load(arena, job->units, &definitions->units, error))
        return asked_for(job, "units", error);
    if (job->targets && !targets_load(arena, job->targets, &definitions->catalogue, &definitions->units,
                                      &definitions->targets, error))
        return asked_for(job, "targets", error);
    if (job->populations &&
        !populations_load(arena, job->populations, &definitions->units, &definitions->populations, error))
        return asked_for(job, "populations", error);
    return calendar_load(arena, holidays, &definitions->calendar, error) &&
           checksum_all(arena, job, holidays, definitions, error);
}
