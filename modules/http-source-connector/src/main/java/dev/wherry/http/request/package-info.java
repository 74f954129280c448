/** How requests are made of templates, and which one follows an answer. */
package dev.wherry.http.request;
