package relevo.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.escalation.Triggers;
import relevo.matcher.FaqEntry;

/**
 * One company's content and rules, as read and checked by {@link PackLoader}. Immutable: a reload makes another.
 *
 * @param name name of the folder
 * @param brand how the company calls itself in front of customers
 * @param defaultLang language on doubt
 * @param langs es, pt, en or some of them; each has texts
 * @param consentVersion version of the consent text that customers must accept; 0 none
 * @param topFaqs ids of the entries offered as most asked, at most nine
 * @param queues every queue a route may name
 * @param faqByLang the entries by language and id
 * @param routes in order; the last one always fits
 * @param flows guided flows by id
 * @param version hash of all files it was read from; same content, same id
 */
public record Pack(
        String name,
        String brand,
        String defaultLang,
        List<String> langs,
        BusinessHours hours,
        Thresholds thresholds,
        Limits limits,
        boolean survey,
        int consentVersion,
        List<MenuItem> menu,
        List<String> topFaqs,
        List<String> queues,
        Map<String, Texts> texts,
        Map<String, Map<String, FaqEntry>> faqByLang,
        Words words,
        Triggers triggers,
        List<Route> routes,
        Map<String, Flow> flows,
        String version) {

    /** The same with other entries; its version says that it is no pack of files. */
    public Pack with(Map<String, Map<String, FaqEntry>> entries) {
        return copy(thresholds, entries, triggers, routes);
    }

    /** The same with other thresholds; its version says that it is no pack of files. */
    public Pack with(Thresholds other) {
        return copy(other, faqByLang, triggers, routes);
    }

    /** The same with other triggers; its version says that it is no pack of files. */
    public Pack with(Triggers other) {
        return copy(thresholds, faqByLang, other, routes);
    }

    /** The same with a route before all others; its version says that it is no pack of files. */
    public Pack with(Route first) {
        List<Route> more = new ArrayList<>(routes);
        more.addFirst(first);
        return copy(thresholds, faqByLang, triggers, List.copyOf(more));
    }

    private Pack copy(
            Thresholds otherThresholds,
            Map<String, Map<String, FaqEntry>> entries,
            Triggers otherTriggers,
            List<Route> otherRoutes) {
        return new Pack(
                name,
                brand,
                defaultLang,
                langs,
                hours,
                otherThresholds,
                limits,
                survey,
                consentVersion,
                menu,
                topFaqs,
                queues,
                texts,
                entries,
                words,
                otherTriggers,
                otherRoutes,
                flows,
                version + "+");
    }

    /** All entries of all languages, in the order of the files. */
    public List<FaqEntry> faq() {
        return faqByLang.values().stream()
                .flatMap(byId -> byId.values().stream())
                .toList();
    }

    /** The entry in this language, else in the pack's own; null when it does not exist. */
    @Nullable
    FaqEntry faq(String id, String lang) {
        FaqEntry own = faqByLang.getOrDefault(lang, Map.of()).get(id);
        return own != null ? own : faqByLang.getOrDefault(defaultLang, Map.of()).get(id);
    }

    Texts texts(String lang) {
        Texts own = texts.get(lang);
        if (own == null) {
            own = texts.get(defaultLang);
        }
        if (own == null) {
            throw new IllegalStateException("no texts in " + defaultLang);
        }
        return own;
    }

    Route route(Route.Case one) {
        for (Route route : routes) {
            if (route.fits(one)) {
                return route;
            }
        }
        throw new IllegalStateException("no route fits, although the last one always should");
    }
}
