/** Connect workers in separate JVMs, and their REST interface. */
package dev.wherry.testing.connect;
