package relevo.dialog;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * A timer that a conversation has set.
 *
 * @param timer quiet, unclaimed, waiting, human-idle, survey or flow-idle
 * @param atMs when it is due, milliseconds since 1970 UTC
 */
public record TimerAt(
        @JsonDeserialize(using = SharedWord.class) String timer, long atMs) {}
