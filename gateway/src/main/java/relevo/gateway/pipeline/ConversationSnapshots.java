package relevo.gateway.pipeline;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relevo.dialog.Address;
import relevo.dialog.Json;
import relevo.gateway.pipeline.Conversations.Live;
import relevo.journal.Snapshots;
import relevo.journal.Tag;

/**
 * Conversations as snapshots: one file a shard, named {@code conversations-SHARD-of-SHARDS}; a payload is {@code
 * {"number":..,"userId":..,"phone":..,"state":{..}}}. A set counts when all its shards are there. Used by one thread at a time.
 */
public final class ConversationSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(ConversationSnapshots.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
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
                        .map(entry -> new Snapshots.Blob(entry.getKey(), encode(entry.getValue())))
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

    static byte[] encode(Live live) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
                JsonGenerator json = MAPPER.getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("number", live.number());
            json.writeStringField("userId", live.address().userId());
            json.writeStringField("phone", live.address().phone());
            json.writeFieldName("state");
            json.writeRawValue(new String(Json.encode(live.state()), StandardCharsets.UTF_8));
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
    }

    static Live decode(byte[] payload) {
        try {
            JsonNode root = MAPPER.readTree(payload);
            return new Live(
                    root.path("number").asText(),
                    new Address(text(root, "userId"), text(root, "phone")),
                    Json.conversation(MAPPER.writeValueAsBytes(root.path("state"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String text(JsonNode root, String field) {
        JsonNode node = root.get(field);
        return node == null || node.isNull() ? null : node.asText();
    }
}
