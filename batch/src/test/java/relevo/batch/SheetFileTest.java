package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class SheetFileTest {
    @Test
    void shouldHoldTextsAsTextsAndNumbersAsNumbers() throws Exception {
        String nasty = "=HYPERLINK(\"http://x\") <b> & \u0001 _x0041_ 🙂";
        byte[] file =
                SheetFile.of("a & b", List.of(List.of("name", "value"), List.of(nasty, 7L), List.of("share", 0.25)));

        Document sheet = part(parts(file), "xl/worksheets/sheet1.xml");
        assertEquals(0, sheet.getElementsByTagName("f").getLength(), "no formula");
        assertEquals(
                List.of(
                        "inlineStr name",
                        "inlineStr value",
                        "inlineStr =HYPERLINK(\"http://x\") <b> &   _x005F_x0041_ 🙂",
                        " 7",
                        "inlineStr share",
                        " 0.2500"),
                cells(sheet));
    }

    @Test
    void shouldHaveEveryPartItNames() throws Exception {
        Map<String, Document> parts = parts(SheetFile.of("s", List.of(List.of("a"))));
        NodeList named = part(parts, "[Content_Types].xml").getElementsByTagName("Override");
        assertEquals(3, named.getLength());
        for (int i = 0; i < named.getLength(); i++) {
            String name = ((Element) named.item(i)).getAttribute("PartName");
            assertTrue(parts.containsKey(name.substring(1)), name + " is not in " + parts.keySet());
        }
        Element relation = (Element)
                part(parts, "_rels/.rels").getElementsByTagName("Relationship").item(0);
        assertTrue(parts.containsKey(relation.getAttribute("Target")), relation.getAttribute("Target"));
    }

    @Test
    void shouldBeTheSameBytesForTheSameRows() {
        List<List<Object>> rows = List.of(List.of("a", 1L), List.of("é", 2L));
        assertArrayEquals(SheetFile.of("s", rows), SheetFile.of("s", rows));
    }

    private static Document part(Map<String, Document> parts, String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }

    private static List<String> cells(Document sheet) {
        NodeList nodes = sheet.getElementsByTagName("c");
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Element cell = (Element) nodes.item(i);
            cells.add(cell.getAttribute("t") + " " + cell.getTextContent());
        }
        return cells;
    }

    private static Map<String, Document> parts(byte[] file) throws Exception {
        Map<String, Document> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(
                        entry.getName(),
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(new ByteArrayInputStream(zip.readAllBytes())));
            }
        }
        return parts;
    }
}
