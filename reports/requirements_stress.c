#include "reports/requirements_stress.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/story.h"

/* A numbered item of the guidelines: its name, then words that the caller goes on with. */
static void item(struct site_parts *site, const char *name)
{
    doc_item(site->doc);
    doc_strong(site->doc, text_format(site->arena, "%s. ", name));
}

static void section(struct site_parts *site, const char *name)
{
    doc_heading(site->doc, 3, name);
    doc_begin(site->doc, DOC_LIST, "");
}

/* --- objectives ------------------------------------------------------------------------------------- */

static void objectives(struct site_parts *site)
{
    const struct results *r = site->results;
    section(site, "Objectives");
    item(site, "Purpose");
    doc_text(site->doc, *r->scenario.question ? mark_text(site->arena, "scenario.question", r->scenario.question) : "Whether the site as planned carries the load demanded of it.");
    if (*r->scenario.decision) {
        doc_text(site->doc, " Decision: ");
        doc_quote(site->doc, "scenario.decision", r->scenario.decision);
    }
    item(site, "Outputs");
    doc_text(site->doc, "Capability of reads and writes (alone, both peaks at once, one failure domain out), delivered and denied bytes, goodput, checkpoint times, power over time, fill, bottlenecks, delivery dates; each estimate with a " MARK_NAME("95\xC2\xA0% interval") " of its mean.");
    item(site, "Aims of experimentation");
    doc_text(site->doc, "A verdict on each requirement, the margin it has, which open inputs would turn it, and what binds next once the binding resource is relieved.");
    doc_end(site->doc);
}

/* --- logic -------------------------------------------------------------------------------------------- */

static void resources(struct site_parts *site)
{
    const struct results *r = site->results;
    item(site, "Resources");
    site_parts_number(site, "count.resources", r->n_resources, UNIT_COUNT);
    doc_text(site->doc, " rows, each with a capacity and a cost of a client byte of either class: media time, network cards each way, software, write buffers, client cards, fabric. All are listed under Bottlenecks.");
}

static void logic(struct site_parts *site)
{
    const struct results *r = site->results;
    section(site, "Logic");
    item(site, "Base model");
    doc_text(site->doc, "Discrete events over flows that share resources max-min fairly; between two events every rate is constant. The laws stand in docs/model.md.");
    item(site, "Scenario logic");
    doc_printf(site->doc, "Load: %s. Peaks: %s. ", say_text(r->scenario.load), say_text(r->scenario.coincidence));
    doc_text(site->doc, r->interruptions.n_causes > 0 ? "Jobs are interrupted. " : "Nothing interrupts jobs. ");
    doc_text(site->doc, r->rebuild.n_pools > 0 ? "Storage fails and is rebuilt." : "Nothing of the storage fails.");
    item(site, "Algorithms");
    doc_text(site->doc, "Progressive filling: all rates rise together until a resource is full; its flows stop there and it is their bottleneck. Events in the order of time, phase and serial number. Node counts by the fewest that every rule allows, racks first-fit decreasing.");
    item(site, "Entities");
    site_parts_number(site, "count.jobs", r->n_jobs, UNIT_COUNT);
    doc_text(site->doc, r->n_jobs == 1 ? " job" : " jobs");
    doc_text(site->doc, ", their reads and checkpoints; storage nodes, drives and front ends of ");
    site_parts_number(site, "count.pools", r->plan.n_pools, UNIT_COUNT);
    doc_text(site->doc, r->plan.n_pools == 1 ? " pool." : " pools.");
    item(site, "Activities and queues");
    doc_text(site->doc, "Reading, computing, writing checkpoints, draining, rebuilding. Nothing queues but a checkpoint that is due while the one before is still draining: it is counted as missed.");
    resources(site);
    doc_end(site->doc);
}

/* --- data ----------------------------------------------------------------------------------------------- */

static int32_t graded(const struct results *r, const char *grade)
{
    int32_t n = 0;
    for (int32_t i = 0; i < r->n_assumptions; i++) n += text_equal(r->assumptions[i].grade, grade);
    return n;
}

