/** The conversation engine: what to do with an input, as a pure function; state changes only by replaying what was decided. */
@NullMarked
package relevo.dialog;

import org.jspecify.annotations.NullMarked;
