/** What feed files and source connectors both know of sources beyond the disk. */
@NullMarked
package dev.wherry.wire.source;

import org.jspecify.annotations.NullMarked;
