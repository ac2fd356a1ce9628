/** gateway. */
@NullMarked
package relevo.gateway;

import org.jspecify.annotations.NullMarked;
