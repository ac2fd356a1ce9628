package relevo.batch;

import java.util.List;

/**
 * A conversation that is mined. Texts may hold personal data: the miner redacts them before anything else.
 *
 * @param id of the conversation; it stands in results, so it must not be a phone number
 * @param contact who the customer is, a tag; only compared with others
 * @param lang es, pt or en; empty where it has to be guessed
 * @param turns in order; a turn is known by its place from 0
 */
public record MinedConversation(String id, String contact, String lang, List<MinedTurn> turns) {
    public MinedConversation {
        turns = List.copyOf(turns);
    }
}
