/**
 * Settings of a service: declared once with their key, type, default and meaning, read from dotted
 * keys with all errors at once, and documented by a page that is generated from the declarations.
 */
package org.ikewatch.schemas.settings;
