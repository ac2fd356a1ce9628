/** The on-disk contract between gateway and batch, over Chronicle Queue. */
@NullMarked
package relevo.journal;

import org.jspecify.annotations.NullMarked;
