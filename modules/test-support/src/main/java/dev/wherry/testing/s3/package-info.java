/** A small S3 server with faults. */
package dev.wherry.testing.s3;
