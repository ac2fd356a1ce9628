package relevo.batch;

import java.util.List;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * What the report needs of one section of the journal, and no more. Facts go through a work file as one line each, tab
 * separated; texts in them are redacted already, contacts are tags.
 *
 * <pre>
 * M hour contact                    a customer's message         X kind       another kind of update
 * S status                          a status                     Q            a quarantined item
 * I                                 a send intent                R outcome    the result of one
 * E                                 a payload of an erased contact
 * D contact hour lang by said reasons queue priority version nearest text
 * </pre>
 */
sealed interface Fact {

    /** A customer's message. */
    record Message(int hour, Tag contact) implements Fact {}

    /** A status of a message of ours: sent, delivered, read, failed or whatever the provider says next. */
    record Status(String status) implements Fact {}

    /** An update that is neither message nor status. */
    record Other(SectionKind kind) implements Fact {}

    /** Something that could not be understood and was kept raw. */
    record Quarantined() implements Fact {}

    /** A message was about to be sent. */
    record Intent() implements Fact {}

    /** What became of it. */
    record SendResult(String outcome) implements Fact {}

    /** A payload that cannot be read any more. */
    record Erased() implements Fact {}

    /**
     * What was decided about one input.
     *
     * @param by where the input came from: customer, quiet (the customer, whose messages were held until then), agent, timer or
     *     other
     * @param said the kinds of the decisions with their detail ({@code answer:horarios}, {@code fallback}), in order
     * @param reasons of an escalation, strongest first; else empty
     * @param queue of an escalation, else empty
     * @param priority of an escalation, else empty
     * @param version id of the content that decided
     * @param nearest the matcher's best candidate; empty without one
     * @param text what the customer wrote, redacted, when nothing was known about it, or all that is held until it is
     *     quiet ({@link #held()}); else empty
     */
    record Decision(
            Tag contact,
            int hour,
            String lang,
            String by,
            List<String> said,
            List<String> reasons,
            String queue,
            String priority,
            String version,
            String nearest,
            String text)
            implements Fact {

        Decision with(String words) {
            return new Decision(contact, hour, lang, by, said, reasons, queue, priority, version, nearest, words);
        }

        boolean says(String kind) {
            return said.stream().anyMatch(one -> kindOf(one).equals(kind));
        }

        /** The bot said something to what a customer had written, at once or when it was quiet. */
        boolean botSpoke() {
            return (by.equals("customer") || by.equals("quiet"))
                    && said.stream().anyMatch(one -> !kindOf(one).equals("silent"));
        }

        /** Nothing was known about what the customer wrote. */
        boolean unanswered() {
            return says("fallback") || reasons.contains("out-of-knowledge") || reasons.contains("failed-attempts");
        }

        /** The customer may go on writing: what he wrote so far is kept and answered as one. */
        boolean held() {
            return !unanswered() && !text.isEmpty();
        }

        static String kindOf(String said) {
            int colon = said.indexOf(':');
            return colon < 0 ? said : said.substring(0, colon);
        }

        static String detailOf(String said) {
            int colon = said.indexOf(':');
            return colon < 0 ? "" : said.substring(colon + 1);
        }
    }

    /** The line of the work file, without its end. */
    default String toLine() {
        return switch (this) {
            case Message(int hour, Tag contact) -> "M\t" + hour + "\t" + contact;
            case Status(String status) -> "S\t" + clean(status);
            case Other(SectionKind kind) -> "X\t" + kind;
            case Quarantined() -> "Q";
            case Intent() -> "I";
            case SendResult(String outcome) -> "R\t" + clean(outcome);
            case Erased() -> "E";
            case Decision d ->
                String.join(
                        "\t",
                        "D",
                        d.contact.toString(),
                        Integer.toString(d.hour),
                        clean(d.lang),
                        clean(d.by),
                        list(d.said),
                        list(d.reasons),
                        clean(d.queue),
                        clean(d.priority),
                        clean(d.version),
                        clean(d.nearest),
                        clean(d.text));
        };
    }

    /** Reads what {@link #toLine()} wrote; anything else is an IllegalArgumentException. */
    static Fact parse(String line) {
        String[] field = line.split("\t", -1);
        return switch (field[0]) {
            case "M" -> new Message(Integer.parseInt(field[1]), Tag.parse(field[2]));
            case "S" -> new Status(field[1]);
            case "X" -> new Other(SectionKind.valueOf(field[1]));
            case "Q" -> new Quarantined();
            case "I" -> new Intent();
            case "R" -> new SendResult(field[1]);
            case "E" -> new Erased();
            case "D" ->
                new Decision(
                        Tag.parse(field[1]),
                        Integer.parseInt(field[2]),
                        field[3],
                        field[4],
                        list(field[5]),
                        list(field[6]),
                        field[7],
                        field[8],
                        field[9],
                        field[10],
                        field[11]);
            default -> throw new IllegalArgumentException("no fact begins with '" + field[0] + "'");
        };
    }

    private static String list(List<String> words) {
        return String.join("|", words.stream().map(Fact::clean).toList());
    }

    private static List<String> list(String words) {
        return words.isEmpty() ? List.of() : List.of(words.split("\\|", -1));
    }

    private static String clean(String text) {
        return text.replaceAll("[\\t\\n\\r|]", " ");
    }
}
