package relevo.gateway.desk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import relevo.dialog.Flow;

/**
 * A way from a step of a flow to one that may come next.
 *
 * @param label what leads there: an answer, an outcome; empty where nothing has to
 * @param back whether it leads to a step that may have come before
 */
record FlowWay(String from, String to, String label, boolean back) {

    /** All ways of a flow, followed from its first step on, with the labels of this language. */
    static List<FlowWay> of(Flow flow, String lang) {
        Search search = new Search(flow, lang, new ArrayList<>(), new HashSet<>(), new HashSet<>());
        search.follow(flow.steps().keySet().iterator().next());
        return search.ways;
    }

    private record Search(Flow flow, String lang, List<FlowWay> ways, Set<String> done, Set<String> path) {
        /** A way to a step that is still being followed leads back. */
        void follow(String id) {
            path.add(id);
            Flow.Step step = flow.steps().get(id);
            if (step != null) {
                leads(step).forEach((to, label) -> {
                    ways.add(new FlowWay(id, to, label, path.contains(to)));
                    if (!done.contains(to) && !path.contains(to)) {
                        follow(to);
                    }
                });
            }
            path.remove(id);
            done.add(id);
        }

        /** Where a step leads, with what leads there; several answers that lead to one step share a line. */
        private Map<String, String> leads(Flow.Step step) {
            Map<String, String> to = new LinkedHashMap<>();
            switch (step) {
                case Flow.Choice choice -> {
                    choice.options()
                            .forEach(option ->
                                    add(to, option.leadsTo(), FlowPicture.text(option.title(), lang, option.id())));
                    if (choice.several() != null) {
                        add(to, choice.several(), "2+");
                    }
                }
                case Flow.Look look -> {
                    add(to, look.found(), "✓");
                    add(to, look.missing(), "∅");
                    add(to, look.failed(), "⚠");
                }
                default -> step.next().forEach(next -> add(to, next, ""));
            }
            return to;
        }

        private static void add(Map<String, String> to, String step, String label) {
            to.merge(step, label, (a, b) -> a + " / " + b);
        }
    }
}
