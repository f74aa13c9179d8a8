#include "reports/bom_csv.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "base/units.h"
#include "reports/bom_columns.h"

static void put_text(struct text *out, const char *text)
{
    if (!strpbrk(text, ",\"\r\n")) { text_append(out, text); return; }
    text_append_char(out, '"');
    for (; *text; text++) {
        if (*text == '"') text_append_char(out, '"');
        text_append_char(out, *text);
    }
    text_append_char(out, '"');
}

static void put_number(struct text *out, double value)
{
    char buffer[32];
    if (isfinite(value)) text_append(out, units_exact(value, buffer));
}

static void put_line(struct text *out, const struct result_bom_line *line, struct arena *arena)
{
    for (int c = 0; c < BOM_COLUMNS; c++) {
        if (c > 0) text_append_char(out, ',');
        if (bom_columns_table[c].kind == BOM_COLUMN_NUMBER) put_number(out, bom_columns_number(line, (enum bom_column_id)c));
        else put_text(out, bom_columns_text(line, (enum bom_column_id)c, arena));
    }
    text_append_char(out, '\n');
}

const char *bom_csv(const struct results *results, struct arena *arena)
{
    struct text out = text_new(arena);
    for (int c = 0; c < BOM_COLUMNS; c++) text_printf(&out, "%s%s", c ? "," : "", bom_columns_table[c].key);
    text_append_char(&out, '\n');
    for (int32_t l = 0; l < results->n_bom; l++) put_line(&out, &results->bom[l], arena);
    return out.bytes;
}

static void put_row(struct text *out, const char *const *words, int n_words, const double *numbers, int n_numbers, const char *sign)
{
    for (int w = 0; w < n_words; w++) {
        put_text(out, words[w]);
        text_append_char(out, ',');
    }
    for (int k = 0; k < n_numbers; k++) {
        put_number(out, numbers[k]);
        text_append_char(out, ',');
    }
    put_text(out, sign);
    text_append_char(out, '\n');
}

const char *bom_csv_power(const struct results *results, struct arena *arena)
{
    const struct result_power_bill *bill = &results->power_bill;
    struct text out = text_new(arena);
    text_append(&out, "id,line,group,pool,count,nameplate_w,datasheet_w,p99_w,mean_w,per_feed_w,feed_lost_w,signed\n");
    for (int32_t l = 0; l < bill->n_lines; l++) {
        const struct result_power_bill_line *line = &bill->lines[l];
        const char *const words[] = {line->id, line->line, line->group, line->pool};
        const double numbers[] = {line->count, line->nameplate_w, line->datasheet_w, line->p99_w, line->mean_w, line->per_feed_w, line->feed_lost_w};
        put_row(&out, words, 4, numbers, 7, bill->sign);
    }
    for (int32_t f = 0; f < bill->n_feeds; f++) {
        const struct result_power_bill_feed *feed = &bill->feeds[f];
        const char *const words[] = {feed->id, feed->feed, "feed", feed->carries};
        const double numbers[] = {feed->count, feed->nameplate_w, feed->datasheet_w, feed->p99_w, feed->mean_w, feed->each_w, feed->worst_device_w};
        put_row(&out, words, 4, numbers, 7, bill->sign);
    }
    return out.bytes;
}
