/** The two connectors in a Connect cluster: their configurations, and creating, watching and restarting them. */
package dev.wherry.operations.connectors;
