package relevo.gateway.desk;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Address;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Input;
import relevo.dialog.Outgoing;

/**
 * Stands where the gateway will stand behind the sandbox page: customers write, it decides by a few rules ({@link FakeBot}),
 * answers after {@code thinkMs} and ticks the messages. One thread does all of it.
 */
final class FakeGateway implements Customers, Agents, AutoCloseable {
    private static final String NUMBER = "106540352242922";

    private final Feed feed;
    private final Clock clock;
    private final long thinkMs;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("fake").daemon().factory());
    private final Map<String, Customer> customers = new LinkedHashMap<>();
    private final Map<String, FakeBot> bots = new LinkedHashMap<>();
    private long sequence = 1_000;
    private long decisions;
    private int nextId;

    FakeGateway(Feed feed, Clock clock, long thinkMs) {
        this.feed = feed;
        this.clock = clock;
        this.thinkMs = thinkMs;
    }

    @Override
    public synchronized List<Customer> all() {
        return List.copyOf(customers.values());
    }

    @Override
    public synchronized Customer add(String name, Reach reach, String lang) {
        int n = customers.size() + 1;
        String phone = reach == Reach.USER_ID ? null : "5730055501%02d".formatted(n);
        String userId = reach == Reach.PHONE ? null : "CO.13491208655%04d".formatted(n);
        Customer customer = new Customer("%032x".formatted(0xC0FFEE00L + n), name, phone, userId, lang);
        customers.put(customer.id(), customer);
        return customer;
    }

    @Override
    public void write(String id, String text) {
        Customer customer = customer(id);
        receive(customer, new Input.Text(newId(), customer.name(), text));
    }

    @Override
    public void press(String id, String messageId, String optionId, String title) {
        Customer customer = customer(id);
        receive(customer, new Input.Press(newId(), customer.name(), optionId, title));
    }

    @Override
    public void media(String id, MediaKind kind) {
        Customer customer = customer(id);
        receive(customer, new Input.Media(newId(), customer.name(), kind.name().toLowerCase(Locale.ROOT), null));
    }

    @Override
    public void opened(String id) {
        customer(id);
    }

    @Override
    public Decided act(String conversation, Input.Agent act) {
        Customer customer = customer(conversation);
        try {
            return thread.submit(() -> decide(customer, act)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Any event, as if the gateway had it. */
    void tell(String conversation, FeedEvent event) {
        feed.publish(conversation, event);
    }

    synchronized Figures figures() {
        return new Figures(412.6, 0.42, 1.9, 6.3, 65_536 - 1_210, 65_536, 398.2, 3, sequence + decisions);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private synchronized Customer customer(String id) {
        Customer customer = customers.get(id);
        if (customer == null) {
            throw new RefusedException(RefusedException.Why.UNKNOWN, "no such customer");
        }
        return customer;
    }

    private synchronized String newId() {
        nextId++;
        return "wamid.FAKE%08d".formatted(nextId);
    }

    private void receive(Customer customer, Input.Customer input) {
        feed.publish(customer.id(), new FeedEvent.CustomerMessage(clock.millis(), input));
        tick(customer, input.messageId(), "delivered");
        thread.schedule(
                () -> {
                    tick(customer, input.messageId(), "read");
                    decide(customer, input);
                },
                thinkMs,
                TimeUnit.MILLISECONDS);
    }

    private Decided decide(Customer customer, Input input) {
        FakeBot bot;
        long now = clock.millis();
        long at;
        synchronized (this) {
            bot = bots.computeIfAbsent(customer.id(), id -> new FakeBot());
            at = ++sequence;
            decisions++;
        }
        FakeBot.Outcome outcome = bot.decide(input, now);
        Decided decided = new Decided(
                at,
                0,
                now,
                NUMBER,
                new Address(customer.userId(), customer.phone()),
                input,
                outcome.decisions(),
                outcome.explanation(),
                bot.owner(),
                bot.epoch(),
                "retail-7f3a91c2");
        feed.publish(customer.id(), new FeedEvent.Decided(decided));
        List<Outgoing> messages = new ArrayList<>();
        for (Decision decision : outcome.decisions()) {
            messages.addAll(decision.messages());
        }
        if (input instanceof Input.Agent agent && agent.act().equals("reply") && agent.text() != null) {
            send(customer, "agent", agent.who(), new Outgoing.Text(agent.text()));
        }
        messages.forEach(message -> send(customer, "bot", null, message));
        return decided;
    }

    private void send(Customer customer, String by, @Nullable String who, Outgoing message) {
        String id = newId();
        feed.publish(customer.id(), new FeedEvent.BusinessMessage(id, clock.millis(), by, who, message));
        tick(customer, id, "sent");
        thread.schedule(() -> tick(customer, id, "delivered"), thinkMs, TimeUnit.MILLISECONDS);
        thread.schedule(() -> tick(customer, id, "read"), 2 * thinkMs, TimeUnit.MILLISECONDS);
    }

    private void tick(Customer customer, String messageId, String status) {
        feed.publish(customer.id(), new FeedEvent.Tick(messageId, status, clock.millis(), null));
    }
}
