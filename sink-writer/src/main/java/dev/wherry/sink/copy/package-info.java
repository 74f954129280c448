/** PostgreSQL's binary COPY: one encoder for each column type. */
package dev.wherry.sink.copy;
