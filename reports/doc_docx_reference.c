/* The file whose page and styles pandoc takes for a DOCX. Only what differs from pandoc's own stands in it: page and styles. A zip of
 * stored files, without a date. */
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "reports/doc_docx.h"

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static const char document[] = HEAD
    "<w:document " W "><w:body><w:p/><w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"
    "<w:pgMar w:top=\"794\" w:right=\"680\" w:bottom=\"794\" w:left=\"680\" w:header=\"400\" w:footer=\"400\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>\n";

/* Sizes in half points. */
#define PARAGRAPH(id, name, base, paragraph, run) \
    "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name "\"/><w:basedOn w:val=\"" base "\"/><w:qFormat/><w:pPr>" paragraph "</w:pPr><w:rPr>" run "</w:rPr></w:style>\n"
#define CHARACTER(id, name, run) \
    "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"" id "\"><w:name w:val=\"" name "\"/><w:rPr>" run "</w:rPr></w:style>\n"
#define HEADING(n, outline, before, size) \
    PARAGRAPH("Heading" n, "heading " n, "Normal", "<w:keepNext/><w:keepLines/><w:spacing w:before=\"" before "\" w:after=\"60\"/><w:outlineLvl w:val=\"" outline "\"/>", "<w:b/><w:color w:val=\"1B1F24\"/><w:sz w:val=\"" size "\"/>")
#define SPACE(before, after) "<w:spacing w:before=\"" before "\" w:after=\"" after "\"/>"
#define LINE(side, colour, size) "<w:" side " w:val=\"single\" w:sz=\"" size "\" w:space=\"0\" w:color=\"" colour "\"/>"

static const char styles[] = HEAD
    "<w:styles " W "><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\" w:eastAsia=\"Arial\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>"
    "<w:lang w:val=\"en-US\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>" SPACE("0", "80") "</w:pPr></w:pPrDefault></w:docDefaults>\n"
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\n"
    "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style>\n"
    PARAGRAPH("BodyText", "Body Text", "Normal", SPACE("60", "80"), "")
    PARAGRAPH("FirstParagraph", "First Paragraph", "BodyText", "", "")
    PARAGRAPH("Compact", "Compact", "Normal", SPACE("20", "20"), "")
    PARAGRAPH("Title", "Title", "Normal", "<w:keepNext/>" SPACE("0", "120"), "<w:b/><w:sz w:val=\"36\"/>")
    HEADING("1", "0", "320", "28") HEADING("2", "1", "240", "22") HEADING("3", "2", "180", "20") HEADING("4", "3", "160", "18")
    PARAGRAPH("Heading5", "heading 5", "Normal", "<w:keepNext/><w:keepLines/><w:pBdr>" LINE("top", "D0D7DE", "6") "</w:pBdr>" SPACE("180", "60") "<w:outlineLvl w:val=\"4\"/>", "<w:b/><w:color w:val=\"57606A\"/>")
    PARAGRAPH("BlockText", "Block Text", "BodyText", "<w:pBdr><w:left w:val=\"single\" w:sz=\"36\" w:space=\"8\" w:color=\"57606A\"/></w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F6F8FA\"/><w:ind w:left=\"240\"/>", "")
    PARAGRAPH("Caption", "caption", "Normal", SPACE("60", "60"), "<w:color w:val=\"57606A\"/><w:sz w:val=\"17\"/>")
    PARAGRAPH("TableCaption", "Table Caption", "Caption", "<w:keepNext/>" SPACE("160", "40"), "")
    PARAGRAPH("ImageCaption", "Image Caption", "Caption", SPACE("40", "160"), "")
    PARAGRAPH("Figure", "Figure", "Normal", SPACE("120", "0"), "")
    PARAGRAPH("CaptionedFigure", "Captioned Figure", "Figure", "<w:keepNext/>", "")
    CHARACTER("VerbatimChar", "Verbatim Char", "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/><w:sz w:val=\"15\"/>")
    CHARACTER("Hyperlink", "Hyperlink", "<w:color w:val=\"0072B2\"/>")
    CHARACTER("Muted", "Muted", "<w:color w:val=\"57606A\"/>")
    CHARACTER("Pass", "Pass", "<w:b/><w:color w:val=\"00664B\"/>")
    CHARACTER("Fail", "Fail", "<w:b/><w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"A33B00\"/>")
    CHARACTER("Depends", "Depends", "<w:b/><w:color w:val=\"7A5200\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFF4DC\"/>")
    "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/></w:style>\n"
    "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"Table\"><w:name w:val=\"Table\"/><w:basedOn w:val=\"TableNormal\"/><w:rPr><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/></w:rPr>"
    "<w:tblPr><w:tblBorders>" LINE("top", "D0D7DE", "4") LINE("bottom", "D0D7DE", "4") LINE("insideH", "D0D7DE", "4") "</w:tblBorders>"
    "<w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
    "<w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>" LINE("bottom", "1B1F24", "8") "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>\n"
    "</w:styles>\n";

/* --- a zip ---------------------------------------------------------------------------------------------- */

struct stored { const char *name, *bytes; };
static const struct stored files[] = {{"word/document.xml", document}, {"word/styles.xml", styles}};
enum { FILES = sizeof files / sizeof files[0], DOS_1980_01_01 = 1 << 5 | 1 };

static uint32_t crc32_of(const char *bytes)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (; *bytes; bytes++) {
        crc ^= (unsigned char)*bytes;
        for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}

/* The lowest bytes first. */
static void number(struct text *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        const char byte = (char)(unsigned char)(value >> 8 * i & 255);
        text_append_n(out, &byte, 1);
    }
}

/* What the header of a file and its line in the directory both hold: version to read it, flags, method (stored), time, date, digest, sizes, name's length, none extra. */
static void described(struct text *out, const struct stored *file)
{
    const uint32_t size = (uint32_t)strlen(file->bytes);
    number(out, 20, 2);
    number(out, 0, 2);
    number(out, 0, 2);
    number(out, 0, 2);
    number(out, DOS_1980_01_01, 2);
    number(out, crc32_of(file->bytes), 4);
    number(out, size, 4);
    number(out, size, 4);
    number(out, (uint32_t)strlen(file->name), 2);
    number(out, 0, 2);
}

const char *doc_docx_reference(struct arena *arena, size_t *length)
{
    struct text out = text_new(arena);
    uint32_t starts[FILES];
    for (int f = 0; f < FILES; f++) {
        starts[f] = (uint32_t)out.length;
        number(&out, 0x04034b50u, 4);
        described(&out, &files[f]);
        text_append(&out, files[f].name);
        text_append(&out, files[f].bytes);
    }
    const uint32_t directory = (uint32_t)out.length;
    for (int f = 0; f < FILES; f++) {
        number(&out, 0x02014b50u, 4);
        number(&out, 20, 2);
        described(&out, &files[f]);
        number(&out, 0, 4);     /* comment, disk */
        number(&out, 0, 2);     /* inner attributes */
        number(&out, 0, 4);
        number(&out, starts[f], 4);
        text_append(&out, files[f].name);
    }
    const uint32_t end = (uint32_t)out.length;
    number(&out, 0x06054b50u, 4);
    number(&out, 0, 4);
    number(&out, FILES, 2);
    number(&out, FILES, 2);
    number(&out, end - directory, 4);
    number(&out, directory, 4);
    number(&out, 0, 2);
    *length = out.length;
    return out.bytes;
}
