package relevo.gateway.outbox;

/**
 * The sends that were taken up last: between {@code generationMax} and twice as many. Owned by the outbox thread.
 */
final class RecentKeys {
    private final int generationMax;
    private LongSet younger = new LongSet();
    private LongSet older;

    RecentKeys(int generationMax, LongSet before) {
        this.generationMax = generationMax;
        this.older = before;
    }

    void add(long key) {
        if (younger.size() >= generationMax) {
            older = younger;
            younger = new LongSet();
        }
        younger.add(key);
    }

    boolean contains(long key) {
        return younger.contains(key) || older.contains(key);
    }
}
