/** A paged HTTP API of payments. */
package dev.wherry.generator.api;
