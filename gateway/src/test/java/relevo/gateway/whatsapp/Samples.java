package relevo.gateway.whatsapp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sample webhooks of src/test/resources/webhooks, byte for byte, and what their index says about them. */
public final class Samples {
    public static final String SECRET = "gateway-test-app-secret-0001";
    private static final Pattern SAMPLE_ROW =
            Pattern.compile("^\\| `([^`]+\\.json)` \\| ([^|]+) \\| (\\d+) \\| (\\d+) \\|.*", Pattern.MULTILINE);
    private static final Pattern HOSTILE_ROW =
            Pattern.compile("^\\| `([^`]+\\.(?:json|txt))` \\| [^|]+ \\| ([^|]+) \\|.*", Pattern.MULTILINE);
    private static final Pattern SIGNATURE = Pattern.compile("^(sha256=[0-9a-f]{64})  (\\S+)$", Pattern.MULTILINE);

    private Samples() {}

    /** One row of INDEX.md: how many messages and statuses a gateway must extract. */
    public record Sample(String file, String fields, int messages, int statuses) {}

    /** One row of hostile/INDEX.md: the file, with its folder, and the answer to it when it is signed. */
    public record Hostile(String file, String answer) {
        public int status() {
            return Integer.parseInt(answer.strip().substring(0, 3));
        }

        /** Where the table leaves a choice (a byte order mark), the body is processed here. */
        public boolean isQuarantined() {
            return !answer.contains(" or ") && (answer.contains("+Q") || answer.contains("quarantined"));
        }
    }

    public static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        Matcher row = SAMPLE_ROW.matcher(text("INDEX.md"));
        while (row.find()) {
            samples.add(new Sample(
                    row.group(1),
                    row.group(2).strip(),
                    Integer.parseInt(row.group(3)),
                    Integer.parseInt(row.group(4))));
        }
        return samples;
    }

    public static List<Hostile> hostile() {
        List<Hostile> hostile = new ArrayList<>();
        Matcher row = HOSTILE_ROW.matcher(text("hostile/INDEX.md"));
        while (row.find()) {
            hostile.add(new Hostile("hostile/" + row.group(1), row.group(2).strip()));
        }
        return hostile;
    }

    /** Header value by file, as SIGNATURES.txt has it. */
    public static Map<String, String> signatures() {
        Map<String, String> signatures = new LinkedHashMap<>();
        Matcher line = SIGNATURE.matcher(text("SIGNATURES.txt"));
        while (line.find()) {
            signatures.put(line.group(2), line.group(1));
        }
        return signatures;
    }

    public static byte[] bytes(String file) {
        try (InputStream in = Samples.class.getResourceAsStream("/webhooks/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no sample " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }
}
