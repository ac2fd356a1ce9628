/** The webhook port: Netty server, limits, signature, answers. */
@NullMarked
package relevo.gateway.http;

import org.jspecify.annotations.NullMarked;
