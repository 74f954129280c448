/** Pages of an API, beside a loop that only fetches them. */
package dev.wherry.bench.http;
