/** The admin port: sandbox, desk and review pages, health and metrics. */
@NullMarked
package relevo.gateway.desk;

import org.jspecify.annotations.NullMarked;
