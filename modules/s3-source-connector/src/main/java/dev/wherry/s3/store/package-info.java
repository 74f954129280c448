/** The requests to a bucket. */
package dev.wherry.s3.store;
