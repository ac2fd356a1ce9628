/** Messages to customers: intent to the journal, ownership and limits checked at send time, results back. */
@NullMarked
package relevo.gateway.outbox;

import org.jspecify.annotations.NullMarked;
