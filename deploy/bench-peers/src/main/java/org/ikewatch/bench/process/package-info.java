/** What is measured runs in processes of its own: starting them, their usage, how far they are. */
package org.ikewatch.bench.process;
