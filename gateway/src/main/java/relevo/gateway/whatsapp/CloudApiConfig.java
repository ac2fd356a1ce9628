package relevo.gateway.whatsapp;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the Cloud API is called.
 *
 * @param baseUrl https, or http for a simulated one; no path
 * @param version of the Graph API, e.g. v25.0
 * @param limits of the connections
 * @param trust PEM file with the certificates to trust instead of the JDK's; null for those
 */
public record CloudApiConfig(
        URI baseUrl,
        String version,
        HttpLimits limits,
        @Nullable Path trust) {
    private static final Pattern VERSION = Pattern.compile("v[0-9]{1,3}\\.[0-9]{1,2}");

    public CloudApiConfig {
        String scheme = baseUrl.getScheme();
        if (baseUrl.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw new IllegalArgumentException("base-url must be http(s)://host[:port], is '" + baseUrl + "'");
        }
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("version must look like v25.0, is '" + version + "'");
        }
    }

    public CloudApiConfig(URI baseUrl) {
        this(baseUrl, "v25.0", HttpLimits.DEFAULT, null);
    }

    boolean tls() {
        return "https".equals(baseUrl.getScheme());
    }
}
