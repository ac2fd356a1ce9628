package relevo.gateway.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import relevo.dialog.Flow;
import relevo.dialog.PackLoader;

class FlowPictureTest {
    private static Path packs() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(at.resolve("config/packs"))) {
            at = Objects.requireNonNull(at.getParent(), "not inside a checkout");
        }
        return at.resolve("config/packs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"retail", "telco", "salud", "banca", "seguros"})
    void shouldDrawEveryStepOfEveryFlowWithoutOverlap(String pack) throws Exception {
        for (Flow flow : PackLoader.load(packs().resolve(pack)).flows().values()) {
            for (String lang : List.of("es", "pt", "en")) {
                String svg = FlowPicture.svg(flow, lang);
                assertEquals(svg, FlowPicture.svg(flow, lang), "the same picture each time");
                Document document = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)));
                List<double[]> boxes = new ArrayList<>();
                for (int i = 0; i < document.getElementsByTagName("rect").getLength(); i++) {
                    Element rect =
                            (Element) document.getElementsByTagName("rect").item(i);
                    if (rect.getAttribute("rx").equals("10")) {
                        boxes.add(new double[] {
                            number(rect, "x"), number(rect, "y"), number(rect, "width"), number(rect, "height")
                        });
                    }
                }
                assertEquals(flow.steps().size(), boxes.size(), flow.id());
                double width = number(document.getDocumentElement(), "width");
                for (double[] one : boxes) {
                    assertTrue(one[0] >= 0 && one[0] + one[2] <= width, flow.id() + ": a box beyond the edge");
                    for (double[] other : boxes) {
                        boolean apart = one == other
                                || one[0] + one[2] <= other[0]
                                || other[0] + other[2] <= one[0]
                                || one[1] + one[3] <= other[1]
                                || other[1] + other[3] <= one[1];
                        assertTrue(apart, flow.id() + ": two boxes overlap");
                    }
                }
            }
        }
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    @Test
    void shouldKeepMarkupInTextsAsText() {
        assertEquals("&lt;b&gt; &amp; &quot;x&quot;", FlowPicture.escaped("<b> & \"x\""));
    }
}
