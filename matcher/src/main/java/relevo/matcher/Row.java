package relevo.matcher;

/**
 * One message kept as numbers.
 *
 * @param ids features, the bias and the meaning among them
 * @param values of the features
 * @param meaning the meaning alone, with a 1 behind it for the bias
 * @param words the word features
 * @param newWords share of the words that only this part of the phrasings has, 0 to 1
 * @param newLetters the same of the letter n-grams
 */
record Row(int[] ids, float[] values, float[] meaning, int[] words, float newWords, float newLetters) {
    Row withNovelty(float words, float letters) {
        return new Row(ids, values, meaning, this.words, words, letters);
    }

    static float squaredLength(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value * value;
        }
        return sum;
    }
}
