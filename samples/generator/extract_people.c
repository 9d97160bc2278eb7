#include "samples/generator/extract_cells.h"
#include "samples/generator/extract_tables.h"

/* Mothers who are in the extract come after the children: the mother of family 0 first. */
static long mother_index(const struct county *county, size_t family)
{
    return (long)(county->people.count + family);
}

static bool mother_is_known(const struct county *county, const struct family *family)
{
    if (family->mother_birth == NO_DAY)
        return false;
    for (int i = 0; i < family->count; i++)
        if (child_is_known(county, family->children[i]))
            return true;
    return false;
}

static void mothers_as_people(const struct county *county, struct sheet *sheet)
{
    for (size_t i = 0; i < county->families.count; i++) {
        const struct family *family = &county->families.items[i];
        if (!mother_is_known(county, family))
            continue;
        sheet_id(sheet, "pers_person_id", CHILD_ID, mother_index(county, i));
        sheet_text(sheet, "pers_sex", "F");
        sheet_text(sheet, "pers_gender", "F");
        sheet_text(sheet, "pers_ethnicity", county->people.items[family->children[0]].ethnicity);
        sheet_day(sheet, "pers_dob", family->mother_birth);
        sheet_flag(sheet, "pers_is_mother", true);
        sheet_end_row(sheet);
    }
}

void extract_people(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {
        "pers_person_id",  "pers_forename",    "pers_surname",     "pers_sex",
        "pers_gender",     "pers_ethnicity",   "pers_dob",         "pers_common_child_id",
        "pers_legacy_id",  "pers_upn_unknown", "pers_send_flag",   "pers_expected_dob",
        "pers_death_date", "pers_is_mother",   "pers_nationality", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->people.count; i++) {
        const struct child *child = &county->people.items[i];
        bool born = county_past(county, child->birth);
        const char *sex = !born ? "U" : child->boy ? "M" : "F";
        if (!child_is_known(county, (int)i))
            continue;
        sheet_id(sheet, "pers_person_id", CHILD_ID, (long)i);
        sheet_text(sheet, "pers_sex", sex);
        sheet_text(sheet, "pers_gender", sex);
        sheet_text(sheet, "pers_ethnicity", child->ethnicity);
        if (born)
            sheet_day(sheet, "pers_dob", child->birth);
        if (child->disability)
            sheet_flag(sheet, "pers_send_flag", true);
        if (child->birth > child->known)
            sheet_day(sheet, "pers_expected_dob", child->birth + (day_number)(i % 15) - 7);
        sheet_end_row(sheet);
    }
    mothers_as_people(county, sheet);
}

void extract_families(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"fami_table_id", "fami_family_id", "fami_person_id", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->people.count; i++) {
        if (!child_is_known(county, (int)i))
            continue;
        sheet_id(sheet, "fami_table_id", ROW_ID, (long)i);
        sheet_id(sheet, "fami_family_id", FAMILY_ID, county->people.items[i].family);
        sheet_id(sheet, "fami_person_id", CHILD_ID, (long)i);
        sheet_end_row(sheet);
    }
}

void extract_disabilities(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"disa_person_id", "disa_table_id", "disa_disability_code", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->people.count; i++) {
        const char *disability = county->people.items[i].disability;
        if (!disability || !child_is_known(county, (int)i))
            continue;
        sheet_id(sheet, "disa_person_id", CHILD_ID, (long)i);
        sheet_id(sheet, "disa_table_id", ROW_ID, (long)i);
        sheet_text(sheet, "disa_disability_code", disability);
        sheet_end_row(sheet);
    }
}

void extract_immigration(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"immi_person_id",
                                         "immi_immigration_status_id",
                                         "immi_immigration_status",
                                         "immi_immigration_status_start_date",
                                         "immi_immigration_status_end_date",
                                         NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->people.count; i++) {
        const struct child *child = &county->people.items[i];
        if (!child->asylum || !child_is_known(county, (int)i))
            continue;
        sheet_id(sheet, "immi_person_id", CHILD_ID, (long)i);
        sheet_id(sheet, "immi_immigration_status_id", ROW_ID, (long)i);
        sheet_text(sheet, "immi_immigration_status", "Unaccompanied Asylum Seeking Child");
        sheet_day(sheet, "immi_immigration_status_start_date", child->known);
        sheet_end_row(sheet);
    }
}

void extract_mothers(const struct county *county, struct sheet *sheet)
{
    static const char *const fields[] = {"moth_table_id", "moth_person_id", "moth_childs_person_id",
                                         "moth_childs_dob", NULL};
    sheet_header(sheet, fields);
    for (size_t i = 0; i < county->people.count; i++) {
        const struct child *child = &county->people.items[i];
        if (!child_is_known(county, (int)i) ||
            !mother_is_known(county, &county->families.items[child->family]))
            continue;
        sheet_id(sheet, "moth_table_id", ROW_ID, (long)i);
        sheet_id(sheet, "moth_person_id", CHILD_ID, mother_index(county, (size_t)child->family));
        sheet_id(sheet, "moth_childs_person_id", CHILD_ID, (long)i);
        cell_day_if_past(county, sheet, "moth_childs_dob", child->birth);
        sheet_end_row(sheet);
    }
}
