package dev.wherry.split;

import dev.wherry.wire.format.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * What the start of a file says about the rest.
 *
 * @param encoding never {@link Encoding#UTF_16}
 * @param formatHeader the header {@code wherry.format} of its events; null if they need none
 * @param offset the first byte behind the byte order mark and the header row
 * @param line CSV: the number of the line at the offset
 */
record Head(Encoding encoding, byte @Nullable [] formatHeader, long offset, long line) {}
