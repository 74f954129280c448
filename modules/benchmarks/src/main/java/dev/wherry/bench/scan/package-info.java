/** What a large inbox costs. */
package dev.wherry.bench.scan;
