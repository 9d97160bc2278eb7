#include "cli/alike.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void a_slip_makes_names_alike_and_a_number_or_another_word_does_not(void **state)
{
    (void)state;
    static const struct {
        const char *one, *other;
        bool alike;
    } cases[] = {
        {"safeguarding_north", "safegaurding_north", true}, /* swapped */
        {"Safeguarding North", "safeguarding_north", true},
        {"Court team", "Courts team", true},
        {"Court team", "Cort team", true},
        {"Court team", "Curt team", true},
        {"Fostering", "Fosterinh", true},
        {"safeguarding_north", "safeguarding_south", false},
        {"safeguarding_east", "safeguarding_west", false},
        {"Team 1", "Team 2", false},
        {"Team 1", "Team 11", false},
        {"CIN A", "CIN B", false},
        {"cin", "cip", false},
        {"", "", false},
        {"--", "__", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (names_are_alike(cases[i].one, cases[i].other) != cases[i].alike ||
            names_are_alike(cases[i].other, cases[i].one) != cases[i].alike)
            fail_msg("%s and %s", cases[i].one, cases[i].other);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_makes_names_alike_and_a_number_or_another_word_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
