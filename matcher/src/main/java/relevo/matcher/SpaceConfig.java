package relevo.matcher;

/**
 * What counts in a {@link TextSpace}.
 *
 * @param words weight of words and stems
 * @param pairs weight of pairs of neighbouring stems
 * @param letters weight of letter n-grams
 * @param rarity power of a word's inverse document frequency with which its meaning is weighed; 0 weighs all alike
 */
public record SpaceConfig(double words, double pairs, double letters, double rarity) {
    public static SpaceConfig defaults() {
        return new SpaceConfig(1.0, 0.3, 0.5, 0.25);
    }

    ModelConfig features() {
        ModelConfig model = ModelConfig.defaults();
        return new ModelConfig(
                words,
                pairs,
                letters,
                3,
                4,
                1,
                false,
                model.meaningCost(),
                model.cost(),
                model.logisticCost(),
                model.epochs(),
                model.folds());
    }
}
