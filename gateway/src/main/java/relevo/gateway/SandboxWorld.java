package relevo.gateway;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Input;
import relevo.dialog.Outgoing;
import relevo.gateway.desk.Agents;
import relevo.gateway.desk.Customer;
import relevo.gateway.desk.Customers;
import relevo.gateway.desk.Feed;
import relevo.gateway.desk.FeedEvent;
import relevo.gateway.desk.Reach;
import relevo.gateway.desk.RefusedException;
import relevo.gateway.desk.RefusedException.Why;
import relevo.gateway.pipeline.DecisionListener;
import relevo.gateway.pipeline.Pipeline;
import relevo.gateway.whatsapp.SentMessage;
import relevo.gateway.whatsapp.SimulatedCloudApi;
import relevo.gateway.whatsapp.SimulatedCustomer;
import relevo.gateway.whatsapp.SimulatedUser;
import relevo.journal.Tag;
import relevo.review.WholeFile;

/**
 * The people of the sandbox: customers whose phone is on the page, and agents at its strip. What customers do goes through
 * the simulated Cloud API as signed webhooks; what agents do goes through the ring; what happens is published to the page.
 * Customers are kept in {@code customers.json} of the data folder. Safe for use from any thread.
 */
final class SandboxWorld implements Customers, Agents, DecisionListener, SimulatedCloudApi.Listener {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long ANSWER_WAIT_MS = 10_000;
    private static final int ADDRESSES_MAX = 10_000;
    private static final int UNREAD_MAX = 200;

    private final Path file;
    private final String number;
    private final Feed feed;
    private final Map<String, Customer> customers = new LinkedHashMap<>();
    private final Map<String, SimulatedCustomer> phones = new ConcurrentHashMap<>();
    /** Also of those who write through the webhook only. */
    private final Map<String, String> conversationOfAddress = bounded();

    /** Of the customers' messages, to show what was read. */
    private final Map<String, String> conversationOfMessage = bounded();

    /** What an agent has just written, by conversation: it comes back from the simulated Cloud API like any message. */
    private final Map<String, Input.Agent> repliesOfAgents = bounded();

    /** What the business sent since the customer last looked, by conversation. */
    private final Map<String, List<String>> unread = new ConcurrentHashMap<>();

    private final SecureRandom random = new SecureRandom();
    private @Nullable Gateway gateway;
    private @Nullable SimulatedCloudApi cloud;

