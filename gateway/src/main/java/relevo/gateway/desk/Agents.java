package relevo.gateway.desk;

import relevo.dialog.Decided;
import relevo.dialog.Input;

/** Where the acts of people at the desk go: inputs through the ring into the journal like any other. Safe for use from any thread. */
public interface Agents {
    /**
     * Hands over what an agent did, and waits until it was decided on.
     *
     * @param conversation id of the conversation
     * @return what came of it
     * @throws RefusedException {@code UNKNOWN} for a conversation that does not exist, {@code STATE} when the act does not
     *     fit (somebody else has it, it has moved on), {@code UNAVAILABLE} when the ring has no room
     */
    Decided act(String conversation, Input.Agent act);
}