static void grades(struct site_parts *site)
{
    static const char *const names[] = { "measured", "datasheet", "quote", "estimate", "placeholder", "stated" };
    bool first = true;
    for (int g = 0; g < 6; g++) {
        const int32_t n = graded(site->results, names[g]);
        if (n == 0) continue;
        doc_text(site->doc, first ? "" : ", ");
        site_parts_number(site, text_format(site->arena, "count.assumptions.%s", names[g]), n, UNIT_COUNT);
        doc_printf(site->doc, " %s", names[g]);
        first = false;
    }
}

static void data(struct site_parts *site)
{
    const struct results *r = site->results;
    section(site, "Data");
    item(site, "Sources and inputs");
    site_parts_number(site, "count.assumptions", r->n_assumptions, UNIT_COUNT);
    doc_text(site->doc, " numbers by grade: ");
    grades(site);
    doc_text(site->doc, "; each with source, date and place under Assumptions. ");
    site_parts_number(site, "count.inputs", r->manifest.n_inputs, UNIT_COUNT);
    doc_text(site->doc, " files, by their " MARK_NAME("SHA-256") " in the manifest.");
    item(site, "Preprocessing");
    doc_text(site->doc, "None outside the program: models and scenario are read as they stand, units included.");
    item(site, "Assumptions");
    doc_text(site->doc, "Every input that is an estimate or stands in for what nobody has published says so; the share of each headline that rests on such inputs stands under Assumptions.");
    doc_end(site->doc);
}

/* --- experimentation ----------------------------------------------------------------------------------------- */

static void experiments(struct site_parts *site)
{
    const struct results *r = site->results;
    section(site, "Experimentation");
    item(site, "Initialisation");
    doc_text(site->doc, "Statistics begin after ");
    site_parts_number(site, "scenario.warm_up_s", r->scenario.warm_up_s, UNIT_SECONDS);
    doc_text(site->doc, " of warm-up.");
    item(site, "Run length");
    site_parts_number(site, "scenario.length_s", r->scenario.length_s, UNIT_SECONDS);
    doc_text(site->doc, ", a run that does not end by itself; ");
    site_parts_number(site, "audit.events", r->events, UNIT_COUNT);
    doc_text(site->doc, " events in all replications.");
    item(site, "Estimation");
    site_parts_number(site, "manifest.replications", r->manifest.replications, UNIT_COUNT);
    doc_text(site->doc, " independent replications with common random numbers, Student-t intervals of means over replications, quantiles weighted by time.");
    doc_end(site->doc);
}

/* --- implementation and access ----------------------------------------------------------------------------------- */

static void implementation(struct site_parts *site)
{
    const struct results *r = site->results;
    section(site, "Implementation");
    item(site, "Software");
    doc_text(site->doc, "exasite ");
    doc_quote(site->doc, "manifest.version", say_text(r->manifest.version));
    doc_text(site->doc, ", " MARK_NAME("C17") "; the GNU Scientific Library for distributions.");
    item(site, "Random sampling");
    doc_text(site->doc, "A stream for each thing that chance acts on, by seed, replication and the thing's own name. Seed ");
    doc_quote(site->doc, "manifest.seed", say_text(r->manifest.seed));
    doc_text(site->doc, ".");
    item(site, "Execution");
    doc_code_of(site->doc, "manifest.command", say_text(r->manifest.command));
    doc_text(site->doc, " The same input gives the same bytes on any number of threads. Worst relative error of the audited conservation laws: ");
    site_parts_kpi(site, KPI_AUDIT);
    doc_text(site->doc, ".");
    item(site, "System");
    doc_text(site->doc, "Any Linux of the kind the README names; nothing in the results depends on the machine but its processor family.");
    doc_end(site->doc);
    section(site, "Code access");
    item(site, "Availability");
    doc_text(site->doc, "The program, its models and this scenario are one repository under " MARK_NAME("GPL-3.0-or-later") "; the manifest's digests say whether files are still what they were.");
    doc_end(site->doc);
}

void requirements_stress(struct site_parts *site)
{
    doc_heading(site->doc, 2, "How it was simulated");
    if (!kpi_simulated(site->results)) {
        doc_sentence(site->doc, "Nothing was simulated.");
        return;
    }
    doc_sentence(site->doc, "In the order of the STRESS guidelines for discrete-event simulation (Monks and others, " MARK_NAME("Journal of Simulation, 2019") ").");
    objectives(site);
    logic(site);
    data(site);
    experiments(site);
    implementation(site);
}
