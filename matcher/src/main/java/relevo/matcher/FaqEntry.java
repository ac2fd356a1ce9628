package relevo.matcher;

import java.util.List;

/**
 * One answer the bot knows, in one language, as content people write it in {@code faq.yaml}.
 *
 * @param id the same in all languages of a pack: lower-case letters, digits and hyphens
 * @param lang es, pt or en
 * @param question the question as a person would put it; also a phrasing
 * @param phrasings other ways to ask it
 * @param answer what the bot says, at most 4,096 characters
 */
public record FaqEntry(String id, String lang, String question, List<String> phrasings, String answer) {}
