/** The WhatsApp Cloud API on the wire, both directions: webhook updates in, messages out, and its simulation. */
@NullMarked
package relevo.gateway.whatsapp;

import org.jspecify.annotations.NullMarked;
