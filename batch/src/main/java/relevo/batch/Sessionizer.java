package relevo.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.journal.Tag;

/**
 * Cuts the decisions of each contact into visits and notes what followed what. Facts come in the order of the journal.
 * One thread; some hundred bytes for each contact of half a day, since who has been silent for so long is let go, and for
 * each of the visits kept. Where more visits than these had something unanswered, those of one contact in two, four,
 * eight ... are kept: which, only the contacts' tags decide.
 */
final class Sessionizer {
    /** Silence after which a visit is over: the dialog engine starts afresh then, too. */
    private static final long IDLE_MS = 12 * 3_600_000L;
    /** Entries of several threads do not stand in the exact order of their times: {@link DayReader}. */
    private static final long DISORDER_MS = 2 * 3_600_000L;
    /** What comes later is not about the answer any more. */
    private static final long AFTER_ANSWER_MS = 30 * 60_000L;
    /** A candidate that is less likely is no candidate: the default of the packs' clarify-at. */
    static final int NEAR_MIN = 250;

    private static final int LINES_MAX = 40;
    private static final int WORDS_OF_A_TOPIC = 6;

    private final BusinessDay day;
    private final Map<String, String> packs;
    private final int visitsMax;
    /** Queues, answers and languages are few, and each line read brings them anew. */
    private final Map<String, String> words = new HashMap<>();
    /** Who was silent longest first. */
    private final LinkedHashMap<Tag, Visit> visits = new LinkedHashMap<>(16, 0.75f, true);

    private final List<Session> sessions = new ArrayList<>();
    private final Tallies tallies = new Tallies();
    private int halvings;

    /**
     * @param packs which pack speaks at a business number
     * @param visitsMax visits kept at most
     */
    Sessionizer(BusinessDay day, Map<String, String> packs, int visitsMax) {
        this.day = day;
        this.packs = packs;
        this.visitsMax = visitsMax;
    }

    void add(Fact fact) {
        if (!(fact instanceof Fact.Decision decision)) {
            return;
        }
        Visit visit = visits.get(decision.contact());
        if (visit == null || decision.atMs() - visit.lastAtMs > IDLE_MS) {
            if (visit != null) {
                end(visit);
            }
            visit = new Visit(decision, known(decision.lang()), packs.getOrDefault(decision.number(), ""));
            visits.put(decision.contact(), visit);
        }
        visit.lastAtMs = decision.atMs();
        endSilent(decision.atMs());
        if (decision.by().equals("agent")) {
            agent(visit, decision);
        } else if (decision.held()) {
            visit.held = decision.text();
        } else if (decision.byCustomer()) {
            customer(visit, decision);
        }
        for (String said : decision.said()) {
            if (said.startsWith("survey:") && day.contains(decision.atMs())) {
                tallies.add(decision.contact(), "", "mark", Fact.Decision.detailOf(said));
            }
        }
    }

    /** Lets go of visits that are over whatever may still come. */
    private void endSilent(long nowMs) {
        Map.Entry<Tag, Visit> eldest = visits.firstEntry();
        while (eldest != null && nowMs - eldest.getValue().lastAtMs > IDLE_MS + DISORDER_MS) {
            end(eldest.getValue());
            visits.pollFirstEntry();
            eldest = visits.firstEntry();
        }
    }

    /** The visits with something in them, in the order of their ids; what is still open counts as over. */
    List<Session> sessions() {
        visits.values().forEach(this::end);
        visits.clear();
        sessions.sort(java.util.Comparator.comparing(Session::id));
        return sessions;
    }

    /** How often the contacts whose visits are kept had to be halved; final with {@link #sessions()}. */
    int halvings() {
        return halvings;
    }

    /** Whether visits of this contact are kept after so many halvings. */
    static boolean isKept(String contact, int halvings) {
        // Not the bits by which contacts are divided into parts: in one part those are all alike.
        int bits = contact.hashCode() * 0x9E3779B1;
        return Integer.numberOfLeadingZeros(bits ^ (bits >>> 15)) >= halvings;
    }

    Tallies.Finished tallies() {
        return tallies.finish();
    }

