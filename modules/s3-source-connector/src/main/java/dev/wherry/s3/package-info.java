/** The Kafka Connect source connector for S3-compatible stores. */
package dev.wherry.s3;
