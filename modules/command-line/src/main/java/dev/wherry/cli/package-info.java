/** The {@code wherry} command: runs the whole pipeline on embedded services, inspects its results and operates clusters. */
package dev.wherry.cli;
