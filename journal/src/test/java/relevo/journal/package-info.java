@NullMarked
package relevo.journal;

import org.jspecify.annotations.NullMarked;