    private void customer(Visit visit, Fact.Decision decision) {
        String text = visit.held == null ? decision.text() : (visit.held + " " + decision.text()).strip();
        visit.held = null;
        String answered = decision.said().stream()
                .filter(said -> said.startsWith("answer:"))
                .map(Fact.Decision::detailOf)
                .findFirst()
                .orElse(null);
        boolean escalated = decision.says("escalate");
        followed(visit, decision, answered, escalated, text);
        nearest(visit, decision, answered, escalated);
        if (answered != null) {
            visit.answer = known(answered);
            visit.answeredAtMs = decision.atMs();
            tallies.add(decision.contact(), "", "answered", visit.pack, decision.lang(), answered);
        }
        if (escalated) {
            escalated(visit, decision);
        }
        if (isTopical(decision, escalated, text) && visit.lines.size() < LINES_MAX) {
            visit.lang = known(decision.lang());
            visit.say(By.CUSTOMER, decision.atMs(), text);
        }
    }

    /** Whether what the customer wrote tells what he wanted to know. */
    private static boolean isTopical(Fact.Decision decision, boolean escalated, String text) {
        if (text.isEmpty()) {
            return false;
        }
        if (decision.unanswered()) {
            return true;
        }
        if (!escalated) {
            return false;
        }
        boolean asked = decision.reasons().isEmpty()
                || decision.reasons().getFirst().equals("explicit-request")
                || decision.reasons().getFirst().equals("menu-choice");
        return !asked || text.split(" ", WORDS_OF_A_TOPIC + 1).length > WORDS_OF_A_TOPIC;
    }

    /** What came right after an answer says whether it helped. */
    private void followed(
            Visit visit, Fact.Decision decision, @Nullable String answered, boolean escalated, String text) {
        String before = visit.answer;
        if (before == null) {
            return;
        }
        visit.answer = null;
        if (decision.atMs() - visit.answeredAtMs > AFTER_ANSWER_MS) {
            return;
        }
        boolean again = decision.unanswered() || before.equals(answered);
        if (escalated || again) {
            String how = escalated ? "person" : "again";
            tallies.add(decision.contact(), text, how, visit.pack, decision.lang(), before);
            if (day.contains(visit.answeredAtMs)) {
                tallies.add(decision.contact(), "", "unhappy", visit.pack, before);
            }
        }
    }

    private void nearest(Visit visit, Fact.Decision decision, @Nullable String answered, boolean escalated) {
        if (!day.contains(decision.atMs())) {
            return;
        }
        boolean near = isNear(decision);
        if (escalated) {
            // Who is not served asks for a person next: that counts for what was asked before.
            String about =
                    near ? decision.nearest() : decision.atMs() - visit.nearAtMs <= AFTER_ANSWER_MS ? visit.near : null;
            if (about != null) {
                tallies.add(decision.contact(), "", "handed", visit.pack, about);
            }
        }
        if (near) {
            visit.near = known(decision.nearest());
            visit.nearAtMs = decision.atMs();
            tallies.add(decision.contact(), "", "nearest", visit.pack, decision.nearest());
            if (decision.nearest().equals(answered)) {
                tallies.add(decision.contact(), "", "said", visit.pack, decision.nearest());
            }
        }
    }

    private void escalated(Visit visit, Fact.Decision decision) {
        String queue = known(decision.queue());
        tallies.add(decision.contact(), "", "queue", visit.pack, queue);
        String reason =
                decision.reasons().isEmpty() ? "unknown" : decision.reasons().getFirst();
        tallies.add(decision.contact(), "", "reason", visit.pack, queue, reason);
        if (visit.queue != null) {
            tallies.add(decision.contact(), "", "back", visit.pack, queue);
        }
        visit.queue = queue;
        visit.escalatedAtMs = decision.atMs();
        visit.claimed = false;
        visit.replied = false;
        visit.about = about(decision);
        visit.about.forEach(sign -> tallies.add(decision.contact(), "", "about", visit.pack, queue, sign));
        visit.sign = decision.sign();
        if (!visit.sign.isEmpty()) {
            tallies.add(decision.contact(), "", "sign", visit.pack, visit.sign);
        }
    }

