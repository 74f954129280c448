/** Takes back everything that was made of the raw events, so that it is made anew. */
package dev.wherry.operations.rebuild;
