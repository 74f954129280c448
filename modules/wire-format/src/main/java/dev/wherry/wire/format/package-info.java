/** How the bytes of a file become events: what feed files say, the source applies, and raw records carry. */
@NullMarked
package dev.wherry.wire.format;

import org.jspecify.annotations.NullMarked;
