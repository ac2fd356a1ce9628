package relevo.batch;

import java.util.List;
import java.util.StringJoiner;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * What the report needs of one section of the journal, and no more. Facts go through a work file as one line each, tab
 * separated; texts in them are redacted already, contacts are tags.
 *
 * <pre>
 * M hour contact                    a customer's message         X kind       another kind of update
 * S status paid                     a status                     Q            a quarantined item
 * I                                 a send intent                R outcome    the result of one
 * E                                 a payload of an erased contact
 * D contact atMs number lang by act said reasons sign queue priority version nearest confidence text
 * </pre>
 */
sealed interface Fact {
    /** A customer's message. */
    record Message(int hour, Tag contact) implements Fact {}

    /**
     * A status of a message of ours: sent, delivered, read, failed or whatever the provider says next.
     *
     * @param paid the category the provider bills it under; empty when it is free or nothing is said
     */
    record Status(String status, String paid) implements Fact {
        Status(String status) {
            this(status, "");
        }
    }

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
     * @param atMs when the input was received
     * @param number phone_number_id of the business number
     * @param by where the input came from: customer, quiet (the customer, whose messages were held until then), agent, timer or
     *     other
     * @param act what an agent did: claim, reply, transfer:QUEUE, return, resolve, note; empty for all others
     * @param said the kinds of the decisions with their detail ({@code answer:horarios}, {@code fallback}), in order
     * @param reasons of an escalation, strongest first; else empty
     * @param sign of an escalation: the trigger that decided alone ({@code keyword:fraude}), else empty
     * @param queue of an escalation, else empty
     * @param priority of an escalation, else empty
     * @param version id of the content that decided
     * @param nearest the matcher's best candidate; empty without one
     * @param confidence in it, thousandths
     * @param text what the customer wrote, redacted, when nothing was known about it or a person was called, or all that
     *     is held until it is quiet ({@link #held()}); what an agent replied, redacted; else empty
     */
    record Decision(
            Tag contact,
            long atMs,
            String number,
            String lang,
            String by,
            String act,
            List<String> said,
            List<String> reasons,
            String sign,
            String queue,
            String priority,
            String version,
            String nearest,
            int confidence,
            String text)
            implements Fact {

        Decision with(String words) {
            return new Decision(
                    contact,
                    atMs,
                    number,
                    lang,
                    by,
                    act,
                    said,
                    reasons,
                    sign,
                    queue,
                    priority,
                    version,
                    nearest,
                    confidence,
                    words);
        }

        /** The customer, at once or when it was quiet. */
        boolean byCustomer() {
            return by.equals("customer") || by.equals("quiet");
        }

        boolean says(String kind) {
            return said.stream().anyMatch(one -> kindOf(one).equals(kind));
        }

        /** The bot said something to what a customer had written, at once or when it was quiet. */
        boolean botSpoke() {
            return byCustomer() && said.stream().anyMatch(one -> !kindOf(one).equals("silent"));
        }

        /** Nothing was known about what the customer wrote. */
        boolean unanswered() {
            return says("fallback") || reasons.contains("out-of-knowledge") || reasons.contains("failed-attempts");
        }

        /** The customer may go on writing: what he wrote so far is kept and answered as one. */
        boolean held() {
            return by.equals("customer") && !unanswered() && says("silent") && !text.isEmpty();
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
            case Status(String status, String paid) -> "S\t" + clean(status) + "\t" + clean(paid);
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
                        Long.toString(d.atMs),
                        clean(d.number),
                        clean(d.lang),
                        clean(d.by),
                        clean(d.act),
                        list(d.said),
                        list(d.reasons),
                        clean(d.sign),
                        clean(d.queue),
                        clean(d.priority),
                        clean(d.version),
                        clean(d.nearest),
                        Integer.toString(d.confidence),
                        clean(d.text));
        };
    }

    /** Reads what {@link #toLine()} wrote; anything else is an IllegalArgumentException. */
    static Fact parse(String line) {
        String[] field = line.split("\t", -1);
        return switch (field[0]) {
            case "M" -> new Message(Integer.parseInt(field[1]), Tag.parse(field[2]));
            case "S" -> new Status(field[1], field[2]);
            case "X" -> new Other(SectionKind.valueOf(field[1]));
            case "Q" -> new Quarantined();
            case "I" -> new Intent();
            case "R" -> new SendResult(field[1]);
            case "E" -> new Erased();
            case "D" ->
                new Decision(
                        Tag.parse(field[1]),
                        Long.parseLong(field[2]),
                        field[3],
                        field[4],
                        field[5],
                        field[6],
                        list(field[7]),
                        list(field[8]),
                        field[9],
                        field[10],
                        field[11],
                        field[12],
                        field[13],
                        Integer.parseInt(field[14]),
                        field[15]);
            default -> throw new IllegalArgumentException("no fact begins with '" + field[0] + "'");
        };
    }

    private static String list(List<String> words) {
        if (words.size() == 1) {
            return clean(words.getFirst());
        }
        StringJoiner list = new StringJoiner("|");
        words.forEach(word -> list.add(clean(word)));
        return list.toString();
    }

    private static List<String> list(String words) {
        return words.isEmpty() ? List.of() : List.of(words.split("\\|", -1));
    }

    /** Without what tells fields and their parts from each other in a line. */
    private static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (separates(text.charAt(i))) {
                StringBuilder clean = new StringBuilder(text);
                for (int at = i; at < clean.length(); at++) {
                    if (separates(clean.charAt(at))) {
                        clean.setCharAt(at, ' ');
                    }
                }
                return clean.toString();
            }
        }
        return text;
    }

    private static boolean separates(char c) {
        return c == '\t' || c == '\n' || c == '\r' || c == '|';
    }
}
