package relevo.matcher;

/**
 * A rough key of how a Spanish or Portuguese word sounds, so that what people write by ear ("ora", "kiero", "boi a
 * yegar") meets the spelling: h is silent, b is v, ll is y, c, s and z are one before e and i, qu and k are one, g is j
 * before e and i. Words with the same key are not always the same word; the key only chooses among the index's own.
 */
final class Sound {
    private Sound() {}

    static String of(char[] letters, int length, Language language) {
        StringBuilder key = new StringBuilder(length + 2);
        for (int i = 0; i < length; i++) {
            char c = letters[i];
            char next = i + 1 < length ? letters[i + 1] : ' ';
            boolean soft = next == 'e' || next == 'i';
            switch (c) {
                case 'h' -> {}
                case 'v' -> append(key, 'b');
                case 'w' -> append(key, 'u');
                case 'z' -> append(key, 's');
                case 'k' -> append(key, 'k');
                case 'y' -> append(key, i + 1 == length ? 'i' : 'y');
                case 'x' -> append(key, language == Language.PT ? 's' : 'x');
                case 'l' -> {
                    if (next == 'l' && language == Language.ES) {
                        append(key, 'y');
                        i++;
                    } else {
                        append(key, 'l');
                    }
                }
                case 'q' -> {
                    append(key, 'k');
                    i += next == 'u' ? 1 : 0;
                }
                case 'c' -> {
                    if (next == 'h') {
                        append(key, language == Language.PT ? 's' : 'c');
                        i++;
                    } else {
                        append(key, soft ? 's' : 'k');
                    }
                }
                case 'g' -> {
                    if (next == 'u' && i + 2 < length && (letters[i + 2] == 'e' || letters[i + 2] == 'i')) {
                        append(key, 'g');
                        i++;
                    } else {
                        append(key, soft ? 'j' : 'g');
                    }
                }
                default -> append(key, c);
            }
        }
        return key.toString();
    }

    private static void append(StringBuilder key, char sound) {
        if (key.isEmpty() || key.charAt(key.length() - 1) != sound) {
            key.append(sound);
        }
    }
}
