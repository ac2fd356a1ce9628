package relevo.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import relevo.matcher.Language;
import relevo.matcher.SpaceConfig;
import relevo.matcher.TextSpace;

/**
 * Makes an answer from what people answered: of the sentences agents wrote after a question, those that stand for the
 * most conversations, each the medoid of the ones like it, in the order in which they usually come. Only agents' words
 * go in; a sentence that is about one customer does not. Immutable; safe for use from any thread.
 */
public final class Drafter {
    private static final int REPLIES_MAX = 120;
    private static final int PARTS_MAX = 240;
    private static final int SENTENCES_MAX = 4;
    private static final int WORDS_MIN = 3;

    /** Share of the answered conversations that a sentence has to stand for. */
    private static final double SUPPORT_MIN = 0.2;

    private static final double ALIKE = 0.55;

    /** A word that fewer of the sentences alike have is what varies. */
    private static final double CONSTANT = 0.5;

    /** Personal parts: a salutation with a name, a signature. */
    private static final Pattern PERSONAL = Pattern.compile(
            "(?:(?:hola|hi|hello|ola|olá|oi|dear|estimad[oa]|prezad[oa]|querid[oa]|buen[oa]s?"
                    + " (?:d[ií]as?|tardes|noches)|bom dia|boa tarde|boa noite|good"
                    + " (?:morning|afternoon|evening)|gracias|thanks|obrigad[oa]|sr\\.?a?|sra\\.?)["
                    + " ,]{0,2})?\\[name\\][,.!: ]{0,3}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern OF_ONE_PERSON =
            Pattern.compile("\\[(?:email|phone|user|address|card|iban|id|secret|name)\\]");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[a-z]{2,10}\\]");
    private static final Pattern WORD =
            Pattern.compile("\\[[a-z]{2,10}\\]|[\\p{L}\\p{N}]+(?:[.,:'’-][\\p{L}\\p{N}]+)*");

    private final Redactor redactor;

    public Drafter(Redactor redactor) {
        this.redactor = redactor;
    }

    /**
     * What one agent wrote after the question.
     *
     * @param conversation id of the conversation
     * @param turn place of the turn in it
     * @param text as it was written
     */
    public record Reply(String conversation, int turn, String text) {}

    private record Sentence(Reply reply, String text, double place, int conversation) {}

