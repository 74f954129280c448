/** What is published, as Connect's offsets store it. */
package dev.wherry.s3.progress;
