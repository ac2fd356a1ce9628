package relevo.dialog;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * Where a conversation stands in a guided flow.
 *
 * @param tries how often the step's question was put without a usable answer
 */
public record FlowPosition(
        @JsonDeserialize(using = SharedWord.class) String flow,
        @JsonDeserialize(using = SharedWord.class) String step,
        int tries) {}
