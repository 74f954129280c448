/** What becomes of files whose events are published. */
package dev.wherry.source.handover;
