package relevo.gateway.pipeline;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relevo.dialog.Address;
import relevo.dialog.Conversation;
import relevo.dialog.Json;
import relevo.gateway.pipeline.Conversations.Live;
import relevo.journal.JournalException;
import relevo.journal.Snapshots;
import relevo.journal.Tag;

/**
 * Conversations as snapshots: one file a shard, named {@code conversations-SHARD-of-SHARDS}; a payload is {@code
 * {"number":..,"userId":..,"phone":..,"state":{..}}}. A set counts when all its shards are there. Used by one thread at a time.
 */
public final class ConversationSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(ConversationSnapshots.class);
    private static final byte[] STATE_MEMBER = ",\"state\":".getBytes(StandardCharsets.UTF_8);
    private static final int SHARDS_MAX = 64;

    private final Snapshots snapshots;

    public ConversationSnapshots(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    void write(int shard, int shards, DecideShard.Image image) {
        snapshots.write(
                name(shard, shards),
                image.through(),
                image.conversations().stream()
                        .map(kept -> new Snapshots.Blob(kept.contact(), kept.payload()))
                        .iterator());
    }

    /**
     * Hands over every conversation of the newest complete set.
     *
     * @return the sequence up to which the set has taken in everything; 0 without a set
     */
    long load(BiConsumer<Tag, Live> into) {
        long covered = 0;
        int shards = 0;
        for (int candidate = 1; candidate <= SHARDS_MAX; candidate++) {
            long through = coveredBySet(candidate);
            if (through > covered) {
                covered = through;
                shards = candidate;
            }
        }
        int loaded = 0;
        for (int shard = 0; shard < shards; shard++) {
            try (Snapshots.Snapshot snapshot = snapshots.newest(name(shard, shards))) {
                if (snapshot == null) {
                    throw new IllegalStateException("the snapshot " + name(shard, shards) + " has vanished");
                }
                for (Snapshots.Blob blob = snapshot.next(); blob != null; blob = snapshot.next()) {
                    into.accept(blob.contact(), decode(blob.payload()));
                    loaded++;
                }
            }
        }
        LOG.info("{} conversations from snapshots up to entry {}", loaded, covered);
        return covered;
    }

    private long coveredBySet(int shards) {
        List<Long> through = new ArrayList<>(shards);
        for (int shard = 0; shard < shards; shard++) {
            try (Snapshots.Snapshot snapshot = snapshots.newest(name(shard, shards))) {
                if (snapshot == null) {
                    return 0;
                }
                through.add(snapshot.throughSequence());
            }
        }
        return through.stream().mapToLong(Long::longValue).min().orElse(0);
    }

    private static String name(int shard, int shards) {
        return "conversations-" + shard + "-of-" + shards;
    }

    /** {@code {"number":..,"userId":..,"phone":..,"state":{..}}}; the state is JSON already and is put in as it is. */
    static byte[] encode(Live live) {
        byte[] state = Json.encode(live.state());
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream(state.length + 256);
                JsonGenerator json = StoredInput.UNCLOSED.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("number", live.number());
            json.writeStringField("userId", live.address().userId());
            json.writeStringField("phone", live.address().phone());
            json.flush();
            bytes.write(STATE_MEMBER);
            bytes.write(state);
            bytes.write('}');
            return bytes.toByteArray();
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
    }

    static Live decode(byte[] payload) {
        String number = "";
        String userId = null;
        String phone = null;
        Conversation state = null;
        try (JsonParser json = StoredInput.UNCLOSED.createParser(payload)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "number" -> number = json.getText();
                    case "userId" -> userId = json.getValueAsString();
                    case "phone" -> phone = json.getValueAsString();
                    case "state" -> state = Json.conversation(json);
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (state == null) {
            throw new JournalException("a conversation of a snapshot has no state");
        }
        return new Live(number, new Address(userId, phone), state);
    }
}
