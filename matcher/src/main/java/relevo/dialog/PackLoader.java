package relevo.dialog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relevo.matcher.FaqEntry;

/**
 * Reads a pack folder over the folder {@code common} beside it, and refuses whatever a customer would stumble on: an
 * unknown or doubled key, a text that WhatsApp cuts, a menu that leads nowhere, a route to no queue. Every complaint is a
 * {@link ConfigException} with file, line and key.
 *
 * <pre>
 *   pack.yaml             name, hours, thresholds, costs, limits, menu  laid over common/pack.yaml
 *   texts.&lt;lang&gt;.yaml     what the engine says                       laid over common
 *   words.yaml            what it understands by itself               common, the pack's words added
 *   triggers.yaml         what calls for a person                     common, the pack's lists added
 *   routes.yaml           which queue                                 the pack's rows first
 *   flows/*.yaml          guided flows                               the pack's alone
 *   faq.yaml, faq.&lt;lang&gt;.yaml                                         the pack's alone
 * </pre>
 */
public final class PackLoader {
    static final List<String> LANGS = List.of("es", "pt", "en");
    private static final int TOP_FAQS_MAX = 9;
    private static final int MENU_MAX = 9;

    private final Path folder;
    private final Path common;

    private PackLoader(Path folder) {
        this.folder = folder;
        this.common = folder.resolveSibling("common");
    }

    /** Reads one pack. */
    public static Pack load(Path packFolder) {
        Path folder = packFolder.toAbsolutePath().normalize();
        if (!Files.isRegularFile(folder.resolve("pack.yaml"))) {
            throw new ConfigException(packFolder + ": no pack.yaml there");
        }
        return new PackLoader(folder).read();
    }

    private Pack read() {
        YamlNode pack = merged("pack.yaml", false);
        List<String> langs = langs(pack);
        String defaultLang = pack.need("default-lang").text();
        if (!langs.contains(defaultLang)) {
            throw pack.need("default-lang").wrong("must be one of langs");
        }
        List<String> queues = pack.need("queues").texts();
        Map<String, Texts> texts = new LinkedHashMap<>();
        langs.forEach(lang -> texts.put(lang, Texts.of(merged("texts." + lang + ".yaml", false))));
        Map<String, Map<String, FaqEntry>> faq = FaqReader.read(folder, langs, defaultLang);
        YamlNode menuNode = pack.need("menu");
        List<MenuItem> menu = menuNode.items().stream().map(MenuItem::of).toList();
        YamlNode topNode = pack.find("top-faqs");
        List<String> topFaqs = topNode == null ? List.of() : topNode.texts();
        Map<String, FaqEntry> known = faq.getOrDefault(defaultLang, Map.of());
        Map<String, Flow> flows = flows(langs, queues, known);
        checkMenu(menuNode, menu, texts, known, flows);
        if (topNode != null) {
            checkTopFaqs(topNode, topFaqs, known);
        }
        texts.forEach((lang, each) -> queues.forEach(queue -> {
            if (!each.queues().containsKey(queue)) {
                throw new ConfigException("texts." + lang + ".yaml: 'queues' needs a key '" + queue + "'");
            }
        }));
        Pack read = new Pack(
                folder.getFileName().toString(),
                pack.need("brand").text(),
                defaultLang,
                langs,
                BusinessHours.of(pack),
                Thresholds.of(pack.need("thresholds"), pack.find("costs")),
                Limits.of(pack.need("limits")),
                pack.need("survey").flag(),
                (int) pack.need("consent-version").integer(0, 1_000),
                menu,
                topFaqs,
                queues,
                texts,
                faq,
                Words.of(merged("words.yaml", true)),
                TriggersReader.read(merged("triggers.yaml", true)),
                routes(queues),
                flows,
                version());
        pack.done();
        return read;
    }

    private static List<String> langs(YamlNode pack) {
        YamlNode node = pack.need("langs");
        List<String> langs = node.texts();
        if (langs.isEmpty() || !LANGS.containsAll(langs)) {
            throw node.wrong("must list some of " + LANGS);
        }
        return langs;
    }

