package relevo.matcher;

/** Takes the features of a message one by one. */
interface FeatureSink {
    /** The kinds of features; each kind is weighed and brought to length on its own. */
    int WORDS = 0;

    int PAIRS = 1;
    int LETTERS = 2;
    int KINDS = 3;

    /** Kinds that are no features of the text alone: what it means, and the bias of a label. */
    int MEANING = 3;

    int BIAS = 4;

    /**
     * @param kind {@link #WORDS}, {@link #PAIRS} or {@link #LETTERS}
     * @param key a hash of the feature, the same in every run
     */
    void accept(int kind, long key);
}
