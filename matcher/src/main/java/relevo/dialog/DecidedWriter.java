package relevo.dialog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.matcher.Candidate;

/**
 * Writes a {@link Decided} key by key. There are two for each message, and the serializer that goes by the records' shape
 * spends most of its time on finding out what it writes. The bytes are the same as that one's, which the tests compare; it
 * still writes what is rare: a hand-over, a flow, what agents and the channel do. Immutable, any thread.
 */
final class DecidedWriter {
    private final ObjectWriter inputs;
    private final ObjectWriter decisions;
    private final ObjectWriter handed;

    /** Each writes values of its type as a part of a larger document. */
    DecidedWriter(ObjectWriter inputs, ObjectWriter decisions, ObjectWriter handed) {
        this.inputs = inputs;
        this.decisions = decisions;
        this.handed = handed;
    }

    void write(JsonGenerator json, Decided decided) throws IOException {
        json.writeStartObject(decided);
        json.writeNumberField("inputSequence", decided.inputSequence());
        json.writeNumberField("inputIndex", decided.inputIndex());
        json.writeNumberField("atMs", decided.atMs());
        writeIfThere(json, "number", decided.number());
        json.writeObjectFieldStart("address");
        writeIfThere(json, "userId", decided.address().userId());
        writeIfThere(json, "phone", decided.address().phone());
        json.writeEndObject();
        input(json, decided.input());
        if (!decided.decisions().isEmpty()) {
            json.writeArrayFieldStart("decisions");
            for (Decision decision : decided.decisions()) {
                decision(json, decision);
            }
            json.writeEndArray();
        }
        explanation(json, decided.explanation());
        json.writeStringField("owner", decided.owner().name());
        json.writeNumberField("epoch", decided.epoch());
        writeIfThere(json, "version", decided.version());
        memory(json, decided.memory());
        Wait wait = decided.knownWait();
        if (wait != null) {
            json.writeObjectFieldStart("knownWait");
            json.writeNumberField("fromSeconds", wait.fromSeconds());
            json.writeNumberField("toSeconds", wait.toSeconds());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void input(JsonGenerator json, Input input) throws IOException {
        json.writeFieldName("input");
        switch (input) {
            case Input.Text text -> {
                json.writeStartObject();
                json.writeStringField("input", "text");
                writeIfThere(json, "messageId", text.messageId());
                writeIfThere(json, "name", text.name());
                writeIfThere(json, "text", text.text());
                json.writeEndObject();
            }
            case Input.Timer timer -> {
                json.writeStartObject();
                json.writeStringField("input", "timer");
                writeIfThere(json, "timer", timer.timer());
                json.writeNumberField("epoch", timer.epoch());
                json.writeEndObject();
            }
            default -> inputs.writeValue(json, input);
        }
    }

    private void decision(JsonGenerator json, Decision decision) throws IOException {
        switch (decision) {
            case Decision.Flow flow -> decisions.writeValue(json, flow);
            case Decision.Escalate escalate -> decisions.writeValue(json, escalate);
            case Decision.Survey survey -> decisions.writeValue(json, survey);
            case Decision.Answer answer -> {
                begin(json, answer);
                writeIfThere(json, "faq", answer.faq());
                texts(json, "also", answer.also());
                end(json, "messages", answer);
            }
            case Decision.Clarify clarify -> {
                begin(json, clarify);
                texts(json, "faqs", clarify.faqs());
                end(json, "messages", clarify);
            }
            case Decision.Menu menu -> {
                begin(json, menu);
                end(json, "messages", menu);
            }
            case Decision.Fallback fallback -> {
                begin(json, fallback);
                end(json, "messages", fallback);
            }
            case Decision.Notice notice -> {
                begin(json, notice);
                writeIfThere(json, "notice", notice.notice());
                end(json, "messages", notice);
            }
            case Decision.Silent silent -> {
                begin(json, silent);
                writeIfThere(json, "because", silent.because());
                end(json, "relayed", silent);
            }
        }
    }

    private static void begin(JsonGenerator json, Decision decision) throws IOException {
        json.writeStartObject();
        json.writeStringField("decision", decision.kind());
    }

    private static void end(JsonGenerator json, String messages, Decision decision) throws IOException {
        if (!decision.messages().isEmpty()) {
            json.writeArrayFieldStart(messages);
            for (Outgoing message : decision.messages()) {
                message(json, message);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void message(JsonGenerator json, Outgoing message) throws IOException {
        json.writeStartObject();
        switch (message) {
            case Outgoing.Text text -> {
                json.writeStringField("type", "text");
                writeIfThere(json, "body", text.body());
            }
            case Outgoing.Buttons buttons -> {
                json.writeStringField("type", "buttons");
                writeIfThere(json, "body", buttons.body());
                options(json, buttons.options());
            }
            case Outgoing.Choices choices -> {
                json.writeStringField("type", "choices");
                writeIfThere(json, "body", choices.body());
                writeIfThere(json, "opener", choices.opener());
                options(json, choices.options());
            }
        }
        json.writeEndObject();
    }

    private static void options(JsonGenerator json, List<Outgoing.Option> options) throws IOException {
        if (options.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("options");
        for (Outgoing.Option option : options) {
            json.writeStartObject();
            writeIfThere(json, "id", option.id());
            writeIfThere(json, "title", option.title());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void explanation(JsonGenerator json, Explanation explanation) throws IOException {
        json.writeObjectFieldStart("explanation");
        writeIfThere(json, "lang", explanation.lang());
        if (!explanation.candidates().isEmpty()) {
            json.writeArrayFieldStart("candidates");
            for (Candidate candidate : explanation.candidates()) {
                json.writeStartObject();
                writeIfThere(json, "id", candidate.id());
                json.writeNumberField("confidence", candidate.confidence());
                shares(json, candidate.why());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeNumberField("inScope", explanation.inScope());
        json.writeNumberField("score", explanation.score());
        json.writeNumberField("threshold", explanation.threshold());
        if (!explanation.contributions().isEmpty()) {
            json.writeArrayFieldStart("contributions");
            for (Explanation.Contribution part : explanation.contributions()) {
                json.writeStartObject();
                writeIfThere(json, "feature", part.feature());
                json.writeNumberField("value", part.value());
                json.writeNumberField("weight", part.weight());
                json.writeNumberField("contribution", part.contribution());
                json.writeBooleanField("hard", part.hard());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        texts(json, "slots", explanation.slots());
        json.writeBooleanField("watch", explanation.watch());
        json.writeEndObject();
    }

    /** What has its type's own default value is left out. */
    private void memory(JsonGenerator json, Memory memory) throws IOException {
        json.writeObjectFieldStart("memory");
        writeUnlessEmpty(json, "lang", memory.lang());
        writeIfSet(json, "langKnown", memory.langKnown());
        writeIfSet(json, "disclosed", memory.disclosed());
        writeUnlessZero(json, "failedAttempts", memory.failedAttempts());
        writeIfSet(json, "clarified", memory.clarified());
        if (Double.doubleToLongBits(memory.mood()) != 0) {
            json.writeNumberField("mood", memory.mood());
        }
        texts(json, "answers", memory.answers());
        writeUnlessZero(json, "question", memory.question());
        writeUnlessZero(json, "repeats", memory.repeats());
        texts(json, "slots", memory.slots());
        FlowPosition flow = memory.flow();
        if (flow != null) {
            json.writeObjectFieldStart("flow");
            writeIfThere(json, "flow", flow.flow());
            writeIfThere(json, "step", flow.step());
            json.writeNumberField("tries", flow.tries());
            json.writeEndObject();
        }
        texts(json, "stepsDone", memory.stepsDone());
        writeUnlessEmpty(json, "segment", memory.segment());
        writeUnlessEmpty(json, "name", memory.name());
        writeUnlessZero(json, "consent", memory.consent());
        writeIfSet(json, "optedOut", memory.optedOut());
        if (memory.handed() != null) {
            json.writeFieldName("handed");
            handed.writeValue(json, memory.handed());
        }
        writeUnlessZero(json, "surveyedAtMs", memory.surveyedAtMs());
        Burst burst = memory.burst();
        if (burst != null) {
            json.writeObjectFieldStart("burst");
            writeIfThere(json, "text", burst.text());
            json.writeNumberField("sinceMs", burst.sinceMs());
            json.writeEndObject();
        }
        if (!memory.timers().isEmpty()) {
            json.writeArrayFieldStart("timers");
            for (TimerAt timer : memory.timers()) {
                json.writeStartObject();
                writeIfThere(json, "timer", timer.timer());
                json.writeNumberField("atMs", timer.atMs());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void shares(JsonGenerator json, Map<String, Double> shares) throws IOException {
        if (shares.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("why");
        for (String name : sorted(shares)) {
            Double share = shares.get(name);
            if (share != null) {
                json.writeNumberField(name, share);
            }
        }
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String field, Map<String, String> texts) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(field);
        for (String name : sorted(texts)) {
            json.writeStringField(name, texts.get(name));
        }
        json.writeEndObject();
    }

    private static String[] sorted(Map<String, ?> map) {
        String[] names = map.keySet().toArray(new String[0]);
        Arrays.sort(names);
        return names;
    }

    private static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void writeIfThere(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    private static void writeUnlessEmpty(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null && !value.isEmpty()) {
            json.writeStringField(field, value);
        }
    }

    private static void writeIfSet(JsonGenerator json, String field, boolean value) throws IOException {
        if (value) {
            json.writeBooleanField(field, true);
        }
    }

    private static void writeUnlessZero(JsonGenerator json, String field, long value) throws IOException {
        if (value != 0) {
            json.writeNumberField(field, value);
        }
    }
}
