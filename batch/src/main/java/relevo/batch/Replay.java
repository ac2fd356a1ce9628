package relevo.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.DialogEngine;
import relevo.dialog.Input;
import relevo.dialog.Json;
import relevo.dialog.Owner;
import relevo.dialog.Pack;
import relevo.dialog.Transcript;
import relevo.journal.EntryType;
import relevo.journal.Log;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.Tag;
import relevo.matcher.Matcher;

/**
 * The back-test: takes every decision of a span of days again, with other content, from the state the conversation was in
 * when it was taken, and adds up what differs. The same decision core as the gateway's, fed with the journal's own
 * inputs; nothing is written.
 *
 * <p>One step at a time: what customers and agents would have done after another answer nobody knows, so the next
 * decision starts again from what did happen. Payloads are opened and forgotten; only redacted examples stay.
 */
final class Replay {
    /** Below the pack's own threshold, in hundredths: would-be answers are judged as well. */
    static final List<Integer> LOWER = List.of(50, 45, 40);

    /** Conversations a part remembers; of more, who was silent longest is met as a stranger when he comes back. */
    private static final int STATES_MAX = 120_000;

    private static final int TEXT_MAX = 300;

    private final Redactor redactor = new Redactor();
    private final Log log;
    private final Span span;
    private final long through;
    private final Map<String, String> packs;
    private final Map<String, Trial> trials;

    /**
     * @param through last sequence to read
     * @param packs pack by business number
     * @param trials live content and candidate, by pack; packs without one are passed over
     */
    Replay(Log log, Span span, long through, Map<String, String> packs, Map<String, Trial> trials) {
        this.log = log;
        this.span = span;
        this.through = through;
        this.packs = packs;
        this.trials = trials;
    }

    /**
     * What is compared for one pack.
     *
     * @param live what decides now
     * @param candidate what would
     * @param answers the text of each answer that is live or proposed, by {@code LANG/FAQ}
     */
    record Trial(Side live, Side candidate, Map<String, String> answers) {}

    /** One content: a pack and the index of its entries. */
    record Side(Pack pack, Matcher matcher) {
        /** For one thread. */
        DialogEngine engine() {
            return new DialogEngine(pack, new RecentMatches(matcher));
        }
    }

    /** What decides in one thread. */
    private record Engines(DialogEngine live, DialogEngine candidate) {}

    /**
     * What came of it.
     *
     * @param decisions taken again
     * @param differing of these
     * @param scores by {@code PACK|FAQ}, and by {@code PACK|below|NN} for thresholds
     */
    record Outcome(long decisions, long differing, Map<String, Judgement.Score> scores) {
        Judgement.Score of(String pack, String faq) {
            return scores.getOrDefault(pack + "|" + faq, new Judgement.Score());
        }
    }

