/** What a task knows of a feed: how its files are read, and what becomes of them. */
package dev.wherry.source.feed;
