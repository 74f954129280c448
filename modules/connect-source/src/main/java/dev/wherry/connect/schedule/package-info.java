/** Which days a feed reads, and when. */
package dev.wherry.connect.schedule;
