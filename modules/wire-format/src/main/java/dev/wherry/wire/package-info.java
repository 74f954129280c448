/** What the three stages say to each other: the names of topics and the headers of their records, and nothing else. */
package dev.wherry.wire;