    /** An answer from the replies; null where nothing stands for enough of them. */
    public @Nullable Draft draft(Language language, List<Reply> replies) {
        List<Sentence> sentences = new ArrayList<>();
        List<String> conversations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Reply reply : replies.subList(0, Math.min(REPLIES_MAX, replies.size()))) {
            if (seen.add(reply.conversation())) {
                conversations.add(reply.conversation());
            }
            List<String> parts = Sentences.of(redactor.redact(reply.text()));
            for (int i = 0; i < parts.size(); i++) {
                String part = PERSONAL.matcher(parts.get(i)).replaceFirst("").strip();
                if (wordCount(part) >= WORDS_MIN && sentences.size() < PARTS_MAX) {
                    sentences.add(new Sentence(
                            reply, capital(part), (double) i / parts.size() + reply.turn(), conversations.size() - 1));
                }
            }
        }
        return sentences.isEmpty() ? null : choose(language, sentences, conversations.size(), replies.size());
    }

    private static int wordCount(String text) {
        return PLACEHOLDER.matcher(text).replaceAll("").split("\\s+").length;
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static @Nullable Draft choose(Language language, List<Sentence> sentences, int conversations, int replies) {
        float[][] alike = similarities(language, sentences);
        boolean[] gone = new boolean[sentences.size()];
        List<Sentence> chosen = new ArrayList<>();
        double support = 0;
        while (chosen.size() < SENTENCES_MAX) {
            int best = mostTypical(sentences, alike, gone);
            if (best < 0) {
                break;
            }
            if (!chosen.isEmpty()
                    && OF_ONE_PERSON.matcher(sentences.get(best).text()).find()) {
                // What was for one customer alone may be in the answer itself, not in what is said besides.
                gone[best] = true;
                continue;
            }
            int stands = standsFor(sentences, alike, gone, best);
            boolean enough = stands >= Math.min(2, conversations) && stands >= SUPPORT_MIN * conversations;
            if (!enough && !chosen.isEmpty()) {
                break;
            }
            if (chosen.isEmpty()) {
                support = (double) stands / conversations;
            }
            chosen.add(generalised(sentences, alike, best));
            for (int i = 0; i < gone.length; i++) {
                gone[i] |= alike[best][i] >= ALIKE;
            }
        }
        if (chosen.isEmpty()) {
            return null;
        }
        chosen.sort((a, b) -> a.place() != b.place()
                ? Double.compare(a.place(), b.place())
                : a.text().compareTo(b.text()));
        List<Draft.Source> sources = chosen.stream()
                .map(one ->
                        new Draft.Source(one.reply().conversation(), one.reply().turn(), one.text()))
                .toList();
        String text = String.join(" ", chosen.stream().map(Sentence::text).toList());
        return new Draft(text, sources, support, replies);
    }

    private static float[][] similarities(Language language, List<Sentence> sentences) {
        List<String> texts = sentences.stream().map(Sentence::text).toList();
        TextSpace space = TextSpace.over(language, texts, SpaceConfig.defaults());
        TextSpace.Reader reader = space.reader();
        TextSpace.Point[] points = new TextSpace.Point[texts.size()];
        Arrays.setAll(points, i -> reader.point(texts.get(i)));
        float[][] alike = new float[points.length][points.length];
        for (int i = 0; i < points.length; i++) {
            alike[i][i] = 1;
            for (int j = 0; j < i; j++) {
                alike[i][j] = Cosine.mean(points[i], points[j], 0.5);
                alike[j][i] = alike[i][j];
            }
        }
        return alike;
    }

    private static int mostTypical(List<Sentence> sentences, float[][] alike, boolean[] gone) {
        int best = -1;
        double most = 0;
        for (int i = 0; i < gone.length; i++) {
            if (gone[i]) {
                continue;
            }
            double sum = standsFor(sentences, alike, gone, i);
            for (int j = 0; j < gone.length; j++) {
                sum += gone[j] || alike[i][j] < ALIKE ? 0 : 0.001 * alike[i][j];
            }
            // Of two that stand for as many, the one with less that is personal in it.
            sum -= PLACEHOLDER.matcher(sentences.get(i).text()).results().count() * 0.4;
            if (best < 0 || sum > most) {
                most = sum;
                best = i;
            }
        }
        return best;
    }

    /** Distinct conversations with a sentence like this one. */
    private static int standsFor(List<Sentence> sentences, float[][] alike, boolean[] gone, int of) {
        Set<Integer> conversations = new HashSet<>();
        for (int j = 0; j < gone.length; j++) {
            if (!gone[j] && alike[of][j] >= ALIKE) {
                conversations.add(sentences.get(j).conversation());
            }
        }
        return conversations.size();
    }

    /** The sentence with [value] in place of the numbers and proper names that the ones like it do not have. */
    private static Sentence generalised(List<Sentence> sentences, float[][] alike, int of) {
        List<Set<String>> others = new ArrayList<>();
        for (int j = 0; j < sentences.size(); j++) {
            if (j != of && alike[of][j] >= ALIKE) {
                Set<String> words = new HashSet<>();
                WORD.matcher(sentences.get(j).text()).results().forEach(word -> words.add(Wording.plain(word.group())));
                others.add(words);
            }
        }
        Sentence sentence = sentences.get(of);
        if (others.size() < 2) {
            return sentence;
        }
        String text = WORD.matcher(sentence.text()).replaceAll(word -> {
            char first = word.group().charAt(0);
            boolean mayVary = Character.isDigit(first) || (Character.isUpperCase(first) && word.start() > 0);
            String plain = Wording.plain(word.group());
            long with = others.stream().filter(other -> other.contains(plain)).count();
            return mayVary && with < CONSTANT * others.size()
                    ? "[value]"
                    : java.util.regex.Matcher.quoteReplacement(word.group());
        });
        String once = text.replaceAll("\\[value\\](?: \\[value\\]){1,9}", "[value]");
        return new Sentence(sentence.reply(), once, sentence.place(), sentence.conversation());
    }
}
