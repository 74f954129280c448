/** Requests to a server, and what can go wrong with them. */
package dev.wherry.http.client;
