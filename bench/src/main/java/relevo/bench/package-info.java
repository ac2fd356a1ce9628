/** bench. */
@NullMarked
package relevo.bench;

import org.jspecify.annotations.NullMarked;
