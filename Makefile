# scorecard. `make` builds build/scorecard; `make help` lists the rest; `make V=1` shows each command.
#
# The rooms are one chain, base <- tables <- ingest <- metrics <- render <- cli. Each is built as an archive;
# a unit test named tests/unit/test_ROOM_thing.c links ROOM and what lies below it and nothing above, so an
# arrow that points the wrong way fails to link.

MODE    ?= plain
ifeq ($(origin CC),default)
CC      := gcc
endif
QUIET   := $(if $(V),,@)
BUILD   := build$(if $(filter-out plain,$(MODE)),/$(MODE))
ROOMS   := base tables ingest metrics render cli

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
            -Wold-style-definition -Wwrite-strings -Wformat=2 -Wundef -Wvla -Wswitch-enum \
            -Wdouble-promotion -fno-common -Werror
CFLAGS_plain    := -O2 -g
CFLAGS_asan     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_coverage := -O0 -g --coverage
CFLAGS_clang    := -O1 -g
CFLAGS_fuzz     := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
CPPFLAGS := -iquote . -D_GNU_SOURCE $(shell pkg-config --cflags libcjson nettle)
ALL_CFLAGS := -std=c11 $(WARNINGS) $(CFLAGS_$(MODE)) $(CFLAGS) -MMD -MP -pthread

LIBS_base    := $(shell pkg-config --libs libcjson nettle) -lm
LIBS_tables  := $(LIBS_base)
LIBS_ingest  := -lcsv -lz $(LIBS_tables)
LIBS_metrics := $(shell pkg-config --libs sqlite3) $(LIBS_ingest)
LIBS_render  := -lxlsxwriter $(LIBS_metrics)
LIBS_cli     := $(LIBS_render)

# A room's archives, itself first, then what lies below it.
BELOW_base    := base
BELOW_tables  := tables $(BELOW_base)
BELOW_ingest  := ingest $(BELOW_tables)
BELOW_metrics := metrics $(BELOW_ingest)
BELOW_render  := render $(BELOW_metrics)
BELOW_cli     := cli $(BELOW_render)

.PHONY: all test asan clang headers lint format check-format clean help county
all: $(BUILD)/scorecard $(BUILD)/make-county ## build the program and the sample generator

define room
SOURCES_$(1) := $$(filter-out cli/main.c,$$(wildcard $(1)/*.c))
$(BUILD)/lib$(1).a: $$(SOURCES_$(1):%.c=$(BUILD)/%.o)
	@rm -f $$@
	$(QUIET)ar rcs $$@ $$^
TESTS_$(1) := $$(patsubst tests/unit/%.c,$(BUILD)/tests/%,$$(wildcard tests/unit/test_$(1)_*.c))
$$(TESTS_$(1)): $(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(BUILD)/libsupport.a $$(BELOW_$(1):%=$(BUILD)/lib%.a)
	$(QUIET)$$(CC) $$(ALL_CFLAGS) -o $$@ $$^ -lcmocka $$(LIBS_$(1))
endef
$(foreach one,$(ROOMS),$(eval $(call room,$(one))))
TESTS := $(foreach one,$(ROOMS),$(TESTS_$(one)))

$(BUILD)/libsupport.a: $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))
	@rm -f $@
	$(QUIET)ar rcs $@ $^

$(BUILD)/scorecard: $(BUILD)/cli/main.o $(BELOW_cli:%=$(BUILD)/lib%.a)
	@echo "builds $@"
	$(QUIET)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS_cli)

$(BUILD)/make-county: $(patsubst %.c,$(BUILD)/%.o,$(wildcard samples/generator/*.c)) $(BUILD)/libbase.a
	@echo "builds $@"
	$(QUIET)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS_base)

$(BUILD)/tests/unit/%.o: tests/unit/%.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<
$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

unit-tests: $(TESTS) $(BUILD)/scorecard $(BUILD)/make-county ## build and run the unit tests (MODE=asan: under the sanitizers)
	@for one in $(TESTS); do echo "$$one"; "$$one" || exit 1; done
.PHONY: unit-tests

county: $(BUILD)/make-county ## make the job in samples/county
	$< --dirt 0.002 --harmless samples/county

# make MODE=fuzz CC=clang build/fuzz/fuzz_csv (or fuzz_expression, fuzz_chart_text): a libFuzzer program
$(BUILD)/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/libsupport.a $(BELOW_cli:%=$(BUILD)/lib%.a)
	$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBS_cli)

$(BUILD)/bench_metrics: $(BUILD)/tests/bench/bench_metrics.o $(BELOW_cli:%=$(BUILD)/lib%.a)
	@echo "builds $@"
	$(QUIET)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS_cli)

headers: ## each header compiles alone
	@for one in $(wildcard $(ROOMS:%=%/*.h)); do \
	  printf '#include "%s"\nextern int nothing;\n' "$$one" | \
	    $(CC) $(CPPFLAGS) -std=c11 $(WARNINGS) -fsyntax-only -x c - || exit 1; done

format: ## put every file in the one format
	@clang-format -i $(wildcard $(ROOMS:%=%/*.[ch]) tests/*/*.[ch] samples/generator/*.[ch])
check-format: ## tell which files are not in it
	@clang-format --dry-run --Werror $(wildcard $(ROOMS:%=%/*.[ch]) tests/*/*.[ch] samples/generator/*.[ch])

lint: ## cppcheck
	@cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr --enable=warning,performance,portability \
	  --suppress=missingIncludeSystem -I. $(ROOMS) samples/generator

clean: ## remove what was built
	rm -rf build

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
