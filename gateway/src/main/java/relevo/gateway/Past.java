package relevo.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.DialogEngine;
import relevo.dialog.Input;
import relevo.dialog.Json;
import relevo.dialog.Reason;
import relevo.gateway.pipeline.Engines;
import relevo.journal.EntryType;
import relevo.journal.JournalException;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.LogView;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * A customer's message and what was decided about it, as the journal has it: the decision on the message itself and, where
 * the bot waited for more, those up to the end of that pause. With the state before each, so that they can be taken again.
 *
 * @param sequence of the entry that holds the message
 * @param journalFrom the oldest entry kept: what a conversation was before that is not known
 */
record Past(long sequence, long journalFrom, List<Step> decisions) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A decision and the state it was taken in; null where nothing of the conversation was known before. */
    record Step(Decided decided, @Nullable Conversation before) {}

    /**
     * A decision taken again.
     *
     * @param versionNow of the content it was taken again with
     * @param differences field by field; none when both are the same bytes
     */
    record Again(Decided recorded, String versionNow, List<String> differences) {
        boolean sameContent() {
            return recorded.version().equals(versionNow);
        }
    }

    /** Looks for a message; null when it is not in the journal. Reads it twice, in order. */
    static @Nullable Past find(LogView log, String messageId) {
        byte[] looked = ("\"" + messageId + "\"").getBytes(StandardCharsets.UTF_8);
        try (LogReader reader = log.reader(0)) {
            for (LogRecord record = reader.poll(); record != null; record = reader.poll()) {
                for (LogRecord.Stored section : record.sections()) {
                    if (record.type() == EntryType.RECEIVED && section.kind() == SectionKind.MESSAGE) {
                        byte[] payload = section.open();
                        if (payload != null && contains(payload, looked) && isMessage(payload, messageId)) {
                            return decisionsOf(log, section.contact(), record.sequence(), messageId);
                        }
                    }
                }
            }
        }
        return null;
    }

    /** A look at the bytes saves parsing all other messages. */
    private static boolean contains(byte[] payload, byte[] looked) {
        for (int at = 0; at + looked.length <= payload.length; at++) {
            int same = 0;
            while (same < looked.length && payload[at + same] == looked[same]) {
                same++;
            }
            if (same == looked.length) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMessage(byte[] payload, String messageId) {
        try {
            return MAPPER.readTree(payload).path("id").asText().equals(messageId);
        } catch (IOException e) {
            throw new JournalException("a message in the journal cannot be read", e);
        }
    }

    private static Past decisionsOf(LogView log, Tag contact, long sequence, String messageId) {
        List<Step> steps = new ArrayList<>();
        Conversation state = null;
        boolean follows = false;
        try (LogReader reader = log.reader(0)) {
            for (LogRecord record = reader.poll(); record != null; record = reader.poll()) {
                Decided decided = decided(record, contact);
                if (decided == null) {
                    continue;
                }
                boolean mine = decided.input() instanceof Input.Customer customer
                        && customer.messageId().equals(messageId);
                if (mine || follows) {
                    steps.add(new Step(decided, state));
                    follows = decided.memory().burst() != null;
                    if (!follows) {
                        break;
                    }
                }
                Conversation before =
                        state == null ? Conversation.fresh(decided.memory().lang()) : state;
                state = before.replay(decided);
            }
        }
        return new Past(sequence, log.firstSequence(), steps);
    }

    private static @Nullable Decided decided(LogRecord record, Tag contact) {
        if (record.type() != EntryType.DECIDED
                || !record.sections().getFirst().contact().equals(contact)) {
            return null;
        }
        byte[] payload = record.sections().getFirst().open();
        return payload == null ? null : Json.decided(payload);
    }

    /** Takes each decision again with this content. */
    List<Again> again(Engines.Content content) {
        DialogEngine engine = content.engine();
        List<Again> all = new ArrayList<>();
        for (Step step : decisions) {
            Decided recorded = step.decided();
            Conversation before =
                    step.before() == null ? Conversation.fresh(content.pack().defaultLang()) : step.before();
            Decided again = failed(recorded)
                    ? engine.decideAfterFault(
                            before,
                            recorded.inputSequence(),
                            recorded.inputIndex(),
                            recorded.atMs(),
                            recorded.number(),
                            recorded.address(),
                            recorded.input())
                    : engine.decide(
                            before,
                            recorded.inputSequence(),
                            recorded.inputIndex(),
                            recorded.atMs(),
                            recorded.number(),
                            recorded.address(),
                            recorded.input(),
                            recorded.waits());
            all.add(new Again(recorded, engine.version(), differences(recorded, again)));
        }
        return all;
    }

    /** A fault of ours is not taken again, only what was done about it. */
    private static boolean failed(Decided recorded) {
        return recorded.input() instanceof Input.Customer
                && recorded.decisions().stream()
                        .anyMatch(decision -> decision instanceof Decision.Escalate escalate
                                && escalate.handover().reasons().contains(Reason.INTERNAL_ERROR));
    }

    private static List<String> differences(Decided recorded, Decided again) {
        List<String> found = new ArrayList<>();
        try {
            compare("", MAPPER.readTree(Json.encode(recorded)), MAPPER.readTree(Json.encode(again)), found);
        } catch (IOException cannotBe) {
            throw new JournalException("a decision cannot be compared", cannotBe);
        }
        return found;
    }

    private static void compare(String at, JsonNode recorded, JsonNode again, List<String> found) {
        if (recorded.equals(again)) {
            return;
        }
        if (recorded.isObject() && again.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            recorded.fieldNames().forEachRemaining(names::add);
            again.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                compare(at + "/" + name, recorded.path(name), again.path(name), found);
            }
        } else if (recorded.isArray() && again.isArray() && recorded.size() == again.size()) {
            for (int i = 0; i < recorded.size(); i++) {
                compare(at + "/" + i, recorded.get(i), again.get(i), found);
            }
        } else {
            found.add(at + ": then " + shown(recorded) + ", now " + shown(again));
        }
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }
}
