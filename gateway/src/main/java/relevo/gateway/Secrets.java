package relevo.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.dialog.ConfigException;

/**
 * Secrets by name, from the environment: {@code NAME} holds the secret itself, {@code NAME_FILE} the path of a file whose
 * first line is the secret. Never printed, never in a configuration file. Immutable.
 */
public final class Secrets {
    private final Map<String, String> environment;

    public Secrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The secret; a ConfigException that says what to set when it is missing or empty. */
    public String require(String name) {
        String secret = find(name);
        if (secret == null) {
            throw new ConfigException("the secret " + name + " is missing: set the environment variable " + name
                    + " or " + name + "_FILE (a file whose first line is the secret)");
        }
        return secret;
    }

    /** The secret, or null when it is not set. */
    public @Nullable String find(String name) {
        if (name.isEmpty()) {
            return null;
        }
        String secret = environment.get(name);
        if (secret != null && !secret.isBlank()) {
            return secret.strip();
        }
        String file = environment.get(name + "_FILE");
        if (file == null || file.isBlank()) {
            return null;
        }
        try {
            String first = Files.readString(Path.of(file))
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
            if (first.isEmpty()) {
                throw new ConfigException(file + " (named by " + name + "_FILE) is empty");
            }
            return first;
        } catch (IOException e) {
            throw new ConfigException("cannot read " + file + " (named by " + name + "_FILE): " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "Secrets";
    }
}
