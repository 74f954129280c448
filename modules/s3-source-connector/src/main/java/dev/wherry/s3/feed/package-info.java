/** What a feed reads, when, and what becomes of it. */
package dev.wherry.s3.feed;