    /** By what a row of routes.yaml could know it: why, what decided alone, which answer was nearest. */
    private static List<String> about(Fact.Decision decision) {
        List<String> about = new ArrayList<>();
        decision.reasons().forEach(reason -> about.add("reason:" + reason));
        int topic = decision.sign().indexOf(':');
        if (topic > 0) {
            about.add("topic:" + decision.sign().substring(topic + 1));
        }
        if (isNear(decision)) {
            about.add("faq:" + decision.nearest());
        }
        return about;
    }

    private static boolean isNear(Fact.Decision decision) {
        return decision.confidence() >= NEAR_MIN && !decision.nearest().isEmpty();
    }

    private void agent(Visit visit, Fact.Decision decision) {
        boolean today = day.contains(decision.atMs());
        String queue = visit.queue == null ? "" : visit.queue;
        if (!visit.claimed && visit.queue != null && today) {
            tallies.time(decision.atMs() - visit.escalatedAtMs, "claim", visit.pack, queue);
        }
        visit.claimed = true;
        if (decision.act().equals("reply")) {
            visit.replied = true;
            if (!decision.text().isEmpty() && visit.lines.size() < LINES_MAX && !visit.lines.isEmpty()) {
                visit.say(By.AGENT, decision.atMs(), decision.text());
            }
        } else if (decision.act().startsWith("transfer:")) {
            String to = Fact.Decision.detailOf(decision.act());
            if (!queue.isEmpty() && !to.equals(queue)) {
                String first =
                        visit.lines.isEmpty() ? "" : visit.lines.getFirst().text();
                tallies.add(decision.contact(), first, "transfer", visit.pack, queue, to);
                visit.about.forEach(sign -> tallies.add(decision.contact(), "", "moved", visit.pack, queue, to, sign));
                visit.queue = to;
            }
        } else if (decision.act().equals("return") || decision.act().equals("resolve")) {
            if (visit.queue != null) {
                if (!visit.replied && !visit.sign.isEmpty()) {
                    String first =
                            visit.lines.isEmpty() ? "" : visit.lines.getFirst().text();
                    tallies.add(decision.contact(), first, "needless", visit.pack, visit.sign);
                }
                if (today && decision.act().equals("resolve")) {
                    tallies.time(decision.atMs() - visit.escalatedAtMs, "resolve", visit.pack, queue);
                }
            }
            visit.sign = "";
        }
    }

    private String known(String word) {
        return words.computeIfAbsent(word, one -> one);
    }

    private void end(Visit visit) {
        if (visit.lines.isEmpty() || visit.pack.isEmpty()) {
            return;
        }
        String contact = visit.contact.toString();
        if (isKept(contact, halvings)) {
            sessions.add(new Session(
                    contact + "-" + Long.toString(visit.fromMs, 36),
                    contact,
                    visit.pack,
                    visit.lang,
                    visit.queue != null,
                    visit.queue == null ? "" : visit.queue,
                    List.copyOf(visit.lines)));
        }
        while (sessions.size() > visitsMax) {
            halvings++;
            sessions.removeIf(session -> !isKept(session.contact(), halvings));
        }
    }

    private static final class Visit {
        private final Tag contact;
        private final String pack;
        private final long fromMs;
        private List<Session.Line> lines = List.of();
        private String lang;
        private long lastAtMs;
        private @Nullable String held;
        private @Nullable String answer;
        private long answeredAtMs;
        private @Nullable String near;
        private long nearAtMs;
        private @Nullable String queue;
        private long escalatedAtMs;
        private String sign = "";
        private List<String> about = List.of();
        private boolean claimed;
        private boolean replied;

        Visit(Fact.Decision first, String lang, String pack) {
            contact = first.contact();
            this.pack = pack;
            fromMs = first.atMs();
            this.lang = lang;
        }

        /** Most visits have no line: their list is made with the first. */
        private void say(By by, long atMs, String text) {
            if (lines.isEmpty()) {
                lines = new ArrayList<>(2);
            }
            lines.add(new Session.Line(by, atMs, text));
        }
    }
}
