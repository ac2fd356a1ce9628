package relevo.gateway.desk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection on which anything can be sent. Used by one thread. */
final class RawHttp implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    RawHttp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** One request on a connection of its own. Lines of the head end with \n here. */
    static Answer ask(int port, String head, String body) throws IOException {
        try (RawHttp connection = new RawHttp(port)) {
            connection.send(head, body);
            return connection.answer();
        }
    }

    static Answer get(int port, String path) throws IOException {
        return ask(port, "GET " + path + " HTTP/1.1\nHost: localhost:" + port + "\n", "");
    }

    static Answer post(int port, String path, String json, String... headers) throws IOException {
        return ask(
                port,
                "POST " + path + " HTTP/1.1\nHost: localhost:" + port + "\nContent-Type: application/json\n"
                        + String.join(
                                "",
                                java.util.Arrays.stream(headers)
                                        .map(header -> header + "\n")
                                        .toList())
                        + "Content-Length: " + json.getBytes(StandardCharsets.UTF_8).length + "\n",
                json);
    }

    void send(String head, String body) throws IOException {
        socket.getOutputStream().write((head.replace("\n", "\r\n") + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
    }

    void waitAtMost(int timeoutMs) throws IOException {
        socket.setSoTimeout(timeoutMs);
    }

    /** The head of the answer, and its body when its length is told. */
    Answer answer() throws IOException {
        String statusLine = line();
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Answer(Integer.parseInt(statusLine.split(" ")[1]), headers, body);
    }

    /** The next line; throws when the other side closed. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed after '" + line + "'");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** The next line that has this in it. */
    String lineWith(String part) throws IOException {
        String line = line();
        while (!line.contains(part)) {
            line = line();
        }
        return line;
    }

    /** True when the other side has closed the connection. */
    boolean isClosed() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
