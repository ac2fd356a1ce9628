package relevo.dialog;

/**
 * A timer that a conversation has set.
 *
 * @param timer quiet, unclaimed, waiting, human-idle, survey or flow-idle
 * @param atMs when it is due, milliseconds since 1970 UTC
 */
public record TimerAt(String timer, long atMs) {}
