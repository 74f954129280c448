/** PostgreSQL's binary COPY format: the buffer, and one encoder for each column type. */
package dev.wherry.sink.copy;
