/** The registration of metrics. */
package dev.wherry.connect.metrics;
