package relevo.dialog;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relevo.escalation.FoldedText;
import relevo.matcher.FaqEntry;

/** Puts the pack's texts together into messages. Immutable, any thread. */
final class Wording {
    /** Gaps an answer of the FAQ may have. */
    static final Set<String> ANSWER_GAPS = Set.of("marca", "horario", "canales", "nombre");

    static final String PERSON = "person";
    static final String MENU = "menu";
    static final String MENU_ITEM = "menu:";
    static final String FAQ = "faq:";
    static final String SURVEY = "survey:";
    static final String FLOW = "flow:";
    static final String CONSENT_YES = "consent-yes";
    static final String CONSENT_NO = "consent-no";
    /** Followed by the entry and the version of the content that answered. */
    static final String HELPED_YES = "helped-yes:";

    static final String HELPED_NO = "helped-no:";

    private static final int BUTTONS_MAX = 3;
    private static final int ROWS_MAX = 10;
    private static final int BUTTONS_BODY_MAX = 1_024;
    private static final int TEXT_MAX = 4_096;

    private final Pack pack;
    private final Map<String, String> hours = new LinkedHashMap<>();
    /** How the options of the pack are called, by language and id: put together once, since each reply has some. */
    private final Map<String, Map<String, Titles>> titles = new HashMap<>();

    /**
     * How an option is called.
     *
     * @param folded as it is compared with what is typed
     */
    private record Titles(Outgoing.Option button, Outgoing.Option row, Set<String> folded) {}

    Wording(Pack pack) {
        this.pack = pack;
        for (String lang : pack.langs()) {
            Map<String, Titles> ofLang = new HashMap<>();
            for (String id : optionIds()) {
                Outgoing.Option button = new Outgoing.Option(id, title(id, lang, Texts.BUTTON_CHARS_MAX));
                Outgoing.Option row = new Outgoing.Option(id, title(id, lang, Texts.ROW_CHARS_MAX));
                Set<String> folded = Stream.of(button, row)
                        .map(option -> FoldedText.of(option.title()).toString())
                        .collect(Collectors.toSet());
                ofLang.put(id, new Titles(button, row, folded));
            }
            titles.put(lang, ofLang);
        }
        pack.langs().forEach(lang -> hours.put(lang, describeHours(pack.texts(lang))));
    }

    /** A certain variant of a text without gaps. */
    String variant(TextKey key, Draft d, int variant) {
        return pack.texts(d.lang).say(key, variant);
    }

    /** A text of the pack with its gaps filled. */
    String say(TextKey key, Draft d, Map<String, String> values) {
        String text = pack.texts(d.lang).say(key, d.turn());
        if (text.indexOf('{') < 0) {
            return text;
        }
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putIfAbsent("marca", pack.brand());
        all.putIfAbsent("nombre", d.name == null ? "" : d.name);
        all.putIfAbsent("horario", hours.getOrDefault(d.lang, ""));
        String channels = pack.texts(d.lang).channels();
        all.putIfAbsent("canales", channels == null ? "" : channels);
        return Placeholders.fill(text, all);
    }

    Outgoing text(TextKey key, Draft d, Map<String, String> values) {
        return new Outgoing.Text(Transcript.cut(say(key, d, values), TEXT_MAX));
    }

    /** The first words of a session say that a bot answers. */
    String disclosed(Draft d, String body) {
        if (d.disclosed) {
            return body;
        }
        d.disclosed = true;
        String disclosure = say(TextKey.DISCLOSURE, d, Map.of());
        return body.isEmpty() ? disclosure : disclosure + "\n\n" + body;
    }

