/** Named registries, errors that a user can act on, and files that appear whole or not at all. */
package reverie.support;
