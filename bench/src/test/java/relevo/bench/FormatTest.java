package relevo.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * All Java code is laid out by palantir-java-format. This runs on the selected JDK, since the formatter uses the parser of
 * the JDK it runs on and Maven itself may run on one that cannot read Java 25.
 *
 * <p>{@code ./mvnw -pl bench -am test -Dtest=FormatTest -Dsurefire.failIfNoSpecifiedTests=false -Drelevo.format=apply}
 * rewrites what is not in order.
 */
final class FormatTest {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    @Test
    void shouldFindEveryJavaSourceAsTheFormatterLeavesIt() throws IOException, FormatterException {
        boolean apply = "apply".equals(System.getProperty("relevo.format"));
        Path root = repositoryRoot();
        List<Path> sources = sources(root);
        assertNotEquals(0, sources.size(), "no Java source found under " + root);

        List<String> wrong = new ArrayList<>();
        for (Path source : sources) {
            String before = Files.readString(source);
            String after;
            try {
                after = FORMATTER.formatSourceAndFixImports(before);
            } catch (FormatterException e) {
                throw new FormatterException(root.relativize(source) + ": " + e.getMessage());
            }
            if (!after.equals(before)) {
                wrong.add(root.relativize(source).toString());
                if (apply) {
                    Files.writeString(source, after);
                }
            }
        }
        if (apply) {
            System.out.println("reformatted " + wrong);
        } else if (!wrong.isEmpty()) {
            fail("not laid out by palantir-java-format, run with -Drelevo.format=apply: " + wrong);
        }
    }

    @Test
    void shouldNoticeWrongLayout() throws FormatterException {
        assertEquals(
                "class A {\n    int b;\n}\n",
                FORMATTER.formatSourceAndFixImports("import java.util.List;class A{int b;}"));
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("journal", "matcher", "gateway", "batch", "bench")) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
        return sources;
    }

    /** The nearest folder upwards that holds the wrapper script. */
    private static Path repositoryRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("run inside the repository");
            }
            folder = parent;
        }
        return folder;
    }
}
