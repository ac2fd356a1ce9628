package relevo.gateway.pipeline;

import relevo.gateway.whatsapp.Webhook;

/** Where the webhook port hands over what it received. Safe for use from any thread; never blocks. */
public interface Intake {

    /**
     * Takes the webhook if there is room. True: exactly one method of {@code acknowledgement} will be called later, from
     * any thread. False: nothing was taken and nothing will be called; the port answers 503 with Retry-After.
     */
    boolean offer(Webhook webhook, Acknowledgement acknowledgement);

    /** Says when a webhook may be answered. */
    interface Acknowledgement {
        /** For those who do not wait for one. */
        Acknowledgement NONE = new Acknowledgement() {
            @Override
            public void durable() {}

            @Override
            public void refused() {}
        };

        /** On the medium: answer 200. */
        void durable();

        /** Could not be made durable in time, or the process is stopping: answer 503. */
        void refused();
    }
}
