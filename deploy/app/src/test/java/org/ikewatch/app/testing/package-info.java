/** What the end-to-end tests are told in: an installation, its senders and its readers. */
package org.ikewatch.app.testing;
