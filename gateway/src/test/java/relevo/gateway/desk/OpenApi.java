package relevo.gateway.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The API's document as a contract: which operations and answers there are, and whether a body is what its schema says. Knows
 * the part of JSON Schema that the document uses; a keyword it does not know is an error. One thread.
 */
final class OpenApi {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "required",
            "properties",
            "additionalProperties",
            "items",
            "enum",
            "description",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems");

    private final JsonNode root;

    OpenApi() throws IOException {
        try (InputStream shipped = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
            root = YAML.readTree(Objects.requireNonNull(shipped));
        }
    }

    /** Every documented answer, as {@code operationId status}. */
    Set<String> answers() {
        Set<String> all = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String id = operation.getValue().path("operationId").asText();
                operation
                        .getValue()
                        .path("responses")
                        .fieldNames()
                        .forEachRemaining(status -> all.add(id + " " + status));
            }
        }
        return all;
    }

    /** The operation that a request is for; the path is matched segment by segment. */
    String operation(String method, String path) {
        return find(method, path).path("operationId").asText();
    }

    private JsonNode find(String method, String path) {
        String[] asked = path.split("[?]")[0].split("/");
        for (Map.Entry<String, JsonNode> entry : root.path("paths").properties()) {
            String[] known = entry.getKey().split("/");
            boolean same = known.length == asked.length;
            for (int i = 0; same && i < known.length; i++) {
                same = known[i].startsWith("{") || known[i].equals(asked[i]);
            }
            JsonNode operation = entry.getValue().path(method.toLowerCase(java.util.Locale.ROOT));
            if (same && !operation.isMissingNode()) {
                return operation;
            }
        }
        throw new AssertionError(method + " " + path + " is not documented");
    }

    /** What is wrong with an answer; empty when it is as documented. */
    List<String> check(String method, String path, int status, String contentType, byte[] body) throws IOException {
        JsonNode answer = resolved(find(method, path).path("responses").path(String.valueOf(status)));
        List<String> wrong = new ArrayList<>();
        if (answer.isMissingNode()) {
            wrong.add("status " + status + " is not documented");
            return wrong;
        }
        JsonNode content = answer.path("content");
        if (content.isMissingNode()) {
            if (body.length > 0) {
                wrong.add("a body where none is documented");
            }
            return wrong;
        }
        JsonNode schema = content.path(contentType.split(";")[0]).path("schema");
        if (schema.isMissingNode()) {
            wrong.add("content type " + contentType + " is not documented");
        } else if (contentType.contains("json")) {
            check(new ObjectMapper().readTree(body), schema, "", wrong);
        }
        return wrong;
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode ref = node.get("$ref");
        return ref == null ? node : resolved(root.at(ref.asText().substring(1)));
    }

    private void check(JsonNode value, JsonNode schemaOrRef, String at, List<String> wrong) {
        JsonNode schema = resolved(schemaOrRef);
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!KEYWORDS.contains(keyword)) {
                throw new AssertionError("the document uses '" + keyword + "', which is not checked");
            }
        });
        String type = schema.path("type").asText();
        boolean fits = switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> throw new AssertionError("type " + type);
        };
        if (!fits) {
            wrong.add(at + ": is no " + type);
            return;
        }
        if (schema.has("enum")) {
            boolean listed = false;
            for (JsonNode word : schema.get("enum")) {
                listed |= word.equals(value);
            }
            if (!listed) {
                wrong.add(at + ": " + value + " is not one of " + schema.get("enum"));
            }
        }
        if (value.isObject()) {
            for (JsonNode name : schema.path("required")) {
                if (!value.has(name.asText())) {
                    wrong.add(at + "/" + name.asText() + ": is missing");
                }
            }
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                JsonNode known = schema.path("properties").path(field.getKey());
                JsonNode others = schema.path("additionalProperties");
                if (!known.isMissingNode()) {
                    check(field.getValue(), known, at + "/" + field.getKey(), wrong);
                } else if (others.isObject()) {
                    check(field.getValue(), others, at + "/" + field.getKey(), wrong);
                } else {
                    wrong.add(at + "/" + field.getKey() + ": is not documented");
                }
            }
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            check(value.get(i), schema.path("items"), at + "/" + i, wrong);
        }
    }
}
