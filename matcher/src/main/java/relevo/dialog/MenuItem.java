package relevo.dialog;

import org.jspecify.annotations.Nullable;

/**
 * A line of the menu; its title stands in the texts of each language.
 *
 * @param action what it does
 * @param target the flow or FAQ entry, when the action needs one
 */
public record MenuItem(String id, Action action, @Nullable String target) {
    /** What a menu item may do. */
    public enum Action {
        /** Starts a guided flow. */
        FLOW,
        /** Answers one FAQ entry. */
        FAQ,
        /** Offers the most asked entries. */
        FAQS,
        /** Calls a person. */
        PERSON
    }

    static MenuItem of(YamlNode node) {
        String id = node.need("id").text();
        YamlNode does = node.need("does");
        node.done();
        String[] parts = does.text().split(":", 2);
        String target = parts.length == 2 ? parts[1].strip() : null;
        Action action = switch (parts[0].strip()) {
            case "flow" -> Action.FLOW;
            case "faq" -> Action.FAQ;
            case "faqs" -> Action.FAQS;
            case "person" -> Action.PERSON;
            default -> throw does.wrong("must be flow:<id>, faq:<id>, faqs or person, not '" + does.text() + "'");
        };
        boolean needsTarget = action == Action.FLOW || action == Action.FAQ;
        if (needsTarget != (target != null)) {
            throw does.wrong(needsTarget ? "needs an id behind the colon" : "takes nothing behind a colon");
        }
        return new MenuItem(id, action, target);
    }
}
