package relevo.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One sheet as a spreadsheet file (Office Open XML, ISO/IEC 29500): texts as inline strings, which no program takes for
 * formulas, and numbers; the first row is the head and stays in sight. Printed, all columns are on one page, on its side.
 * The same rows give the same bytes, which the libraries for it do not promise: they write the time of day into the file.
 */
final class SheetFile {
    /** The format's limits. */
    private static final int ROWS_MAX = 1_048_576;

    private static final int CHARS_MAX = 32_767;

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** What XML 1.0 cannot hold, and what the format would read as such a character. */
    private static final Pattern NOT_XML =
            Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private SheetFile() {}

    /** @param rows texts and numbers; those beyond the format's limit are left out, longer texts are cut */
    static byte[] of(String name, List<List<Object>> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns=\"" + PACKAGE + "content-types\">"
                            + "<Default Extension=\"rels\""
                            + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                            + type("/xl/workbook.xml", "sheet.main")
                            + type("/xl/worksheets/sheet1.xml", "worksheet")
                            + type("/xl/styles.xml", "styles")
                            + "</Types>");
            put(zip, "_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml")));
            put(
                    zip,
                    "xl/workbook.xml",
                    "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + OFFICE + "\"><sheets><sheet name=\"" + escaped(name)
                            + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            put(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    relations(relation(1, "worksheet", "worksheets/sheet1.xml") + relation(2, "styles", "styles.xml")));
            put(zip, "xl/styles.xml", styles());
            put(zip, "xl/worksheets/sheet1.xml", sheet(rows));
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes what is written to it", e);
        }
        return bytes.toByteArray();
    }

    /** A number as both forms write it: whole ones as they are, shares with four digits. */
    static String text(Number number) {
        return number instanceof Double || number instanceof Float
                ? String.format(Locale.ROOT, "%.4f", number.doubleValue())
                : number.toString();
    }

    private static String sheet(List<List<Object>> rows) {
        StringBuilder xml = new StringBuilder("<worksheet xmlns=\"" + MAIN
                + "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\">"
                + "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
                + "</sheetView></sheetViews><cols><col min=\"1\" max=\"1\" width=\"22\" customWidth=\"1\"/>"
                + "<col min=\"2\" max=\"3\" width=\"40\" customWidth=\"1\"/>"
                + "<col min=\"7\" max=\"7\" width=\"24\" customWidth=\"1\"/></cols><sheetData>");
        for (int row = 0; row < Math.min(rows.size(), ROWS_MAX); row++) {
            xml.append("<row r=\"").append(row + 1).append("\">");
            for (Object cell : rows.get(row)) {
                String style = row == 0 ? " s=\"1\"" : "";
                if (cell instanceof String words && words.isEmpty()) {
                    xml.append("<c/>"); // a cell with an empty text would cut off the one to its left
                } else if (cell instanceof Number number) {
                    xml.append("<c")
                            .append(style)
                            .append("><v>")
                            .append(text(number))
                            .append("</v></c>");
                } else {
                    xml.append("<c t=\"inlineStr\"")
                            .append(style)
                            .append("><is><t xml:space=\"preserve\">")
                            .append(escaped(cell.toString()))
                            .append("</t></is></c>");
                }
            }
            xml.append("</row>");
        }
        return xml.append("</sheetData><pageSetup orientation=\"landscape\" fitToWidth=\"1\""
                        + " fitToHeight=\"0\"/></worksheet>")
                .toString();
    }

    /** Style 0 is plain, style 1 bold. */
    private static String styles() {
        String font = "<sz val=\"11\"/><name val=\"Calibri\"/>";
        return "<styleSheet xmlns=\"" + MAIN + "\"><fonts count=\"2\"><font>" + font + "</font><font><b/>" + font
                + "</font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
                + "<fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders>"
                + "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf/>"
                + "<xf fontId=\"1\" applyFont=\"1\"/></cellXfs></styleSheet>";
    }

    private static String type(String part, String what) {
        return "<Override PartName=\"" + part
                + "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml." + what + "+xml\"/>";
    }

    private static String relations(String all) {
        return "<Relationships xmlns=\"" + PACKAGE + "relationships\">" + all + "</Relationships>";
    }

    private static String relation(int id, String what, String to) {
        return "<Relationship Id=\"rId" + id + "\" Type=\"" + OFFICE + "/" + what + "\" Target=\"" + to + "\"/>";
    }

    private static void put(ZipOutputStream zip, String name, String xml) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write((HEAD + xml).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static String escaped(String text) {
        String clean = NOT_XML.matcher(Wording.cut(text, CHARS_MAX)).replaceAll(" ");
        return ESCAPE.matcher(clean)
                .replaceAll("_x005F_")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
