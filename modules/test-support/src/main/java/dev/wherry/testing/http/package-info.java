/** HTTP servers in this process, with faults. */
package dev.wherry.testing.http;
