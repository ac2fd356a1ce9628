package relevo.review;

/**
 * A part of a pack's file, and what is to stand there instead.
 *
 * @param file name within the pack's folder
 * @param before whole lines; empty: the new ones are appended, in a file of their own when there is none
 * @param after whole lines; empty: the old ones go
 */
record Passage(String file, String before, String after) {}
