/** The {@code wherry} command: the whole pipeline on embedded services, and questions to what it has made. */
package dev.wherry.cli;
