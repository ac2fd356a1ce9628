/** The nightly job: reads a closed day of the journal and reports it. The only package that knows Spring. */
@NullMarked
package relevo.batch;

import org.jspecify.annotations.NullMarked;
