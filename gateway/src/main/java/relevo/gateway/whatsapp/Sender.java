package relevo.gateway.whatsapp;

import java.util.concurrent.CompletionStage;
import relevo.dialog.Address;
import relevo.dialog.Outgoing;

/** The way to customers. Safe for use from any thread; never blocks and never throws: every trouble is an outcome. */
public interface Sender {

    /**
     * Sends one message, once: no repeats here.
     *
     * @param number phone_number_id to send from
     * @param address the business-scoped user id is used if there is one, else the phone
     * @param callbackData comes back in the statuses of this message; at most 512 characters, no personal data
     */
    CompletionStage<SendOutcome> send(String number, Address address, Outgoing message, String callbackData);

    /**
     * Shows a customer's message as read, and with {@code typing} that an answer is being written (until it comes, at most
     * 25 s). True when the API took it.
     */
    CompletionStage<Boolean> markRead(String number, String wamid, boolean typing);
}
