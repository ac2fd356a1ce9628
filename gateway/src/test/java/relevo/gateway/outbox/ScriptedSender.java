package relevo.gateway.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import relevo.dialog.Address;
import relevo.dialog.Outgoing;
import relevo.gateway.whatsapp.ErrorTable;
import relevo.gateway.whatsapp.SendOutcome;
import relevo.gateway.whatsapp.Sender;

/** The other side, played by the test: keeps every request and answers as told, at once or when told. */
final class ScriptedSender implements Sender {

    /** One request. */
    record Request(
            String number, Address address, String text, String callback, CompletableFuture<SendOutcome> answer) {
        void accept() {
            answer.complete(new SendOutcome.Accepted("wamid." + callback));
        }
    }

    private final List<Request> requests = new ArrayList<>();
    private final List<String> reads = new ArrayList<>();
    private final Deque<Function<Request, SendOutcome>> script = new ArrayDeque<>();
    private final CompletableFuture<Boolean> readAnswer;
    private boolean manual;
    private Runnable before = () -> {};

    ScriptedSender() {
        readAnswer = CompletableFuture.completedFuture(true);
    }

    /** Answers come only when the test completes them. */
    ScriptedSender manual() {
        manual = true;
        return this;
    }

    /** Run at the beginning of each request. */
    void before(Runnable hook) {
        before = hook;
    }

    /** The next answers, one a request; after them everything is accepted. */
    void next(SendOutcome... outcomes) {
        for (SendOutcome outcome : outcomes) {
            script.add(request -> outcome);
        }
    }

    static SendOutcome refused(int code) {
        return new SendOutcome.Refused(code, "no", 400, ErrorTable.of(code, 400).retryClass(), null);
    }

    static SendOutcome unknown() {
        return new SendOutcome.Unknown("cut");
    }

    static SendOutcome notSent() {
        return new SendOutcome.NotSent("refused");
    }

    @Override
    public CompletionStage<SendOutcome> send(String number, Address address, Outgoing message, String callback) {
        before.run();
        Request request = new Request(number, address, message.body(), callback, new CompletableFuture<>());
        requests.add(request);
        if (!script.isEmpty()) {
            request.answer().complete(script.remove().apply(request));
        } else if (!manual) {
            request.accept();
        }
        return request.answer();
    }

    @Override
    public CompletionStage<Boolean> markRead(String number, String wamid, boolean typing) {
        reads.add(wamid + (typing ? " typing" : ""));
        return readAnswer;
    }

    List<Request> requests() {
        return requests;
    }

    List<String> texts() {
        return requests.stream().map(Request::text).toList();
    }

    List<String> reads() {
        return reads;
    }
}
