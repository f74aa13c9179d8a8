# exasite. `make` alone lists the targets. One file, not recursive: sources are found by
# wildcard, so a new file edits nothing. The few places where make calls itself build the
# same file again with another compiler or other flags, in a folder of their own.

B        ?= build
MODE     ?= release
PREFIX   ?= /usr/local
DESTDIR  ?=
VERSION  := 0.1.0

# --- compiler -----------------------------------------------------------------------
# Same bytes from gcc and clang, -O0 and -O2: no contraction, and no libm call folded by
# the compiler with another rounding than the library's (sqrt and fabs are exact anyway).
LIBM     := log log1p log2 log10 exp exp2 expm1 pow sin cos tan atan atan2 tgamma lgamma cbrt hypot fmod
WARN     := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wpointer-arith \
            -Wwrite-strings -Wdouble-promotion -Wformat=2 -Wundef
FP       := -ffp-contract=off $(addprefix -fno-builtin-,$(LIBM))
OPT_release  := -O2 -g
OPT_debug    := -O0 -g -DEXASITE_DEBUG
OPT_asan     := -O1 -g -DEXASITE_DEBUG -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPT_tsan     := -O1 -g -DEXASITE_DEBUG -fsanitize=thread
CFLAGS   ?=
ALL_CFLAGS = -std=c17 -D_DEFAULT_SOURCE -D_POSIX_C_SOURCE=200809L $(OPT_$(MODE)) $(WARN) $(FP) -Isim -I. \
             -DEXASITE_VERSION='"$(VERSION)"' -pthread -MMD -MP $(CFLAGS)

# --- the tree: one archive a folder ---------------------------------------------------
FOLDERS  := base kernel stat fluid input plan run study json cmd reports
src_of    = $(sort $(wildcard $(if $(filter reports,$(1)),reports,sim/$(1))/*.c))
obj_of    = $(patsubst %.c,$(B)/%.o,$(call src_of,$(1)))
lib_of    = $(if $(call src_of,$(1)),$(B)/lib$(1).a)

# What a folder's tests link: the folder and all it may reach (tests/lib/layers.txt says who may include whom).
LINK_base    := base
LINK_kernel  := kernel base
LINK_stat    := stat base
LINK_fluid   := fluid kernel base
LINK_input   := input stat base
LINK_plan    := plan fluid kernel base
LINK_run     := run fluid kernel stat base
LINK_json    := json base
LINK_reports := reports base
LINK_study   := study json run plan input fluid kernel stat base
LINK_cmd     := cmd reports study json run plan input fluid kernel stat base
LIBS_stat    := -lgsl -lgslcblas
LIBS_input   := -lyaml
LIBS_json    := -lcjson
LIBS_study   := -lsqlite3 -lglpk -ldl
LIBS_reports := -lxlsxwriter
LIBS_cmd     := -lnettle
libs_for      = $(foreach f,$(LINK_$(1)),$(call lib_of,$(f)))
ldlibs_for    = $(foreach f,$(LINK_$(1)),$(LIBS_$(f))) -lm -pthread

.PHONY: help
help:
	@echo 'exasite $(VERSION)'
	@echo '  make demo        install what is missing, build, run scenarios/dallas-2026-01.yaml'
	@echo '  make check       install what is missing, build with gcc and clang, run every test'
	@echo '  make build       build/exasite'
	@echo '  make bench       speed and memory, with ratios (never part of the tests)'
	@echo '  make validation  published cases, six seeds each (minutes); rewrites docs/validation.md'
	@echo '  make deps        install the Debian packages the build and the tests need'
	@echo '  make golden      rewrite the golden files; review the diff'
	@echo '  make fuzz        a longer hunt in the readers (FUZZ_SECONDS=60 each)'
	@echo '  make mutation    small wrong things in FILES, one at a time: which does no test notice? (EACH=20 a file)'
	@echo '  make docs        rewrite the generated part of docs/ (the YAML manual)'
	@echo '  make install     binary, models, man page, completion under PREFIX=$(PREFIX)'
	@echo '  make clean'

# --- building -------------------------------------------------------------------------
$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

define archive
$(B)/lib$(1).a: $(call obj_of,$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	$$(Q)$$(AR) rcs $$@ $$^
endef
$(foreach f,$(FOLDERS),$(if $(call src_of,$(f)),$(eval $(call archive,$(f)))))

# Where Open MPI is, its calls become a module beside the program, loaded only under mpirun or srun (sim/study/ranks.h).
MPI_FLAGS := $(patsubst -I%,-isystem %,$(filter -I%,$(shell mpicc --showme:compile 2>/dev/null)))
MPI_LIBS  := $(shell mpicc --showme:link 2>/dev/null)
MODULE    := $(if $(MPI_FLAGS),$(B)/exasite-mpi.so)
$(B)/exasite-mpi.so: sim/study/ranks_mpi.c sim/study/ranks.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -MMD -MP,$(ALL_CFLAGS)) -DEXASITE_MPI $(MPI_FLAGS) -fPIC -shared -o $@ $< $(MPI_LIBS)

$(B)/exasite: $(MODULE)
$(B)/exasite: $(B)/sim/main.o $(call libs_for,cmd)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $(filter-out %.so,$^) $(call ldlibs_for,cmd)

# --- unit tests: tests/unit/test_X.c tests X.c and links only what X's folder may reach --
TEST_SRC  := $(sort $(wildcard tests/unit/test_*.c tests/prop/prop_*.c))
TESTS     := $(patsubst tests/%.c,$(B)/tests/%,$(TEST_SRC))
stem_of    = $(patsubst prop_%,%,$(patsubst test_%,%,$(notdir $(1))))
folder_of  = $(or $(firstword $(foreach f,$(FOLDERS),$(if $(filter %/$(call stem_of,$(1)).c,$(call src_of,$(f))),$(f)))),cmd)
LIB_TEST  := $(patsubst %.c,$(B)/%.o,$(sort $(wildcard tests/lib/*.c)))
$(B)/libtests.a: $(LIB_TEST)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

.SECONDEXPANSION:
$(TESTS): $(B)/tests/%: $(B)/tests/%.o $(B)/libtests.a $$(call libs_for,$$(call folder_of,$$*))
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ -lcmocka $(call ldlibs_for,$(call folder_of,$*))

# --- bench programs: build/bench/X from tests/bench/X.c ----------------------------------
BENCH_SRC := $(sort $(wildcard tests/bench/*.c))
BENCHES   := $(patsubst tests/bench/%.c,$(B)/bench/%,$(BENCH_SRC))
$(BENCHES): $(B)/bench/%: $(B)/tests/bench/%.o $(foreach f,fluid kernel stat base,$(call lib_of,$(f)))
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS_stat) -lm -pthread

# --- set-up ---------------------------------------------------------------------------------
.PHONY: deps deps-build deps-check build demo
deps: deps-check
deps-build:
	@.ci/deps build
deps-check:
	@.ci/deps check
build: deps-build
	@$(SUB) $(B)/exasite
JOBS := $(shell nproc 2>/dev/null || echo 1)

# The verdict is the demo's point, not its failure: exit 1 says a requirement is not met.
demo: build
	@$(B)/exasite run scenarios/dallas-2026-01.yaml --out out/dallas-2026-01 || test $$? = 1
	@echo
	@echo 'The report: out/dallas-2026-01/site.html (and site.md, results.json beside it)'

# --- checks -----------------------------------------------------------------------------------
# Builds: gcc and clang, -O2 and -O0 (for the replay check), and clang with sanitizers for every unit test.
.PHONY: check builds units scripts clean golden docs fuzz mutation bench validation tests-only
SUB = $(MAKE) --no-print-directory $(if $(Q),-s) -j$(JOBS)
builds:
	@$(SUB) B=build CC=gcc build/exasite
	@$(SUB) B=build/clang CC=clang build/clang/exasite
	@$(SUB) B=build/O0 CC=gcc MODE=debug build/O0/exasite
	@$(SUB) B=build/clang-O0 CC=clang MODE=debug build/clang-O0/exasite
	@$(SUB) B=build/asan CC=clang MODE=asan build/asan/exasite
tests-only: $(TESTS) $(BENCHES)
units:
	@$(SUB) B=build CC=gcc tests-only
	@$(SUB) B=build/asan CC=clang MODE=asan tests-only
	@tests/lib/run_tests.sh unit $(patsubst $(B)/%,build/%,$(TESTS))
	@tests/lib/run_tests.sh asan $(patsubst $(B)/%,build/asan/%,$(TESTS))
scripts:
	@tests/lib/run_tests.sh check 'python3 tests/lib/layers.py build' $(CHECKS)
CHECKS := $(foreach s,$(sort $(wildcard tests/*/check_*)),'$(s)')

