package relevo.gateway.whatsapp;

/**
 * What a webhook body may be. Beyond a limit of the whole body it is quarantined whole, beyond one of an item that item
 * is; nothing is dropped.
 *
 * @param bodyBytesMax longest body
 * @param depthMax deepest nesting (real bodies need about 12)
 * @param stringCharsMax longest string
 * @param numberCharsMax longest number literal
 * @param nameCharsMax longest member name
 * @param itemsMax items of one body that are understood; the provider documents 1,000, an entry of the journal holds 5,000
 * @param idCharsMax longest provider id
 * @param textCharsMax how much of a text the decision core gets; the whole of it stays in the raw copy
 * @param futureMaxMs how far ahead of our clock a timestamp may be before it counts as unreadable
 * @param eventAgeMaxMs updates that happened longer ago are quarantined as too-old, because nothing remembers whether they
 *     were seen before (dedupe reaches back 8 days, the provider retries for 7); 0 switches it off
 */
public record ParserLimits(
        int bodyBytesMax,
        int depthMax,
        int stringCharsMax,
        int numberCharsMax,
        int nameCharsMax,
        int itemsMax,
        int idCharsMax,
        int textCharsMax,
        long futureMaxMs,
        long eventAgeMaxMs) {
    /** Everything but the age of an event, which depends on how long the journal remembers. */
    public static final ParserLimits DEFAULTS =
            new ParserLimits(4 << 20, 64, 2 << 20, 64, 256, 5_000, 512, 4_096, 86_400_000L, 0);

    public ParserLimits withEventAgeMaxMs(long ageMaxMs) {
        return new ParserLimits(
                bodyBytesMax,
                depthMax,
                stringCharsMax,
                numberCharsMax,
                nameCharsMax,
                itemsMax,
                idCharsMax,
                textCharsMax,
                futureMaxMs,
                ageMaxMs);
    }
}
