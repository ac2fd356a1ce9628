/** From a customer's text to candidate answers with calibrated confidence, over Lucene. */
@NullMarked
package relevo.matcher;

import org.jspecify.annotations.NullMarked;
