package relevo.gateway.desk;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the sandbox page on a fake gateway: {@code DeskDemo [port]}, 8081 unless told. */
final class DeskDemo {
    private DeskDemo() {}

    static void main(String[] args) throws InterruptedException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8081;
        Feed feed = new Feed(FeedLimits.shipped());
        try (FakeGateway gateway = new FakeGateway(feed, Clock.systemUTC(), 400)) {
            gateway.add("Marta Ríos", Reach.BOTH, "es");
            gateway.add("João Lima", Reach.USER_ID, "pt");
            AdminServer server = new AdminServer(
                    AdminConfig.loopback(port),
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    () -> new Readiness(List.of()),
                    new Sandbox(gateway, gateway, feed, gateway::figures));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            server.start();
            System.out.println("http://127.0.0.1:" + server.port() + "/");
            new CountDownLatch(1).await();
        }
    }
}
