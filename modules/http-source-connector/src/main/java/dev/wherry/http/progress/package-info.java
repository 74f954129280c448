/** What is published, as Connect's offsets store it. */
package dev.wherry.http.progress;
