/** A sentence encoder for English, apart from everything else since its runtime is large; optional. */
@NullMarked
package relevo.encoder;

import org.jspecify.annotations.NullMarked;
