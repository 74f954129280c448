/** What a feed reads, and when. */
package dev.wherry.http.feed;