check: deps-check
	@rm -f build/tally
	@$(SUB) builds
	@RUN_TESTS_TALLY=build/tally $(MAKE) --no-print-directory -k units scripts; status=$$?; \
	  tests/lib/sum_up.sh build/tally; exit $$status

# --- the rest -----------------------------------------------------------------------------------
golden: build
	@tests/golden/check_golden --rewrite
docs: build
	@$(B)/exasite check --manual >docs/manual.md.new && mv docs/manual.md.new docs/manual.md
fuzz: deps-check
	@tests/fuzz/run.sh
# FILES='sim/plan/daly.c sim/plan/wear.c' says where; EACH=20 how many; THEN='tests/known/check_plan' what else is asked.
mutation: deps-check
	@python3 tests/mutation/run.py --each $(or $(EACH),20) --then '$(THEN)' $(or $(FILES),$(wildcard sim/fluid/*.c sim/kernel/*.c sim/stat/*.c))
# Not in `make check` but for its quick part: closed forms to half a percent, six times, take ten minutes.
validation: deps-check
	@$(SUB) $(B)/exasite $(foreach t,queues flows fair markov,$(B)/tests/unit/test_$(t))
	@tests/validation/check_published --all
# BENCH=site, engine, failures, study or size measures one part; POINTS=1000 says how large the study is; RUNS=5 says how often.
bench: deps-build
	@.ci/deps bench || echo 'make bench: goes on without the peers that are missing'
	@$(SUB) $(B)/exasite $(BENCHES)
	@python3 tests/bench/run.py $(B) $(BENCH)

DATA = $(DESTDIR)$(PREFIX)/share/exasite
install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DATA) $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 755 $(B)/exasite $(DESTDIR)$(PREFIX)/bin/exasite
	$(if $(MODULE),install -D -m 644 $(MODULE) $(DESTDIR)$(PREFIX)/lib/exasite/exasite-mpi.so)
	cp -r models scenarios $(DATA)/
	install -m 644 docs/exasite.1 $(DESTDIR)$(PREFIX)/share/man/man1/exasite.1
	install -m 644 docs/completion.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/exasite
.PHONY: install

clean:
	rm -rf build out

# Only make's own commands are silent; `make Q=` shows them.
Q = @
-include $(shell find $(B) -name '*.d' 2>/dev/null)