    /** A text of a flow; what is known fills its gaps. */
    String filled(String text, Draft d) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        Map<String, String> values = new LinkedHashMap<>(d.slots);
        values.put("marca", pack.brand());
        values.put("nombre", d.name == null ? "" : d.name);
        values.put("horario", hours.getOrDefault(d.lang, ""));
        String channels = pack.texts(d.lang).channels();
        values.put("canales", channels == null ? "" : channels);
        return Placeholders.fill(text, values);
    }

    /** A question over its options, with something said before it: one message where WhatsApp takes it. */
    List<Outgoing> asked(String before, String question, List<String> ids, String lang) {
        String both = before.isEmpty() ? question : before + "\n\n" + question;
        if (ids.isEmpty()) {
            return List.of(new Outgoing.Text(Transcript.cut(both, TEXT_MAX)));
        }
        int charsMax = ids.size() <= BUTTONS_MAX ? Texts.BUTTON_CHARS_MAX : Texts.ROW_CHARS_MAX;
        List<Outgoing.Option> options =
                ids.stream().map(id -> option(id, lang, charsMax)).toList();
        return both.length() <= BUTTONS_BODY_MAX
                ? List.of(choose(both, options, lang))
                : List.of(new Outgoing.Text(Transcript.cut(before, TEXT_MAX)), choose(question, options, lang));
    }

    /** Id of an answer to a step of a flow. */
    static String flowOption(String flow, String step, String option) {
        return FLOW + flow + ":" + step + ":" + option;
    }

    private String flowTitle(String id, String lang) {
        String[] parts = id.split(":");
        Flow flow = parts.length == 4 ? pack.flows().get(parts[1]) : null;
        if (flow != null && flow.steps().get(parts[2]) instanceof Flow.Choice choice) {
            for (Flow.Option option : choice.options()) {
                if (option.id().equals(parts[3])) {
                    return option.title().getOrDefault(lang, parts[3]);
                }
            }
        }
        return id;
    }

    /** The answer of an entry, its gaps filled. */
    String answer(FaqEntry entry, Draft d) {
        if (entry.answer().indexOf('{') < 0) {
            return entry.answer();
        }
        String channels = pack.texts(d.lang).channels();
        return Placeholders.fill(
                entry.answer(),
                Map.of(
                        "marca",
                        pack.brand(),
                        "nombre",
                        d.name == null ? "" : d.name,
                        "horario",
                        hours.getOrDefault(d.lang, ""),
                        "canales",
                        channels == null ? "" : channels));
    }

    /** A text over the pack's menu. */
    Outgoing menu(TextKey key, Draft d) {
        List<Outgoing.Option> options = pack.menu().stream()
                .map(item -> option(MENU_ITEM + item.id(), d.lang, Texts.ROW_CHARS_MAX))
                .toList();
        return choose(say(key, d, Map.of("opciones", numbered(titles(options)))), options, d.lang);
    }

    /** The most asked entries and the way to a person. */
    Outgoing faqList(Draft d) {
        List<Outgoing.Option> options = new ArrayList<>();
        List<String> questions = new ArrayList<>();
        for (String id : pack.topFaqs()) {
            FaqEntry entry = pack.faq(id, d.lang);
            if (entry != null) {
                options.add(option(FAQ + id, d.lang, Texts.ROW_CHARS_MAX));
                questions.add(entry.question());
            }
        }
        options.add(option(PERSON, d.lang, Texts.ROW_CHARS_MAX));
        return choose(say(TextKey.FAQ_LIST, d, Map.of("opciones", numbered(questions))), options, d.lang);
    }

    /** Which of these was meant? Always with the way to a person. */
    Outgoing clarify(List<String> faqs, Draft d) {
        TextKey key = faqs.size() == 1 ? TextKey.CLARIFY_ONE : TextKey.CLARIFY;
        int charsMax = faqs.size() < BUTTONS_MAX ? Texts.BUTTON_CHARS_MAX : Texts.ROW_CHARS_MAX;
        List<Outgoing.Option> options = new ArrayList<>();
        List<String> questions = new ArrayList<>();
        for (String id : faqs) {
            options.add(option(FAQ + id, d.lang, charsMax));
            FaqEntry entry = pack.faq(id, d.lang);
            questions.add(entry == null ? id : entry.question());
        }
        options.add(option(PERSON, d.lang, charsMax));
        return choose(say(key, d, Map.of("opciones", numbered(questions))), options, d.lang);
    }

    /** A text over the given options of the engine's own. */
    Outgoing withOptions(String body, List<String> ids, String lang) {
        return choose(
                body,
                ids.stream().map(id -> option(id, lang, Texts.BUTTON_CHARS_MAX)).toList(),
                lang);
    }

    private Outgoing choose(String body, List<Outgoing.Option> options, String lang) {
        List<Outgoing.Option> distinct = distinct(options.subList(0, Math.min(options.size(), ROWS_MAX)));
        boolean asButtons = distinct.size() <= BUTTONS_MAX
                && distinct.stream().allMatch(option -> option.title().length() <= Texts.BUTTON_CHARS_MAX);
        if (body.length() > BUTTONS_BODY_MAX) {
            return new Outgoing.Text(Transcript.cut(body, TEXT_MAX));
        }
        return asButtons
                ? new Outgoing.Buttons(body, distinct)
                : new Outgoing.Choices(body, pack.texts(lang).say(TextKey.FAQ_LIST_OPENER, 0), distinct);
    }

    /** WhatsApp refuses two options of one title. */
    private static List<Outgoing.Option> distinct(List<Outgoing.Option> options) {
        Set<String> seen = new HashSet<>();
        List<Outgoing.Option> distinct = new ArrayList<>();
        for (Outgoing.Option option : options) {
            if (seen.add(option.title())) {
                distinct.add(option);
            } else {
                String numbered = (distinct.size() + 1) + ". " + option.title();
                distinct.add(new Outgoing.Option(option.id(), Transcript.cut(numbered, Texts.BUTTON_CHARS_MAX)));
            }
        }
        return List.copyOf(distinct);
    }

    private Outgoing.Option option(String id, String lang, int charsMax) {
        Titles known = titles.getOrDefault(lang, Map.of()).get(id);
        if (known != null && charsMax == Texts.BUTTON_CHARS_MAX) {
            return known.button();
        }
        return known != null && charsMax == Texts.ROW_CHARS_MAX
                ? known.row()
                : new Outgoing.Option(id, title(id, lang, charsMax));
    }

    private List<String> optionIds() {
        List<String> ids = new ArrayList<>(List.of(PERSON, MENU));
        pack.menu().forEach(item -> ids.add(MENU_ITEM + item.id()));
        pack.faq().forEach(entry -> ids.add(FAQ + entry.id()));
        for (Flow flow : pack.flows().values()) {
            for (Flow.Step step : flow.steps().values()) {
                if (step instanceof Flow.Choice choice) {
                    choice.options().forEach(option -> ids.add(flowOption(flow.id(), choice.id(), option.id())));
                }
            }
        }
        return ids;
    }

    /** Whether a folded text is the very title of an option. */
    boolean isTitled(String id, String lang, String written) {
        Titles known = titles.getOrDefault(lang, Map.of()).get(id);
        return known != null && known.folded().contains(written);
    }

    /** How an option is called in a language. */
    String title(String id, String lang, int charsMax) {
        Texts texts = pack.texts(lang);
        if (id.startsWith(MENU_ITEM)) {
            return texts.menuTitles().getOrDefault(id.substring(MENU_ITEM.length()), id);
        }
        if (id.startsWith(FAQ)) {
            FaqEntry entry = pack.faq(id.substring(FAQ.length()), lang);
            return entry == null ? id : shortened(entry.question(), texts.titleSkips(), charsMax);
        }
        if (id.startsWith(FLOW)) {
            return flowTitle(id, lang);
        }
        if (id.startsWith(HELPED_YES) || id.startsWith(HELPED_NO)) {
            return texts.button(id.substring(0, id.indexOf(':')));
        }
        if (id.startsWith(SURVEY)) {
            return texts.button("survey-" + id.substring(SURVEY.length()));
        }
        return texts.button(id);
    }

    /** "¿Cuál es el horario de atención?" as "Horario de atención", cut between words where it is too long. */
    static String shortened(String question, List<String> skips, int charsMax) {
        String plain = question.replaceAll("[¿?¡!.]", "").strip();
        String folded = FoldedText.of(plain).toString();
        String skipped = "";
        for (String skip : skips) {
            String start = FoldedText.of(skip) + " ";
            if (folded.startsWith(start) && start.length() > skipped.length() && start.length() < plain.length()) {
                skipped = start;
            }
        }
        String title = plain.length() == folded.length() ? plain.substring(skipped.length()) : plain;
        title = title.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + title.substring(1);
        if (title.length() <= charsMax) {
            return title;
        }
        int space = title.lastIndexOf(' ', charsMax - 1);
        return space > charsMax / 2
                ? title.substring(0, space).replaceAll("[,;:]$", "") + "…"
                : Transcript.cut(title, charsMax);
    }

    private static List<String> titles(List<Outgoing.Option> options) {
        return options.stream().map(Outgoing.Option::title).toList();
    }

    private static String numbered(List<String> lines) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            out.append(i == 0 ? "" : "\n").append(i + 1).append(". ").append(lines.get(i));
        }
        return out.toString();
    }

    /** When people are back: "mañana a las 9:00". */
    String opening(Draft d) {
        ZonedDateTime opening = pack.hours().nextOpening(d.atMs);
        if (opening == null) {
            return say(TextKey.OPENING_UNKNOWN, d, Map.of());
        }
        ZonedDateTime now = pack.hours().at(d.atMs);
        Map<String, String> values = Map.of(
                "hora", clock(opening.toLocalTime()),
                "dia", dayName(pack.texts(d.lang), opening.getDayOfWeek()),
                "fecha", opening.getDayOfMonth() + "/" + opening.getMonthValue());
        if (opening.toLocalDate().equals(now.toLocalDate())) {
            return say(TextKey.OPENING_TODAY, d, values);
        }
        boolean tomorrow = opening.toLocalDate().equals(now.toLocalDate().plusDays(1));
        return say(tomorrow ? TextKey.OPENING_TOMORROW : TextKey.OPENING_DAY, d, values);
    }

    private String describeHours(Texts texts) {
        List<String> lines = new ArrayList<>();
        DayOfWeek[] days = DayOfWeek.values();
        for (int from = 0; from < days.length; ) {
            List<BusinessHours.Span> spans = spans(days[from]);
            int to = from;
            while (to + 1 < days.length && spans(days[to + 1]).equals(spans)) {
                to++;
            }
            String first = dayName(texts, days[from]);
            String named = from == to
                    ? first
                    : Placeholders.fill(
                            texts.say(TextKey.HOURS_DAYS, 0),
                            Map.of("desde", first, "hasta", dayName(texts, days[to])));
            for (BusinessHours.Span span : spans) {
                lines.add(Placeholders.fill(
                        texts.say(TextKey.HOURS_LINE, 0),
                        Map.of("dias", named, "desde", clock(span.from()), "hasta", clock(span.to()))));
            }
            from = to + 1;
        }
        return String.join("; ", lines);
    }

    private List<BusinessHours.Span> spans(DayOfWeek day) {
        return pack.hours().week().getOrDefault(day, List.of());
    }

    private static String dayName(Texts texts, DayOfWeek day) {
        return texts.days().get(day.getValue() - 1);
    }

    private static String clock(LocalTime time) {
        return time.getHour() + ":" + (time.getMinute() < 10 ? "0" : "") + time.getMinute();
    }

    /** How a kind of message that cannot be read is called. */
    String media(String kind, String lang) {
        Map<String, String> names = pack.texts(lang).media();
        String name = names.get(kind);
        return name != null ? name : names.getOrDefault("other", kind);
    }

    String queue(@Nullable String queue, String lang) {
        return pack.texts(lang).queues().getOrDefault(String.valueOf(queue), String.valueOf(queue));
    }
}
