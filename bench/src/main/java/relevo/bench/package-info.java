/** The performance lab: load end to end, micro benchmarks, comparisons. On nobody's class path. */
@NullMarked
package relevo.bench;

import org.jspecify.annotations.NullMarked;
