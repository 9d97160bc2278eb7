#include "samples/generator/document_cells.h"
#include "samples/generator/people_wrote.h"

/* England's published figures, by financial year ending 31 March or, of the workforce, on 30 September.
 *
 * Sources, all Department for Education, as open data under the Open Government Licence: children in need
 * (tables B1, C1, D3, D5), children looked after (placements, health, care leavers), children's social work
 * workforce, adoption; to 2025. Shares of years past are worked out from the published counts and shown to
 * one decimal. Interviews after going missing: Missing People, 2023-24. */
enum { YEARS_MOST = 13 };

struct series {
    const char *indicator;
    int month; /* of the year, in which the figure's year ends */
    int first; /* year */
    const char *values[YEARS_MOST];
};

static const struct series published[] = {
    {"rereferral_12m_pct",
     3,
     2013,
     {"24.7", "23.5", "24.2", "22.5", "21.9", "21.9", "22.6", "22.6", "22.7", "21.5", "22.4", "22.4",
      "22.6"}},
    {"assessment_45wd_pct",
     3,
     2014,
     {"82.2", "81.5", "83.4", "82.9", "82.7", "83.1", "83.9", "87.6", "84.5", "82.5", "84.5", "85.7"}},
    {"cp_repeat_ever_pct",
     3,
     2013,
     {"14.9", "15.8", "16.6", "17.9", "18.7", "20.2", "20.8", "21.9", "22.1", "22.6", "23.6", "24.7",
      "24.5"}},
    {"cp_reviews_in_time_pct",
     3,
     2013,
     {"95.9", "94.5", "93.9", "93.6", "92.2", "90.5", "91.8", "91.5", "93.2", "89.3", "88.1", "89.8",
      "90.6"}},
    {"agency_rate_fte", 9, 2017, {"15.8", "15.4", "15.8", "15.4", "15.5", "17.6", "17.8", "16.0", "13.0"}},
    {"sw_vacancy_rate_fte",
     9,
     2017,
     {"17.0", "16.5", "16.4", "16.1", "16.7", "20.0", "18.9", "17.3", "14.2"}},
    {"sw_turnover_rate_fte",
     9,
     2017,
     {"13.4", "15.1", "15.0", "13.5", "15.4", "17.1", "15.9", "13.8", "11.8"}},
    {"caseload_avg_fte", 9, 2017, {"17.7", "17.4", "16.9", "16.3", "16.3", "16.6", "16.0", "15.4", "15.2"}},
    {"sw_absence_rate", 9, 2025, {"3.5"}},
    {"agency_rate_headcount", 9, 2025, {"12.7"}},
    {"agency_covering_vacancy_pct", 9, 2025, {"81.1"}},
    {"vacancies_agency_covered_pct", 9, 2025, {"73.6"}},

    {"referrals_rate_10k", 3, 2025, {"519.4"}},
    {"referrals_nfa_pct", 3, 2025, {"6.5"}},
    {"referral_assessed_not_in_need_pct", 3, 2025, {"30.8"}},
    {"s47_rate_10k", 3, 2025, {"189.3"}},
    {"icpc_rate_10k", 3, 2025, {"59.2"}},
    {"icpc_15wd_pct", 3, 2025, {"81.4"}},
    {"cin_rate_10k", 3, 2025, {"330.3"}},
    {"cin_open_2y_pct", 3, 2025, {"35.6"}},
    {"cp_rate_10k", 3, 2025, {"40.6"}},
    {"cp_open_2y_pct", 3, 2025, {"2.3"}},
    {"cp_closed_2y_pct", 3, 2025, {"4.4"}},
    {"care_applications_10k", 3, 2025, {"9.1"}},
    {"cla_rate_10k", 3, 2025, {"67"}},
    {"cla_start_rate_10k", 3, 2025, {"26"}},
    {"cla_cease_rate_10k", 3, 2025, {"28"}},
    {"cla_uasc_pct", 3, 2025, {"8"}},
    {"cla_3plus_sw_pct", 3, 2024, {"27"}},
    {"cla_3plus_placements_pct", 3, 2025, {"10"}},
    {"cla_stable_2y_pct", 3, 2025, {"69"}},
    {"cla_foster_pct", 3, 2025, {"67"}},
    {"cla_residential_pct", 3, 2025, {"12"}},
    {"cla_over20mi_out_pct", 3, 2025, {"18"}},
    {"cla_pwp_pct", 3, 2025, {"6"}},
    {"rha_in_time_pct", 3, 2025, {"90"}},
    {"dental_pct", 3, 2025, {"81"}},
    {"imms_pct", 3, 2025, {"84"}},
    {"sdq_completed_pct", 3, 2025, {"78"}},
    {"sdq_avg_score", 3, 2025, {"14.9"}},
    {"cla_absence_pct", 3, 2025, {"9.0"}},
    {"missing_cla_pct", 3, 2025, {"11"}},
    {"rhi_72h_pct", 3, 2024, {"63"}},
    {"cla_convicted_pct", 3, 2025, {"2"}},
    {"cl_suitable_accom_pct", 3, 2025, {"89"}},
    {"cl_eet_1921_pct", 3, 2025, {"54"}},
    {"cl_eet_1718_pct", 3, 2025, {"64"}},
    {"cl_neet_1921_pct", 3, 2025, {"40"}},
    {"cl_staying_put_pct", 3, 2025, {"33"}},
    {"left_care_adopted_pct", 3, 2025, {"9"}},
    {"sgo_pct", 3, 2025, {"12"}},
    {"adoption_ni61_pct", 3, 2025, {"70.7"}},
};

/* What a council could have looked up by the last day. */
void write_benchmarks(const struct county *county, struct text *out)
{
    static const char *const header[] = {"indicator", "comparator", "period_end", "value"};
    enum { COLUMNS = sizeof header / sizeof *header };
    cells_row(out, header, COLUMNS);
    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
        const struct series *series = &published[i];
        for (int year = 0; year < YEARS_MOST && series->values[year]; year++) {
            struct date month = {series->first + year, series->month, 1};
            day_number end = day_month_end(day_from_date(month));
            char period[DAY_TEXT_SIZE];
            day_format(end, period);
            const char *const cells[COLUMNS] = {series->indicator, "England", period, series->values[year]};
            if (county_past(county, end))
                cells_row(out, cells, COLUMNS);
        }
    }
}
