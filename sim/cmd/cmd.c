#include "cmd/cmd.h"

#include <string.h>

#include "base/text.h"

static const struct cmd cmds[] = {
    {"check", "FILE...", "reads and cross-checks scenarios, models and results; prints only findings", FOR_CHECK, 0, 10000,
     "Reads each FILE as what it says it is (a scenario, a model, a results.json), and prints every mistake\n"
     "with its place, what was expected and the nearest valid spelling; then, for scenarios, what the plan\n"
     "finds before anything runs. With --manual, prints the manual of every key instead.\n", cmd_check},
    {"plan", "SCENARIO", "counts, racks, tiles, power; no simulation", FOR_PLAN, 1, 1,
     "Works out the build by plain arithmetic and prints it with the rule behind each count.\n", cmd_plan},
    {"run", "SCENARIO", "plans and simulates; prints the verdict screen", FOR_RUN, 1, 1,
     "Plans the site, simulates it as discrete events and prints the verdict on one screen. --out DIR also\n"
     "writes the site report with its charts, --json FILE the results every document is made from.\n", cmd_run},
    {"size", "SCENARIO", "the smallest build that meets every MUST, of all options", FOR_SIZE, 1, 1,
     "Finds for every node, stack and front end of the catalog, and for every mix of two nodes under one stack, the fewest\n"
     "rack tiles, watts or dollars that meet every MUST; proves the best by simulation, and says what binds, what one\n"
     "unit more costs, what each policy costs, and where between 1 and 7 EB another limit takes over.\n"
     "--max and --min turn the question round.\n", cmd_size},
    {"sweep", "SCENARIO", "tries many values of inputs; keeps all in a study file", FOR_SWEEP, 1, 1,
     "Plans and simulates the scenario with other values of some inputs and keeps what each point comes to in one\n"
     "SQLite file, which a killed sweep goes on with (--resume). Runs on threads, or on the ranks of\n"
     "`mpirun -n N exasite sweep ...`; the study is the same. --out DIR also writes it as CSV and a report.\n\n"
     "  --vary \"demand.usable_capacity=1 EB:7 EB:13\" --vary storage.bulk.node=odm-cap,odm-perf\n"
     "  --vary \"demand.read.peak=12 TB/s:48 TB/s:x5\"         five values with equal ratios\n"
     "  --vary \"demand.read.peak=12 TB/s:48 TB/s\" --design sobol:256\n", cmd_sweep},
    {"sensitivity", "SCENARIO", "which input decides what, how sure the answer is, what to ask first", FOR_SENSITIVITY, 1, 1,
     "Changes every number that may be off (stated ranges, what grades stand for, distributions) and says which of them\n"
     "turns a requirement, which moves each headline how far, how likely each requirement holds, and what it is worth to\n"
     "know an input before deciding. On the plan in seconds; with --simulate by replications.\n\n"
     "  --method sobol --of needed_rack_tiles                 shares of the variance, alone and together with others\n"
     "  --method monte-carlo:400 --simulate --of goodput --reps 3\n", cmd_sensitivity},
    {"compare", "FILE FILE...", "scenarios or results side by side, and whose doing the difference is", FOR_COMPARE, 1, 12,
     "Answers each FILE (a scenario, or results that `run` wrote) and holds the others against the first: every number\n"
     "with which way is better, the difference with its 95 % interval where both met the same luck, which input that\n"
     "differs makes how much of it, and what each build would do under the other's demand.\n\n"
     "  exasite compare scenarios/dallas-2026-01.yaml scenarios/dallas-2026-04.yaml --out out/jan-apr\n"
     "  exasite compare scenarios/dallas-2026-phased.yaml --as-of 2026-01-31,2026-04-30\n", cmd_compare},
    {"bom", "SCENARIO...", "the bill of materials and the bill of power", FOR_BOM, 1, 1000,
     "Plans and simulates each scenario (or takes results.json as it is) and says what has to be ordered, line by line,\n"
     "and what it draws at four points: nameplate, datasheet maximum, simulated p99, annual mean. --out DIR also writes\n"
     "the workbook with live formulas, CSV, Markdown and HTML; of several scenarios each into a folder of its own.\n", cmd_bom},
    {"calibrate", "SCENARIO MEASURED.csv", "which path a stack takes, by measured counters", FOR_CALIBRATE, 2, 2,
     "Reads runs of an A/B test (columns run,op,client_bytes,nic_tx_bytes,nic_rx_bytes,media_read_bytes,media_write_bytes,\n"
     "buffer_write_bytes,seconds: bytes of all storage boxes together, reads and writes in runs of their own) and says which\n"
     "write path of the scenario's stack they fit, with the model's lines to paste. Status 0: just one path fits.\n", cmd_calibrate},
    {"requirements", "SCENARIO...", "the requirements document", FOR_REQUIREMENTS, 1, 100,
     "Plans and simulates each SCENARIO and writes the document that others sign: the decision, the requirements\n"
     "and who states them, open questions, options side by side, the build, risks and what they move, and what\n"
     "all of it rests on. Without --out the Markdown goes to standard output. With --out DIR and several\n"
     "scenarios each has a folder of its own there, called like its file.\n", cmd_requirements},
    {"explain", "FILE [QUANTITY]", "where a number came from, down to the lines of YAML", FOR_EXPLAIN, 1, 2,
     "Prints how QUANTITY came about as a tree: what it was worked out from and how, down to the lines of YAML, each with\n"
     "value, source, date and grade. FILE is a scenario, which is planned, or the results.json of a run. QUANTITY is the id of a\n"
     "number (plan.racks), of a requirement (THR-1), what one may judge (read_capability) or an input's path. Without it: what\n"
     "can be explained.\n", cmd_explain},
    {"models", "[list | show NAME]", "the catalog", FOR_MODELS, 0, 2,
     "Lists the models one can name in a scenario, or shows one with the grade and source of every number.\n", cmd_models},
};
enum { CMDS = sizeof cmds / sizeof *cmds };

const struct cmd *cmd_find(const char *name)
{
    for (int i = 0; i < CMDS; i++)
        if (strcmp(cmds[i].name, name) == 0) return &cmds[i];
    return NULL;
}

const char *cmd_nearest(const char *name)
{
    const char *names[CMDS];
    for (int i = 0; i < CMDS; i++) names[i] = cmds[i].name;
    return text_nearest(name, names, CMDS);
}

void cmd_list(FILE *out)
{
    fputs("exasite plans capacity and power of storage at AI training sites, and simulates what it planned.\n\n"
          "usage: exasite COMMAND ...\n\n", out);
    for (int i = 0; i < CMDS; i++) {
        const int used = fprintf(out, "  %s %s", cmds[i].name, cmds[i].arguments);
        fprintf(out, "%*s%s\n", used < 30 ? 30 - used : 1, "", cmds[i].summary);
    }
    fputs("\n`exasite COMMAND --help` explains each; `exasite --version` prints version and build.\n"
          "Exit status: 0 every MUST requirement met; 1 some requirement not met, or depending on an open\n"
          "input; 2 input that cannot be read or means nothing; 3 internal or machine failure.\n", out);
}

void cmd_help(const struct cmd *cmd, FILE *out)
{
    fprintf(out, "usage: exasite %s %s\n\n%s\n", cmd->name, cmd->arguments, cmd->help);
    options_help(cmd->bit, out);
}
