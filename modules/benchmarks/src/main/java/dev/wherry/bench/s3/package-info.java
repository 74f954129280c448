/** Objects of a store, beside files and loops. */
package dev.wherry.bench.s3;
