/** The formats of files beside each other. */
package dev.wherry.bench.formats;
