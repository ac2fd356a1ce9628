/** The process that runs all day: wiring, configuration, commands. */
@NullMarked
package relevo.gateway;

import org.jspecify.annotations.NullMarked;
