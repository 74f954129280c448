/** Reading objects. */
package dev.wherry.s3.read;
