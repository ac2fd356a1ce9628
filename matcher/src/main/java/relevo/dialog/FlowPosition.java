package relevo.dialog;

/**
 * Where a conversation stands in a guided flow.
 *
 * @param tries how often the step's question was put without a usable answer
 */
public record FlowPosition(String flow, String step, int tries) {}
