package relevo.gateway.whatsapp;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Draws from the ordered {@link Faults} and counts what is used up. Safe for use from any thread. */
final class FaultDice {
    private final RandomGenerator random;
    private Faults faults = Faults.NONE;
    private int[] used = new int[0];

    FaultDice(RandomGenerator random) {
        this.random = random;
    }

    synchronized void order(Faults ordered) {
        faults = ordered;
        used = new int[ordered.script().size()];
    }

    synchronized Faults faults() {
        return faults;
    }

    /** The fault to commit for this send, if any. */
    synchronized Faults.@Nullable Fault next(String number, String recipient) {
        for (int i = 0; i < used.length; i++) {
            Faults.Fault fault = faults.script().get(i);
            boolean left = fault.times() == 0 || used[i] < fault.times();
            boolean meant = (fault.number() == null || fault.number().equals(number))
                    && (fault.to() == null || fault.to().equals(recipient));
            if (left && meant && draw(fault.chance())) {
                used[i]++;
                return fault;
            }
        }
        return null;
    }

    synchronized int latencyMs() {
        return faults.latencyMaxMs() == 0 ? 0 : random.nextInt(faults.latencyMinMs(), faults.latencyMaxMs() + 1);
    }

    synchronized boolean draw(double chance) {
        return chance >= 1 || (chance > 0 && random.nextDouble() < chance);
    }

    synchronized int below(int bound) {
        return random.nextInt(bound);
    }
}
