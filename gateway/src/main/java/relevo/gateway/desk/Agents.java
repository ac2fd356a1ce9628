package relevo.gateway.desk;

import relevo.dialog.Input;

/** Where the acts of people at the desk go: inputs through the ring into the journal like any other. Safe for use from any thread. */
public interface Agents {
    /**
     * Hands over what an agent did; the outcome is seen in the {@link Feed}.
     *
     * @param conversation id of the conversation
     * @throws RefusedException {@code UNKNOWN} for a conversation that does not exist, {@code STATE} when the act does not
     *     fit (nobody has claimed it, somebody else has), {@code UNAVAILABLE} when the ring has no room
     */
    void act(String conversation, Input.Agent act);
}
