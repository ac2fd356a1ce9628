package relevo.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import relevo.dialog.Burst;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Explanation;
import relevo.dialog.Input;
import relevo.dialog.Json;
import relevo.dialog.Reason;
import relevo.journal.EntryType;
import relevo.journal.JournalException;
import relevo.journal.LogRecord;
import relevo.journal.Tag;
import relevo.matcher.Candidate;

/**
 * From an entry of the journal to the facts in it that belong to the day, and to the decisions of the days before it that
 * are looked back at; null when there are none. An input belongs to
 * the day it was received on, whenever it was decided. Used from one thread.
 */
final class FactExtractor implements ItemProcessor<LogRecord, List<Fact>> {
    private static final JsonFactory JSON = new JsonFactory();

    /** The timer of the dialog engine at which it answers what it held. */
    private static final String QUIET = "quiet";

    private static final Pattern BILLABLE = Pattern.compile("\"billable\"\\s*:\\s*true");

    /** What is quoted of a text. */
    private static final int TEXT_MAX = 300;

    private final Redactor redactor = new Redactor();
    private final BusinessDay day;
    private final Span window;
    private final int part;
    private final int parts;

    /**
     * @param day whose every fact is wanted
     * @param window of whose other days the decisions are wanted
     * @param part which contacts: those with this number among {@code parts}
     */
    FactExtractor(BusinessDay day, Span window, int part, int parts) {
        this.day = day;
        this.window = window;
        this.part = part;
        this.parts = parts;
    }

    /** Whether there may be facts in it, by what is readable without a key. */
    boolean wants(LogRecord record) {
        boolean today = day.contains(record.atMs());
        if (!today && !(record.type() == EntryType.DECIDED && window.contains(record.atMs()))) {
            return false;
        }
        for (LogRecord.Stored section : record.sections()) {
            if (isMine(section)) {
                return true;
            }
        }
        return false;
    }

    private boolean isMine(LogRecord.Stored section) {
        Tag contact = section.contact();
        return (contact.isNone() ? 0 : contact.shard(parts)) == part;
    }

    @Override
    public @Nullable List<Fact> process(LogRecord record) {
        if (!wants(record)) {
            return null;
        }
        List<Fact> facts = new ArrayList<>(record.sections().size());
        for (LogRecord.Stored section : record.sections()) {
            if (!isMine(section)) {
                continue;
            }
            switch (record.type()) {
                case RECEIVED -> facts.add(received(record, section));
                case DECIDED -> facts.add(decided(record, section));
                case SEND_INTENT -> facts.add(new Fact.Intent());
                case SEND_RESULT -> facts.add(sendResult(section));
                case QUARANTINED -> facts.add(new Fact.Quarantined());
                case ACTION, TIMER, MARK -> {}
            }
        }
        return facts.isEmpty() ? null : facts;
    }

    private Fact received(LogRecord record, LogRecord.Stored section) {
        return switch (section.kind()) {
            case MESSAGE -> new Fact.Message(day.hour(record.atMs()), section.contact());
            case STATUS -> {
                byte[] payload = section.open();
                yield payload == null ? new Fact.Erased() : new Fact.Status(word(payload, "status"), paid(payload));
            }
            default -> new Fact.Other(section.kind());
        };
    }

    /** The category of a message that is billed. */
    private static String paid(byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        return BILLABLE.matcher(text).find() ? word(payload, "category") : "";
    }

    private static Fact sendResult(LogRecord.Stored section) {
        byte[] payload = section.open();
        return payload == null ? new Fact.Erased() : new Fact.SendResult(word(payload, "outcome"));
    }

    private Fact decided(LogRecord record, LogRecord.Stored section) {
        byte[] payload = section.open();
        if (payload == null) {
            return new Fact.Erased();
        }
        Decided decided;
        try {
            decided = Json.outcome(payload);
        } catch (UncheckedIOException e) {
            // Not the parser's message: it quotes the payload.
            throw new JournalException("the decision in entry " + record.sequence() + " cannot be read");
        }
        List<String> said = new ArrayList<>(decided.decisions().size());
        Decision.@Nullable Handover handover = null;
        for (Decision decision : decided.decisions()) {
            said.add(word(decision));
            if (decision instanceof Decision.Escalate(Decision.Handover to, var messages)) {
                handover = to;
            }
        }
        List<Candidate> candidates = decided.explanation().candidates();
        Fact.Decision fact = new Fact.Decision(
                section.contact(),
                record.atMs(),
                decided.number(),
                decided.explanation().lang(),
                by(decided.input()),
                act(decided.input()),
                said,
                handover == null
                        ? List.of()
                        : handover.reasons().stream().map(Reason::word).toList(),
                handover == null ? "" : sign(decided),
                handover == null ? "" : handover.queue(),
                handover == null ? "" : handover.priority(),
                decided.version(),
                candidates.isEmpty() ? "" : candidates.getFirst().id(),
                candidates.isEmpty()
                        ? 0
                        : (int) Math.round(1000 * candidates.getFirst().confidence()),
                "");
        Burst burst = decided.memory().burst();
        if (burst != null) {
            return fact.with(redacted(burst.text()));
        }
        boolean kept = fact.unanswered() || handover != null || fact.by().equals("agent");
        return kept ? fact.with(redacted(text(decided.input()))) : fact;
    }

    private static String act(Input input) {
        return switch (input) {
            case Input.Agent agent -> agent.queue() == null ? agent.act() : agent.act() + ":" + agent.queue();
            case Input.HumanOutbound outbound -> "reply";
            default -> "";
        };
    }

    private static String sign(Decided decided) {
        return decided.explanation().contributions().stream()
                .filter(Explanation.Contribution::hard)
                .map(Explanation.Contribution::feature)
                .findFirst()
                .orElse("");
    }

    private String redacted(String text) {
        return Wording.cut(redactor.redact(text), TEXT_MAX);
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Decision.Answer answer -> "answer:" + answer.faq();
            case Decision.Flow flow -> "flow:" + flow.flow();
            case Decision.Notice notice -> "notice:" + notice.notice();
            case Decision.Survey survey -> survey.mark() == null ? "survey" : "survey:" + survey.mark();
            default -> decision.kind();
        };
    }

    private static String by(Input input) {
        return switch (input) {
            case Input.Customer customer -> "customer";
            case Input.Agent agent -> "agent";
            case Input.HumanOutbound outbound -> "agent";
            case Input.Timer timer -> timer.timer().equals(QUIET) ? "quiet" : "timer";
            default -> "other";
        };
    }

    private static String text(Input input) {
        return switch (input) {
            case Input.Text text -> text.text();
            case Input.Press press -> press.title();
            case Input.Agent agent when agent.act().equals("reply") -> agent.text() == null ? "" : agent.text();
            case Input.HumanOutbound outbound -> outbound.text() == null ? "" : outbound.text();
            case Input.Media media -> "[" + media.kind() + "]" + (media.caption() == null ? "" : " " + media.caption());
            default -> "";
        };
    }

    /** The first string called so, at any depth; {@code unknown} without one. */
    private static String word(byte[] json, String name) {
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME
                        && name.equals(parser.currentName())
                        && parser.nextToken() == JsonToken.VALUE_STRING) {
                    return parser.getText();
                }
            }
            return "unknown";
        } catch (IOException e) {
            return "unknown";
        }
    }
}
