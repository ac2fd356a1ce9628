package relevo.batch;

import java.util.List;

/**
 * One visit of a customer in which something was left unanswered or a person was called: what mining and the back-test's
 * judgement need of it, redacted. Lives in a work file until the report stands.
 *
 * @param id contact and first moment, unique
 * @param contact the tag, 32 hexadecimal digits
 * @param pack whose content spoke
 * @param lang es, pt or en
 * @param escalated a person was called
 * @param queue where to; empty otherwise
 * @param lines in order
 */
record Session(String id, String contact, String pack, String lang, boolean escalated, String queue, List<Line> lines) {

    /** A message of the customer that was not answered, or of an agent. */
    record Line(By by, long atMs, String text) {}

    MinedConversation mined() {
        return new MinedConversation(
                id,
                contact,
                lang,
                lines.stream()
                        .map(line -> new MinedTurn(line.by(), line.atMs(), line.text()))
                        .toList());
    }
}
