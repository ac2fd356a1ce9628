package relevo.gateway.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import relevo.dialog.Input;

class FeedTest {
    private final Feed feed = new Feed(new FeedLimits(2, 2, 3, 2, 4, 0));

    @Test
    void shouldStartWithStateThenPassOnWhatCameAfter() throws InterruptedException {
        feed.add(customer("a"));
        feed.publish("a", message("1"));
        Feed.Subscription subscription = feed.subscribe();
        feed.publish("a", message("2"));
        FeedEvent.State state = stateOf(subscription.next(0));
        assertEquals(List.of("1", "2"), texts(state, "a"));
        feed.publish("a", message("3"));
        assertEquals(List.of(new Feed.Sent("a", message("3"))), subscription.next(0));
        assertEquals(List.of(), subscription.next(0));
    }

    @Test
    void shouldRememberOnlyTheLastEventsOfAConversation() throws InterruptedException {
        feed.add(customer("a"));
        for (int i = 1; i <= 9; i++) {
            feed.publish("a", message(Integer.toString(i)));
        }
        feed.publish("a", new FeedEvent.Typing(1));
        assertEquals(List.of("7", "8", "9"), texts(stateOf(feed.subscribe().next(0)), "a"));
    }

    @Test
    void shouldForgetTheStrangerWithoutNewsAndNeverACustomer() throws InterruptedException {
        feed.add(customer("a"));
        feed.publish("a", message("x"));
        feed.publish("s1", message("x"));
        feed.publish("s2", message("x"));
        feed.publish("s1", message("x"));
        feed.publish("s3", message("x"));
        List<String> known = stateOf(feed.subscribe().next(0)).conversations().stream()
                .map(FeedEvent.Remembered::conversation)
                .sorted()
                .toList();
        assertEquals(List.of("a", "s1", "s3"), known);
    }

    @Test
    void shouldKeepOnlyTheFurthestTickOfAMessage() throws InterruptedException {
        feed.publish("a", new FeedEvent.Tick("m", "delivered", 2, null));
        feed.publish("a", new FeedEvent.Tick("m", "sent", 1, null));
        feed.publish("a", new FeedEvent.Tick("m", "read", 3, null));
        feed.publish("a", new FeedEvent.Tick("m", "delivered", 2, null));
        FeedEvent.State state = stateOf(feed.subscribe().next(0));
        assertEquals(
                List.of(new FeedEvent.Tick("m", "read", 3, null)),
                state.conversations().getFirst().events());
    }

    @Test
    void shouldSendStateInsteadWhenSubscriberFallsBehind() throws InterruptedException {
        feed.add(customer("a"));
        Feed.Subscription slow = feed.subscribe();
        Feed.Subscription quick = feed.subscribe();
        stateOf(slow.next(0));
        stateOf(quick.next(0));
        for (int i = 1; i <= 5; i++) {
            feed.publish("a", message(Integer.toString(i)));
            assertEquals(1, quick.next(0).size());
        }
        assertEquals(List.of("3", "4", "5"), texts(stateOf(slow.next(0)), "a"));
        feed.publish("a", message("6"));
        assertEquals(List.of(new Feed.Sent("a", message("6"))), slow.next(0));
    }

    @Test
    void shouldRefuseOneTooManyAndTakeTheNextWhenOneEnds() {
        feed.add(customer("a"));
        feed.add(customer("b"));
        feed.add(customer("a"));
        assertEquals(
                RefusedException.Why.FULL,
                assertThrows(RefusedException.class, () -> feed.add(customer("c")))
                        .why());
        Feed.Subscription first = feed.subscribe();
        feed.subscribe();
        assertEquals(
                RefusedException.Why.FULL,
                assertThrows(RefusedException.class, feed::subscribe).why());
        first.close();
        assertTrue(feed.subscribe().isOpen());
        assertFalse(first.isOpen());
    }

    @Test
    void shouldWakeAndEndSubscriptionsWhenClosed() throws InterruptedException {
        Feed.Subscription subscription = feed.subscribe();
        stateOf(subscription.next(0));
        CountDownLatch listening = new CountDownLatch(1);
        List<List<Feed.Sent>> got = new ArrayList<>();
        Thread listener = Thread.ofPlatform().start(() -> {
            listening.countDown();
            try {
                got.add(subscription.next(60_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        listening.await();
        feed.close();
        listener.join(10_000);
        assertFalse(listener.isAlive(), "still waiting after the feed was closed");
        assertEquals(List.of(List.of()), got);
        assertFalse(subscription.isOpen());
        assertEquals(
                RefusedException.Why.UNAVAILABLE,
                assertThrows(RefusedException.class, feed::subscribe).why());
        feed.publish("a", message("late"));
    }

    @Test
    void shouldLoseAndDoubleNothingWhenManyPublishAtOnce() throws InterruptedException {
        Feed wide = new Feed(new FeedLimits(1, 4, 10_000, 1, 10_000, 0));
        List<Thread> publishers = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String conversation = "c" + thread;
            publishers.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 2_000; i++) {
                    wide.publish(conversation, message(Integer.toString(i)));
                }
            }));
        }
        Feed.Subscription subscription = wide.subscribe();
        Map<String, List<String>> got = new HashMap<>();
        FeedEvent.State state = stateOf(subscription.next(0));
        state.conversations()
                .forEach(one -> got.put(one.conversation(), new ArrayList<>(texts(state, one.conversation()))));
        for (Thread publisher : publishers) {
            publisher.join();
        }
        for (List<Feed.Sent> news = subscription.next(0); !news.isEmpty(); news = subscription.next(0)) {
            for (Feed.Sent sent : news) {
                assertFalse(sent.event() instanceof FeedEvent.State, "fell behind");
                got.computeIfAbsent(String.valueOf(sent.conversation()), key -> new ArrayList<>())
                        .add(text(sent.event()));
            }
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            all.add(Integer.toString(i));
        }
        assertEquals(Map.of("c0", all, "c1", all, "c2", all, "c3", all), got);
    }

    private static FeedEvent.State stateOf(List<Feed.Sent> sent) {
        assertEquals(1, sent.size());
        return assertInstanceOf(FeedEvent.State.class, sent.getFirst().event());
    }

    private static List<String> texts(FeedEvent.State state, String conversation) {
        return state.conversations().stream()
                .filter(one -> one.conversation().equals(conversation))
                .flatMap(one -> one.events().stream())
                .map(FeedTest::text)
                .toList();
    }

    private static String text(FeedEvent event) {
        return event instanceof FeedEvent.CustomerMessage message && message.input() instanceof Input.Text said
                ? said.text()
                : event.toString();
    }

    private static FeedEvent message(String text) {
        return new FeedEvent.CustomerMessage(1, new Input.Text("wamid." + text, null, text));
    }

    private static Customer customer(String id) {
        return new Customer(id, "Rosa", "573000000000", null, "es");
    }
}
