package relevo.gateway.whatsapp;

/** What a refusal by the Cloud API asks of the sender. */
public enum RetryClass {
    /** Temporary: the same message again, after a growing pause, a few times. */
    RETRY,
    /** Too many to this one customer: pause for this customer only. */
    PAIR,
    /** The business number or the account is at its limit: pause the whole number. */
    HOLD,
    /** The customer's 24-hour window is closed: only a template, or the customer's next message, helps. */
    WINDOW,
    /** The same message will be refused for ever: tell the agent. */
    NEVER,
    /** Token, permission, payment or policy: pause the number and call an operator. */
    ALARM
}