    private static void checkMenu(
            YamlNode node,
            List<MenuItem> menu,
            Map<String, Texts> texts,
            Map<String, FaqEntry> faq,
            Map<String, Flow> flows) {
        if (menu.isEmpty() || menu.size() > MENU_MAX) {
            throw node.wrong("must have 1 to " + MENU_MAX + " items, not " + menu.size());
        }
        if (menu.stream().noneMatch(item -> item.action() == MenuItem.Action.PERSON)) {
            throw node.wrong("has no way to a person: an item that does 'person' is needed");
        }
        for (int i = 0; i < menu.size(); i++) {
            MenuItem item = menu.get(i);
            YamlNode at = node.items().get(i);
            texts.forEach((lang, each) -> {
                if (!each.menuTitles().containsKey(item.id())) {
                    throw at.wrong("has no title: 'menu-titles' of texts." + lang + ".yaml needs '" + item.id() + "'");
                }
            });
            if (item.action() == MenuItem.Action.FAQ && !faq.containsKey(String.valueOf(item.target()))) {
                throw at.wrong("names an unknown FAQ entry '" + item.target() + "'");
            }
            if (item.action() == MenuItem.Action.FLOW && !flows.containsKey(String.valueOf(item.target()))) {
                throw at.wrong("names an unknown flow '" + item.target() + "'");
            }
        }
    }

    private static void checkTopFaqs(YamlNode node, List<String> top, Map<String, FaqEntry> faq) {
        if (top.size() > TOP_FAQS_MAX) {
            throw node.wrong(
                    "has " + top.size() + " entries; with the way to a person a list shows at most " + TOP_FAQS_MAX);
        }
        for (String id : top) {
            if (!faq.containsKey(id)) {
                throw node.wrong("names an unknown FAQ entry '" + id + "'");
            }
        }
    }

    private Map<String, Flow> flows(List<String> langs, List<String> queues, Map<String, FaqEntry> faq) {
        Map<String, Flow> flows = new LinkedHashMap<>();
        try {
            for (Path file : yamlFiles(folder.resolve("flows"))) {
                YamlNode root = YamlNode.read(file, folder.getFileName() + "/flows/" + file.getFileName());
                Flow flow = FlowReader.read(root, langs, queues);
                for (String id : flow.faqs()) {
                    if (!faq.containsKey(id)) {
                        throw root.need("starts").wrong("names an unknown FAQ entry '" + id + "'");
                    }
                }
                if (flows.put(flow.id(), flow) != null) {
                    throw root.need("id").wrong("is the id of another flow too: " + flow.id());
                }
            }
        } catch (IOException e) {
            throw new ConfigException(folder + ": cannot be read: " + e.getMessage(), e);
        }
        return flows;
    }

    private List<Route> routes(List<String> queues) {
        List<YamlNode> rows = new ArrayList<>();
        YamlNode own = single("routes.yaml", folder);
        YamlNode shared = single("routes.yaml", common);
        if (own != null) {
            rows.addAll(own.items());
        }
        if (shared != null) {
            rows.addAll(shared.items());
        }
        if (rows.isEmpty()) {
            throw new ConfigException(folder + ": no routes.yaml");
        }
        List<Route> routes = new ArrayList<>();
        for (YamlNode row : rows) {
            Route route = Route.of(row);
            if (route.queue() != null && !queues.contains(route.queue())) {
                throw row.wrong("names an unknown queue '" + route.queue() + "'; known: " + queues);
            }
            routes.add(route);
        }
        if (!routes.getLast().unconditional()) {
            throw rows.getLast().wrong("is the last row and must have a queue and no conditions");
        }
        return List.copyOf(routes);
    }

    private YamlNode merged(String name, boolean append) {
        YamlNode shared = single(name, common);
        YamlNode own = single(name, folder);
        if (shared == null && own == null) {
            throw new ConfigException(folder + ": no " + name + ", and none in " + common);
        }
        return shared == null
                ? java.util.Objects.requireNonNull(own)
                : own == null ? shared : shared.overlaid(own, append);
    }

    private static @Nullable YamlNode single(String name, Path from) {
        Path path = from.resolve(name);
        return Files.isRegularFile(path) ? YamlNode.read(path, from.getFileName() + "/" + name) : null;
    }

    /** Hash over names and bytes of all YAML files of the pack and of what it has in common with others. */
    private String version() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path root : List.of(common, folder)) {
                for (Path file : yamlFiles(root)) {
                    digest.update(root.relativize(file)
                            .toString()
                            .replace('\\', '/')
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    digest.update((byte) 0);
                    digest.update(Files.readAllBytes(file));
                    digest.update((byte) 0);
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (IOException e) {
            throw new ConfigException(folder + ": cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> yamlFiles(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root, 2)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
