/** The ring between the webhook port and the decision core: journal stage, force stage, then decide shards. */
@NullMarked
package relevo.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
