/** What is published, as Connect stores it in its offsets. */
package dev.wherry.source.progress;
