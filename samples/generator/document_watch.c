#include "samples/generator/document_cells.h"
#include "samples/generator/people_wrote.h"

/* ---- risks, issues and decisions ---- */

/* The score is how likely, times how bad, of five each. */
struct watched {
    const char *id, *kind, *title, *owner, *score, *status, *escalated, *note;
};

static const struct watched watched[] = {
    {"K1", "risk", "Safeguarding East cannot keep the workers it has",
     "Head of Safeguarding and Family Support", "20", "open", "Y",
     "Each leaver hands fifteen to twenty children on"},
    {"K2", "risk", "Agency staff cost more than the budget holds", "Head of Workforce", "12", "open", "N",
     "Lower than last year; one team accounts for a third"},
    {"K3", "risk", "Plans are ended too soon and have to be made again", "Head of Quality Assurance", "16",
     "open", "Y", "Repeat plans have drifted up for two years"},
    {"K4", "risk", "Children wait for therapy while demand grows", "Chair of the Safeguarding Partnership",
     "15", "open", "Y", "Raised with the integrated care board"},
    {"K5", "risk", "Too few foster homes in the county", "Head of Children in Care", "12", "open", "N",
     "Recruitment with three neighbouring councils"},
    {"K6", "risk", "Unregistered placements in an emergency", "Head of Children in Care", "10", "open", "N",
     "None in the last quarter"},
    {"K7", "risk", "Figures are late because work is not entered", "Performance Manager", "12", "open", "N",
     "Lists go to managers each Monday"},
    {"K8", "risk", "The case system's supplier ends support", "Director of Children's Services", "6",
     "closed", "N", "Contract renewed for four years"},
    {"I1", "issue", "Visits and assessments of the last weeks are not entered yet", "Performance Manager", "",
     "open", "Y", "Figures of the last month look worse than they are"},
    {"I2", "issue", "Assessments slipped when the teams were reorganised",
     "Head of Front Door and Assessment", "", "open", "Y", "Back above eight in ten in two of three teams"},
    {"I3", "issue", "Manager's post in Safeguarding East stands empty", "Head of Workforce", "", "open", "Y",
     "Third advertisement closes this month"},
    {"I4", "issue", "Second-stage complaints wait for an investigator", "Head of Quality Assurance", "",
     "open", "N", "Two more independent investigators engaged"},
    {"I5", "issue", "Health is missing from some strategy meetings", "Chair of the Safeguarding Partnership",
     "", "open", "N", "Rota agreed with the hospital"},
    {"D1", "decision", "Keep the temporary assessment team until the spring",
     "Director of Children's Services", "", "open", "Y", "Needs the cabinet's consent"},
    {"D2", "decision", "Caseload limit of twenty in every team, without exception",
     "Director of Children's Services", "", "closed", "N", "Agreed by the Board"},
    {"D3", "decision", "Report visits by working days, as the practice standard does", "Performance Manager",
     "", "closed", "N", "Agreed by the Board"},
};

void write_risks(const struct county *county, struct text *out)
{
    (void)county;
    static const char *const header[] = {"id",    "kind",   "title",     "owner",
                                         "score", "status", "escalated", "note"};
    enum { COLUMNS = sizeof header / sizeof *header };
    cells_row(out, header, COLUMNS);
    for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) {
        const struct watched *row = &watched[i];
        const char *const cells[COLUMNS] = {row->id,    row->kind,   row->title,     row->owner,
                                            row->score, row->status, row->escalated, row->note};
        cells_row(out, cells, COLUMNS);
    }
}

/* ---- a line beside a figure ---- */

struct remark {
    const char *indicator;
    int month; /* 0: the last */
    const char *text, *author;
};

#define PERFORMANCE  "Performance Manager"
#define SAFEGUARDING "Head of Safeguarding and Family Support"
#define FRONT_DOOR   "Head of Front Door and Assessment"
#define WORKFORCE    "Head of Workforce"
#define ASSURANCE    "Head of Quality Assurance"
#define IN_CARE      "Head of Children in Care"

static const struct remark remarks[] = {
    {"agency_rate_fte", -35,
     "A quarter of our social workers are from agencies. The plan is to halve it in three years.", WORKFORCE},
    {"assessment_45wd_pct", -34,
     "Inspectors found children waiting for help. Managers now look at each assessment on its tenth day.",
     FRONT_DOOR},
    {"agency_rate_fte", -30,
     "The first group of newly qualified workers began, and agency contracts ended with them.", WORKFORCE},
    {"assessment_45wd_pct", -26, "Eight in ten are in time, more than for years.", FRONT_DOOR},
    {"agency_rate_fte", -24,
     "Up again: permanent workers left over the summer, most of them in Safeguarding East.", WORKFORCE},
    {"cp_visits_10wd_pct", -24,
     "A quarter of the children of Safeguarding East were not seen in time. A recovery plan began, with "
     "weekly lists.",
     SAFEGUARDING},
    {"cla_3plus_placements_pct", -24,
     "Small numbers: a few unsettled children account for the rise. Each has a plan.", IN_CARE},
    {"caseload_avg_fte", -22, "Safeguarding East holds far more children a worker than any other team.",
     SAFEGUARDING},
    {"unallocated_children", -22, "Children who wait for a worker are visited by the duty worker each week.",
     SAFEGUARDING},
    {"cp_reviews_in_time_pct", -12, "Late reviews are nearly all of one team, where reports come late.",
     ASSURANCE},
    {"assessment_45wd_pct", -11, "Nine in ten in time, month after month.", FRONT_DOOR},
    {"complaints_s1_in_time_pct", -9, "One officer now follows each complaint until it is answered.",
     ASSURANCE},
    {"assessment_45wd_pct", -8,
     "The reorganisation moved a third of workers to another team. Cases are handed over and assessments "
     "will be late.",
     FRONT_DOOR},
    {"rereferral_12m_pct", -8,
     "Rising with the handovers; we read twenty cases and found help that ended early.", FRONT_DOOR},
    {"unallocated_children", -8,
     "Most wait in Safeguarding East, where cases changed hands with the reorganisation.", SAFEGUARDING},
    {"cp_visits_10wd_pct", -6,
     "East has turned: posts are filled and its visits are as timely as those of others.", SAFEGUARDING},
    {"assessment_45wd_pct", -4, "A temporary team helps Assessment East with what is late.", FRONT_DOOR},
    {"cp_repeat_ever_pct", -3, "Drifting up for two years. Audit of thirty second plans under way.",
     ASSURANCE},
    {"agency_rate_fte", -1,
     "Safeguarding East, where one worker in five is from an agency, is what keeps us from a tenth.",
     WORKFORCE},
    {"cp_repeat_24m_pct", 0,
     "To be read with the plans that end at their first review: some of them end too soon.", ASSURANCE},
    {"cp_visits_10wd_pct", 0,
     "Some visits of the last weeks are made and not entered. Expect this figure to rise when it is worked "
     "out again.",
     PERFORMANCE},
    {"caseload_avg_fte", 0, "Steady for a year, and Safeguarding East is back among the others.",
     SAFEGUARDING},
};

void write_commentary(const struct county *county, struct text *out)
{
    static const char *const header[] = {"indicator", "month", "text", "author"};
    enum { COLUMNS = sizeof header / sizeof *header };
    cells_row(out, header, COLUMNS);
    for (size_t i = 0; i < sizeof remarks / sizeof *remarks; i++) {
        const struct remark *row = &remarks[i];
        const char *const cells[COLUMNS] = {row->indicator, months_name(out->arena, county, row->month),
                                            row->text, row->author};
        cells_row(out, cells, COLUMNS);
    }
}
