package relevo.dialog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import relevo.matcher.FaqEntry;

/** Reads the FAQ files of a pack. Stateless. */
final class FaqReader {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private FaqReader() {}

    /** The entries by language and id. */
    static Map<String, Map<String, FaqEntry>> read(Path folder, List<String> langs, String defaultLang) {
        Map<String, Map<String, FaqEntry>> byLang = new LinkedHashMap<>();
        langs.forEach(lang -> byLang.put(lang, new LinkedHashMap<>()));
        readFile(folder.resolve("faq.yaml"), defaultLang, byLang);
        for (String lang : PackLoader.LANGS) {
            readFile(folder.resolve("faq." + lang + ".yaml"), lang, byLang);
        }
        return byLang;
    }

    private static void readFile(Path path, String fileLang, Map<String, Map<String, FaqEntry>> byLang) {
        if (!Files.exists(path)) {
            return;
        }
        YamlNode root = YamlNode.read(path, path.getName(path.getNameCount() - 2) + "/" + path.getFileName());
        if (root.isMap()) {
            root.done();
            return; // an empty file
        }
        for (YamlNode node : root.items()) {
            YamlNode id = node.need("id");
            YamlNode langNode = node.find("lang");
            YamlNode answer = node.need("answer");
            String lang = langNode == null ? fileLang : langNode.text();
            FaqEntry entry = new FaqEntry(
                    id.text(), lang, node.need("question").text(), node.listOf("phrasings"), answer.text());
            node.done();
            if (!ID.matcher(entry.id()).matches()) {
                throw id.wrong("must be lower-case letters, digits and hyphens, not '" + entry.id() + "'");
            }
            if (answer.text().length() > TextKey.SURVEY_THANKS.charsMax()) {
                throw answer.wrong("has " + answer.text().length() + " characters; WhatsApp takes at most 4096");
            }
            for (String gap : Placeholders.in(entry.answer())) {
                if (!Wording.ANSWER_GAPS.contains(gap)) {
                    throw answer.wrong("has an unknown placeholder {" + gap + "}; known here: " + Wording.ANSWER_GAPS);
                }
            }
            Map<String, FaqEntry> byId = byLang.get(lang);
            if (byId == null) {
                throw (langNode == null ? node : langNode).wrong("is in '" + lang + "', which the pack does not speak");
            }
            if (byId.put(entry.id(), entry) != null) {
                throw id.wrong("'" + entry.id() + "' stands there twice in " + lang);
            }
        }
    }
}
