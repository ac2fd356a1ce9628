package relevo.bench;

/**
 * What the traffic looks like; the same shape and seed give the same contacts and texts in the same order.
 *
 * @param contacts how many people write; each always over the same connection, so that its order can be checked
 * @param connections keep-alive connections, at most 4,096
 * @param inFlightMax requests without an answer on one connection; 1 is what Meta does, more is HTTP pipelining
 * @param numbers business numbers, phone_number_id {@code 900000000000001} upwards, at most 99
 * @param statusesPerMessage status webhooks for each message webhook, interleaved
 * @param seed of the choice of contacts and texts
 */
record Shape(int contacts, int connections, int inFlightMax, int numbers, int statusesPerMessage, long seed) {
    static final int CONNECTIONS_MAX = 4_096;
    static final int NUMBERS_MAX = 99;

    Shape {
        within("contacts", contacts, connections, 100_000_000);
        within("connections", connections, 1, CONNECTIONS_MAX);
        within("in-flight", inFlightMax, 1, 1_024);
        within("numbers", numbers, 1, NUMBERS_MAX);
        within("statuses-per-message", statusesPerMessage, 0, 20);
    }

    /** Requests that belong together: one message and its statuses. */
    int period() {
        return 1 + statusesPerMessage;
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("--" + option + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