    /** Runs over the span, one thread for each of {@code parts} parts of the contacts. */
    Outcome run(int parts) {
        if (trials.isEmpty()) {
            return new Outcome(0, 0, Map.of());
        }
        List<Part> workers = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            workers.add(new Part(part, parts));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(parts)) {
            List<Future<?>> running = new ArrayList<>();
            workers.forEach(worker -> running.add(threads.submit(worker::read)));
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the back-test was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the back-test broke off: " + e.getCause(), e.getCause());
        }
        Judgement all = new Judgement();
        long decisions = 0;
        long differing = 0;
        for (Part worker : workers) {
            all.add(worker.judgement);
            decisions += worker.decisions;
            differing += worker.differing;
        }
        return new Outcome(decisions, differing, new LinkedHashMap<>(all.scores()));
    }

    /** What a list of decisions amounts to: its kind, and the entry an answer gave. */
    private record Said(String kind, String faq) {
        static Said of(List<Decision> decisions) {
            for (Decision decision : decisions) {
                switch (decision) {
                    case Decision.Answer answer -> {
                        return new Said("answer", answer.faq());
                    }
                    case Decision.Escalate escalate -> {
                        return new Said("escalate", "");
                    }
                    case Decision.Clarify clarify -> {
                        return new Said("clarify", String.join(" ", clarify.faqs()));
                    }
                    default -> {}
                }
            }
            return new Said(
                    decisions.isEmpty() ? "silent" : decisions.getFirst().kind(), "");
        }

        boolean unanswered() {
            return kind.equals("fallback") || kind.equals("escalate") || kind.equals("clarify");
        }

        @Override
        public String toString() {
            return faq.isEmpty() ? kind : kind + ":" + faq;
        }
    }

    /** One part of the contacts; one thread. */
    private final class Part {
        private final int part;
        private final int parts;
        private final Judgement judgement = new Judgement();
        private final Map<Tag, Conversation> states = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Tag, Conversation> eldest) {
                return size() > STATES_MAX;
            }
        };
        private final Map<String, Engines> engines = new HashMap<>();
        private long decisions;
        private long differing;

        Part(int part, int parts) {
            this.part = part;
            this.parts = parts;
            trials.forEach((pack, trial) -> engines.put(
                    pack, new Engines(trial.live().engine(), trial.candidate().engine())));
        }

        void read() {
            try (LogReader reader = log.reader(DayReader.placeBefore(log, span, through))) {
                while (reader.position() < through) {
                    LogRecord record = reader.poll();
                    if (record == null || DayReader.isBehind(record, span)) {
                        break;
                    }
                    if (record.type() == EntryType.DECIDED) {
                        for (LogRecord.Stored section : record.sections()) {
                            if (section.contact().shard(parts) == part) {
                                byte[] payload = section.open();
                                if (payload != null) {
                                    decided(section.contact(), Json.outcome(payload));
                                }
                            }
                        }
                    }
                }
            }
            judgement.end();
        }

        private void decided(Tag contact, Decided decided) {
            String pack = packs.get(decided.number());
            Trial trial = pack == null ? null : trials.get(pack);
            if (pack == null || trial == null) {
                return;
            }
            Conversation before = states.get(contact);
            if (before == null) {
                before = Conversation.fresh(decided.memory().lang());
            }
            if (span.contains(decided.atMs())) {
                compare(contact, pack, trial, before, decided);
            }
            Conversation after = before.replay(decided);
            states.put(
                    contact,
                    new Conversation(
                            after.owner(),
                            after.epoch(),
                            after.lastSequence(),
                            after.lastIndex(),
                            after.lastCustomerAtMs(),
                            after.offered(),
                            after.memory(),
                            Transcript.EMPTY));
        }

        private void compare(Tag contact, String pack, Trial trial, Conversation before, Decided decided) {
            switch (decided.input()) {
                case Input.Agent agent
                when agent.act().equals("reply") -> judgement.reply(contact, agent.text(), decided.atMs());
                case Input.HumanOutbound outbound -> judgement.reply(contact, outbound.text(), decided.atMs());
                case Input.Customer customer -> again(contact, pack, trial, before, decided);
                case Input.Timer timer -> again(contact, pack, trial, before, decided);
                default -> {}
            }
        }

        private void again(Tag contact, String pack, Trial trial, Conversation before, Decided decided) {
            Said recorded = Said.of(decided.decisions());
            boolean bot = before.owner() == Owner.BOT || before.owner() == Owner.SURVEY;
            if (!bot
                    || recorded.kind().equals("silent")
                    || before.hasApplied(decided.inputSequence(), decided.inputIndex())) {
                return;
            }
            decisions++;
            Engines both = Objects.requireNonNull(engines.get(pack));
            Said live = decided.version().equals(both.live().version())
                    ? recorded
                    : Said.of(decide(both.live(), before, decided).decisions());
            judgement.next(contact, !recorded.unanswered(), decided.atMs());
            Decided tried = decide(both.candidate(), before, decided);
            Said would = Said.of(tried.decisions());
            String nearest = nearest(tried);
            if (nearest != null) {
                judgement.score(pack + "|" + nearest).nearest++;
            }
            if (would.kind().equals("answer") && would.faq().equals(nearest)) {
                judgement.score(pack + "|" + nearest).answered++;
            }
            if (recorded.kind().equals("escalate") && !would.kind().equals("answer")) {
                judgement.handedOver(contact, decided.atMs());
            }
            if (!live.equals(would)) {
                differing++;
                differs(contact, pack, trial, before, tried, live, would);
            } else if (live.kind().equals("fallback") || live.kind().equals("clarify")) {
                lower(contact, pack, trial, tried);
            }
        }

        private void differs(
                Tag contact, String pack, Trial trial, Conversation before, Decided tried, Said live, Said would) {
            String key = pack + "|" + (would.kind().equals("answer") ? would.faq() : "other");
            Judgement.Score score = judgement.score(key);
            if (score.wantsExamples()) {
                score.change(text(before, tried), live.toString(), would.toString());
            }
            if (live.kind().equals("escalate") && would.kind().equals("answer")) {
                score.avoided++;
            }
            if (!would.kind().equals("answer")) {
                score.changed += live.kind().equals("answer") ? 1 : 0;
                return;
            }
            if (live.kind().equals("answer")) {
                score.changed++;
                judgement.changed(contact, key, tried.atMs());
            } else if (live.unanswered()) {
                score.gained++;
                judgement.gained(contact, key, answer(trial, tried, would.faq()), tried.atMs());
            }
        }

        /** What lower thresholds would have answered, judged like a gained answer. */
        private void lower(Tag contact, String pack, Trial trial, Decided tried) {
            var candidates = tried.explanation().candidates();
            if (candidates.isEmpty()) {
                return;
            }
            int hundredths = (int) (100 * candidates.getFirst().confidence());
            for (int at : LOWER) {
                if (hundredths >= at) {
                    String key = pack + "|below|" + at;
                    judgement.score(key).gained++;
                    judgement.gained(
                            contact,
                            key,
                            answer(trial, tried, candidates.getFirst().id()),
                            tried.atMs());
                    return;
                }
            }
        }

        private Decided decide(DialogEngine engine, Conversation before, Decided as) {
            return engine.decide(
                    before, as.inputSequence(), as.inputIndex(), as.atMs(), as.number(), as.address(), as.input());
        }
    }

    private static String answer(Trial trial, Decided tried, String faq) {
        return trial.answers().getOrDefault(tried.explanation().lang() + "/" + faq, "");
    }

    private static @Nullable String nearest(Decided tried) {
        var candidates = tried.explanation().candidates();
        return candidates.isEmpty() || Math.round(1000 * candidates.getFirst().confidence()) < Sessionizer.NEAR_MIN
                ? null
                : candidates.getFirst().id();
    }

    private String text(Conversation before, Decided tried) {
        String own = tried.input() instanceof Input.Text text ? text.text() : "";
        String held =
                before.memory().burst() == null ? "" : before.memory().burst().text();
        return Wording.cut(redactor.redact((held + " " + own).strip()), TEXT_MAX);
    }
}