    /** @param number the business number that the page's customers write to */
    SandboxWorld(Path data, String number, Feed feed) {
        this.file = data.resolve("customers.json");
        this.number = number;
        this.feed = feed;
        if (Files.exists(file)) {
            try {
                for (Customer customer :
                        MAPPER.readValue(Files.readAllBytes(file), new TypeReference<List<Customer>>() {})) {
                    customers.put(customer.id(), customer);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }
    }

    /** To be called before anything happens. */
    void connect(Gateway gateway, SimulatedCloudApi cloud) {
        this.gateway = gateway;
        this.cloud = cloud;
        customers.values().forEach(this::phone);
    }

    Feed feed() {
        return feed;
    }

    // Customers

    @Override
    public synchronized List<Customer> all() {
        return List.copyOf(customers.values());
    }

    @Override
    public synchronized Customer add(String name, Reach reach, String lang) {
        String phone = reach == Reach.USER_ID ? null : "346" + digits(8);
        String userId = reach == Reach.PHONE ? null : "ES." + digits(19);
        String id =
                Pipeline.conversationOf(number, userId, phone, gateway().tags()).toString();
        Customer customer = new Customer(id, name, phone, userId, lang);
        customers.put(id, customer);
        phone(customer);
        save();
        return customer;
    }

    private SimulatedCustomer phone(Customer customer) {
        for (String address : new String[] {customer.phone(), customer.userId()}) {
            if (address != null) {
                conversationOfAddress.put(plain(address), customer.id());
            }
        }
        return phones.computeIfAbsent(
                customer.id(),
                id -> Objects.requireNonNull(cloud, "connect() comes first")
                        .customer(number, new SimulatedUser(customer.userId(), customer.phone(), customer.name())));
    }

    private void save() {
        try {
            WholeFile.write(file, MAPPER.writeValueAsBytes(List.copyOf(customers.values())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    @Override
    public void write(String id, String text) {
        did(id, phoneOf(id).writes(text), messageId -> new Input.Text(messageId, nameOf(id), text));
    }

    @Override
    public void press(String id, String messageId, String optionId, String title) {
        did(id, phoneOf(id).presses(optionId, title), wamid -> new Input.Press(wamid, nameOf(id), optionId, title));
    }

    @Override
    public void media(String id, MediaKind kind) {
        String word = kind.name().toLowerCase(java.util.Locale.ROOT);
        did(id, phoneOf(id).sendsMedia(word), wamid -> new Input.Media(wamid, nameOf(id), word, null));
    }

    @Override
    public void opened(String id) {
        phoneOf(id);
        for (String messageId : unread.getOrDefault(id, List.of())) {
            feed.publish(id, new FeedEvent.Tick(messageId, "read", gateway().nowMs(), null));
        }
        unread.remove(id);
    }

    private interface ToInput {
        Input.Customer of(String messageId);
    }

    /** Shows what a customer did, and waits until its webhook was answered. */
    private void did(String id, SimulatedCustomer.Written written, ToInput input) {
        conversationOfMessage.put(written.id(), id);
        feed.publish(id, new FeedEvent.CustomerMessage(gateway().nowMs(), input.of(written.id())));
        try {
            int attempts = written.acknowledged().toCompletableFuture().get(ANSWER_WAIT_MS, TimeUnit.MILLISECONDS);
            if (attempts < 0) {
                throw new RefusedException(Why.UNAVAILABLE, "the webhook was not accepted");
            }
            feed.publish(
                    id, new FeedEvent.Tick(written.id(), "delivered", gateway().nowMs(), null));
        } catch (TimeoutException | ExecutionException e) {
            throw new RefusedException(Why.UNAVAILABLE, "the webhook was not answered");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SimulatedCustomer phoneOf(String id) {
        SimulatedCustomer phone = phones.get(id);
        if (phone == null) {
            throw new RefusedException(Why.UNKNOWN, "no such customer");
        }
        return phone;
    }

    private synchronized String nameOf(String id) {
        Customer customer = customers.get(id);
        return customer == null ? "" : customer.name();
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder(count).append(1 + random.nextInt(9));
        while (digits.length() < count) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    // Agents

    @Override
    public Decided act(String conversation, Input.Agent act) {
        return gateway().agents().act(conversation, act);
    }

    // What happens

    @Override
    public void decided(long sequence, Tag contact, Decided decided, Conversation after) {
        String id = contact.toString();
        String phone = decided.address().phone();
        if (phone != null) {
            conversationOfAddress.putIfAbsent(plain(phone), id);
        }
        String userId = decided.address().userId();
        if (userId != null) {
            conversationOfAddress.putIfAbsent(userId, id);
        }
        if (decided.input() instanceof Input.Agent agent && agent.act().equals("reply")) {
            repliesOfAgents.put(id, agent);
        }
        feed.publish(id, new FeedEvent.Decided(decided));
    }

    @Override
    public void messagesDecided() {}

    @Override
    public void message(SentMessage sent) {
        String id = conversationOfAddress.get(plain(sent.addressee()));
        if (id == null) {
            return;
        }
        Input.Agent agent = repliesOfAgents.get(id);
        String who = agent != null && sent.text().equals(agent.text()) ? agent.who() : null;
        feed.publish(
                id,
                new FeedEvent.BusinessMessage(
                        sent.id(), sent.at(), who == null ? "bot" : "agent", who, outgoing(sent)));
        feed.publish(id, new FeedEvent.Tick(sent.id(), "delivered", sent.at(), null));
        unread.compute(id, (key, before) -> {
            List<String> ids = before == null ? new ArrayList<>() : new ArrayList<>(before);
            ids.add(sent.id());
            return ids.size() > UNREAD_MAX ? ids.subList(ids.size() - UNREAD_MAX, ids.size()) : ids;
        });
    }

    @Override
    public void read(String businessNumber, String wamid, boolean typing) {
        String id = conversationOfMessage.get(wamid);
        if (id != null) {
            long nowMs = gateway().nowMs();
            feed.publish(id, new FeedEvent.Tick(wamid, "read", nowMs, null));
            if (typing) {
                feed.publish(id, new FeedEvent.Typing(nowMs));
            }
        }
    }

    private static Outgoing outgoing(SentMessage sent) {
        List<Outgoing.Option> options = sent.buttons().stream()
                .map(button -> new Outgoing.Option(button.id(), button.title()))
                .toList();
        if (options.isEmpty()) {
            return new Outgoing.Text(sent.text());
        }
        return options.size() <= 3
                ? new Outgoing.Buttons(sent.text(), options)
                : new Outgoing.Choices(sent.text(), "Opciones", options);
    }

    /** The longest unseen go first. */
    private static <V> Map<String, V> bounded() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > ADDRESSES_MAX;
            }
        });
    }

    /** Phones come with and without a plus. */
    private static String plain(String address) {
        return address.startsWith("+") ? address.substring(1) : address;
    }

    private Gateway gateway() {
        return Objects.requireNonNull(gateway, "connect() comes first");
    }
}
