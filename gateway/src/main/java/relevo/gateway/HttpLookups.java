package relevo.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relevo.dialog.ConfigException;
import relevo.dialog.Lookups;

/**
 * Lookups of one business number over HTTP: a POST of JSON for each, so that what a customer said stands in no URL and in no
 * log of a proxy.
 *
 * <pre>
 * -> POST url   {"lookup":"order-status","number":"106540352242922","slots":{"order_number":"48213"}}
 * <- 200        {"values":{"estado":"en camino"}}     found
 * <- 404                                              missing
 * <- anything else, or too late                       failed
 * </pre>
 *
 * Redirects are not followed. Any thread; a call blocks it for the budget at most.
 */
final class HttpLookups implements Lookups {
    private static final Logger LOG = LoggerFactory.getLogger(HttpLookups.class);
    private static final int VALUES_MAX = 20;
    private static final int VALUE_CHARS_MAX = 500;
    private static final Set<String> SIMPLE = Set.of("STRING", "NUMBER", "BOOLEAN");

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxStringLength(8 * 1024)
                            .build())
                    .build())
            .build();

    private record Target(URI url, @Nullable String token) {}

    private final HttpClient client;
    private final String number;
    private final Map<String, Target> targets;
    private final Duration budget;
    private final int answerBytesMax;

    private HttpLookups(
            HttpClient client, String number, Map<String, Target> targets, GatewayConfig.LookupPort limits) {
        this.client = client;
        this.number = number;
        this.targets = Map.copyOf(targets);
        this.budget = Duration.ofMillis(limits.budgetMs());
        this.answerBytesMax = limits.answerBytesMax();
    }

    /** The lookups of every number, as configured; a ConfigException when a call is for a pack that no number has. */
    static Map<String, Lookups> of(GatewayConfig config, Secrets secrets) {
        GatewayConfig.LookupPort port = config.lookups();
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofMillis(port.budgetMs()))
                .build();
        Map<String, Lookups> byNumber = new HashMap<>();
        for (GatewayConfig.Number number : config.numbers()) {
            Map<String, Target> targets = new HashMap<>();
            for (GatewayConfig.LookupCall call : port.calls()) {
                if (call.pack().equals(number.pack())) {
                    String token = call.tokenEnv().isEmpty() ? null : secrets.require(call.tokenEnv());
                    targets.put(call.name(), new Target(uri(call), token));
                }
            }
            byNumber.put(number.phoneNumberId(), new HttpLookups(client, number.phoneNumberId(), targets, port));
        }
        for (GatewayConfig.LookupCall call : port.calls()) {
            if (config.numbers().stream().noneMatch(number -> number.pack().equals(call.pack()))) {
                throw new ConfigException("relevo.yaml: lookups.calls: no number has the pack '" + call.pack() + "'");
            }
        }
        return byNumber;
    }

    private static URI uri(GatewayConfig.LookupCall call) {
        try {
            return URI.create(call.url());
        } catch (IllegalArgumentException e) {
            throw new ConfigException("relevo.yaml: lookups.calls: '" + call.url() + "' is no URL", e);
        }
    }

    @Override
    public boolean knows(String name) {
        return targets.containsKey(name);
    }

    @Override
    public Found look(String name, Map<String, String> slots) {
        Target target = targets.get(name);
        if (target == null) {
            LOG.warn("no URL is configured for lookup {}", name);
            return Found.FAILED;
        }
        try {
            HttpResponse<InputStream> response =
                    client.send(request(target, name, slots), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return switch (response.statusCode()) {
                    case 200 -> found(name, body.readNBytes(answerBytesMax + 1));
                    case 404 -> Found.MISSING;
                    default -> {
                        LOG.warn("lookup {} was answered {}", name, response.statusCode());
                        yield Found.FAILED;
                    }
                };
            }
        } catch (IOException e) {
            LOG.warn("lookup {} failed: {}", name, e.getClass().getSimpleName());
            return Found.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Found.FAILED;
        }
    }

    private HttpRequest request(Target target, String name, Map<String, String> slots) throws IOException {
        ObjectNode body = MAPPER.createObjectNode().put("lookup", name).put("number", number);
        ObjectNode known = body.putObject("slots");
        slots.forEach(known::put);
        HttpRequest.Builder request = HttpRequest.newBuilder(target.url())
                .timeout(budget)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)));
        if (target.token() != null) {
            request.header("Authorization", "Bearer " + target.token());
        }
        return request.build();
    }

    private Found found(String name, byte[] body) throws IOException {
        if (body.length > answerBytesMax) {
            LOG.warn("the answer to lookup {} is longer than {} bytes", name, answerBytesMax);
            return Found.FAILED;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field :
                MAPPER.readTree(body).path("values").properties()) {
            if (values.size() < VALUES_MAX
                    && SIMPLE.contains(field.getValue().getNodeType().name())) {
                String text = field.getValue().asText();
                values.put(field.getKey(), text.substring(0, Math.min(text.length(), VALUE_CHARS_MAX)));
            }
        }
        return new Found("found", values);
    }
}
