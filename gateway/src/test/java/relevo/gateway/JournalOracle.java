package relevo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import relevo.dialog.Decided;
import relevo.dialog.Json;
import relevo.journal.ContactKeys;
import relevo.journal.JournalTools;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.LogView;
import relevo.journal.SectionKind;
import relevo.journal.TenantKey;

/** Reads a journal after a crash test and holds it against what customers saw from outside. */
final class JournalOracle {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JournalOracle() {}

    /**
     * Fails unless every acknowledged id is in the journal exactly once, every message was decided exactly once, and both
     * stand in the order in which their sender sent them.
     */
    static void check(Path data, Set<String> acknowledged) throws IOException {
        JournalTools.Verification verification = JournalTools.verify(Gateway.journalDir(data));
        assertTrue(verification.sound(), () -> "damage in the journal: " + verification.damages());

        Map<String, Long> sequenceOfId = new HashMap<>();
        Map<String, String> lastReceivedOf = new HashMap<>();
        Map<String, String> idOfPlace = new HashMap<>();
        Map<String, Integer> decisionsAt = new HashMap<>();
        Map<String, String> lastDecidedOf = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        try (ContactKeys keys =
                        ContactKeys.openReadOnly(Gateway.keyFile(data), TenantKey.read(data.resolve("tenant-key")));
                LogView log = LogView.open(Gateway.journalDir(data), keys);
                LogReader reader = log.reader(0)) {
            for (LogRecord record = reader.poll(); record != null; record = reader.poll()) {
                for (int index = 0; index < record.sections().size(); index++) {
                    LogRecord.Stored section = record.sections().get(index);
                    if (section.kind() == SectionKind.MESSAGE) {
                        byte[] payload = section.open();
                        assertNotNull(payload, "a key is missing");
                        JsonNode message = MAPPER.readTree(payload);
                        String id = message.path("id").asText();
                        Long before = sequenceOfId.put(id, record.sequence());
                        if (before != null) {
                            wrong.add(id + " is in the journal twice, at " + before + " and " + record.sequence());
                        }
                        String phone = message.path("phone").asText();
                        String last = lastReceivedOf.put(phone, id);
                        if (last != null && last.compareTo(id) >= 0) {
                            wrong.add(id + " stands behind " + last);
                        }
                        idOfPlace.put(record.sequence() + "/" + index, id);
                    } else if (section.kind() == SectionKind.DECISION) {
                        byte[] payload = section.open();
                        assertNotNull(payload, "a key is missing");
                        Decided decided = Json.decided(payload);
                        String place = decided.inputSequence() + "/" + decided.inputIndex();
                        decisionsAt.merge(place, 1, Integer::sum);
                        String id = idOfPlace.get(place);
                        if (id != null) {
                            String last = lastDecidedOf.put(section.contact().toString(), id);
                            if (last != null && last.compareTo(id) >= 0) {
                                wrong.add(id + " was decided behind " + last);
                            }
                        }
                    }
                }
            }
        }
        for (String id : acknowledged) {
            if (!sequenceOfId.containsKey(id)) {
                wrong.add(id + " was acknowledged and is lost");
            }
        }
        idOfPlace.forEach((place, id) -> {
            int decisions = decisionsAt.getOrDefault(place, 0);
            if (decisions != 1) {
                wrong.add(id + " at " + place + " was decided " + decisions + " times");
            }
        });
        assertEquals(List.of(), wrong.subList(0, Math.min(20, wrong.size())), wrong.size() + " violations");
    }
}
