/** batch. */
@NullMarked
package relevo.batch;

import org.jspecify.annotations.NullMarked;
