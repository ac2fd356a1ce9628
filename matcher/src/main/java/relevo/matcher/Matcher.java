package relevo.matcher;

/**
 * Finds what a customer's text asks for. Pure: the same text and language give the same match for as long as {@link
 * #version()} is the same. Safe for use from any thread; bounded in time and memory for any input.
 */
public interface Matcher {
    /**
     * @param text what the customer wrote, any string; read up to 4,096 characters
     * @param conversationLang the language the conversation is held in, kept on doubt: es, pt or en
     */
    Match match(String text, String conversationLang);

    /** Id of the index: a hash of the content it was built from. */
    String version();
}
