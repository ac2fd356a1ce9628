/** From features of a message and its conversation to an explained score that anyone can recompute by hand. */
@NullMarked
package relevo.escalation;

import org.jspecify.annotations.NullMarked;
