package relevo.dialog;

import java.util.Map;

/**
 * The port to other systems that a flow asks: orders, accounts, appointments. Not called by the engine, which is pure: the
 * caller runs it when a {@link Decision.Flow} names a {@link Decision.Lookup}, within the time budget, and brings the
 * outcome back as an {@link Input.Looked}.
 */
@FunctionalInterface
public interface Lookups {
    /** What came of a lookup; must not throw. */
    Found look(String name, Map<String, String> slots);

    /** Whether there is anybody to ask about this. */
    default boolean knows(String name) {
        return true;
    }

    /**
     * @param outcome found, missing or failed
     * @param values what was found
     */
    record Found(String outcome, Map<String, String> values) {
        public static final Found MISSING = new Found("missing", Map.of());
        public static final Found FAILED = new Found("failed", Map.of());
    }
}
