package relevo.gateway.desk;

import java.util.List;

/**
 * Whether the gateway may be given traffic, and what it is waiting for when not. Said at {@code /readyz}.
 *
 * @param checks one a part, in start-up order; ready when all are
 */
public record Readiness(List<Check> checks) {
    public Readiness {
        checks = List.copyOf(checks);
    }

    public boolean ready() {
        return checks.stream().allMatch(Check::ready);
    }

    /**
     * One part.
     *
     * @param name a short fixed word: journal, ring, outbox, content ...
     * @param detail what it waits for, or a fact about it; no personal data, shown to anyone who can reach the port
     */
    public record Check(String name, boolean ready, String detail) {}
}
