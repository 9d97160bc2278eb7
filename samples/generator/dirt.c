#include "samples/generator/dirt.h"

static const struct {
    const char *file, *key; /* what stands in the first column */
    const char *field, *value;
} dirt[] = {
    {"ssd_person.csv", "EX000412", "pers_dob", "30/02/2014"},
    {"ssd_cla_episodes.csv", "E001500", "clae_entered_care_date", "31/02/2025"},
    {"ssd_cin_assessments.csv", "A003020", "cina_assessment_auth_date", "2025-13-04"},
    {"ssd_cin_assessments.csv", "A007105", "cina_assessment_child_seen", "Maybe"},
    {"ssd_s47_enquiry.csv", "S000777", "s47e_s47_end_date", "1900-01-01"},
    {"ssd_cp_plans.csv", "CP000431", "cppl_cp_plan_initial_category", "SSD_PH"},
    {"ssd_cp_plans.csv", "CP000806", "cppl_cp_plan_initial_category", "Cat 9"},
    {"ssd_cp_reviews.csv", "RC001204", "cppr_cp_review_due", "31/04/2025"},
    {"ssd_cp_visits.csv", "V008888", "cppv_cp_plan_id", "CP999999"},
    {"ssd_cla_placement.csv", "PL000640", "clap_cla_placement_end_date", "2001-01-01"},
    {"ssd_involvements.csv", "I004321", "invo_professional_id", "W999999"},
    {"ssd_involvements.csv", "I002468", "invo_professional_role_id", "SSD_PH"},
};

void dirt_fall(struct sheet *sheet)
{
    for (size_t i = 0; i < sizeof dirt / sizeof *dirt; i++)
        if (text_equal(sheet->file, dirt[i].file) && text_equal(sheet->cells[0], dirt[i].key))
            sheet_set(sheet, dirt[i].field, dirt[i].value);
}
