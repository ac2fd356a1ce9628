/**
 * What the night proposes and what people decide about it: suggestions, reviews, and the change of a pack's files that a
 * published one makes. The nightly job writes suggestions, the review pages and the command line write reviews; both know
 * this package and not each other.
 */
@NullMarked
package relevo.review;

import org.jspecify.annotations.NullMarked;
