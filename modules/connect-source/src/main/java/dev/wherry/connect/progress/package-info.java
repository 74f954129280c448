/** What Connect's offsets store of a source. */
package dev.wherry.connect.progress;
