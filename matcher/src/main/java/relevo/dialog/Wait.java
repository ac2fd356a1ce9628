package relevo.dialog;

/**
 * An honest range of a wait for a person, never a bare promise.
 *
 * @param fromSeconds at least
 * @param toSeconds most likely no more than
 */
public record Wait(int fromSeconds, int toSeconds) {
    public Wait {
        if (fromSeconds < 0 || toSeconds < fromSeconds) {
            throw new IllegalArgumentException("no range: " + fromSeconds + " to " + toSeconds);
        }
    }
}
