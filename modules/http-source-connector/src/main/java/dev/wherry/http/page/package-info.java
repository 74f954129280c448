/** Pages of an API, fetched ahead of the task. */
package dev.wherry.http.page;
