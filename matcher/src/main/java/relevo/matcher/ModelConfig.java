package relevo.matcher;

/**
 * The parts of the model and their weights; a part of weight 0 is not built. Ablations are made with it.
 *
 * @param words weight of the words and their stems
 * @param pairs weight of pairs of neighbouring stems
 * @param letters weight of the letter n-grams inside words
 * @param lettersMin shortest letter n-gram
 * @param lettersMax longest letter n-gram
 * @param meaning weight of the word vectors
 * @param spelling whether unknown words are drawn to known ones
 * @param meaningCost C of the support vector machine over the meaning alone
 * @param cost C of the linear support vector machine: how much a training mistake weighs against large weights
 * @param logisticCost the same of the logistic regression beside it
 * @param epochs passes over the phrasings; twice as many over few
 * @param folds parts of the cross-validation that calibrates
 */
public record ModelConfig(
        double words,
        double pairs,
        double letters,
        int lettersMin,
        int lettersMax,
        double meaning,
        boolean spelling,
        double meaningCost,
        double cost,
        double logisticCost,
        int epochs,
        int folds) {
    public static ModelConfig defaults() {
        return new ModelConfig(1.0, 1.0, 1.0, 2, 4, 1.5, true, 1.0, 0.5, 4.0, 8, 4);
    }
}
