package relevo.batch;

/**
 * Bounds and thresholds of mining.
 *
 * @param contactsMin distinct contacts behind a topic, at least; fewer could give a person away
 * @param perContactPerDayMax questions of one contact that count for a topic in a day
 * @param textsMax distinct texts a language that are clustered; the rest goes to the nearest group
 * @param evidenceMax examples a topic
 * @param phrasingsMax phrasings a topic
 * @param nightsMax nights whose sizes are remembered
 * @param wordsMax words a language that are remembered
 */
public record MiningConfig(
        int contactsMin,
        int perContactPerDayMax,
        int textsMax,
        int evidenceMax,
        int phrasingsMax,
        int nightsMax,
        int wordsMax) {
    public static MiningConfig defaults() {
        return new MiningConfig(5, 3, 5_000, 8, 8, 28, 50_000);
    }
}
