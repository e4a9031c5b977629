/** The Kafka broker that {@code ikewatch up} runs inside its own process. */
package org.ikewatch.app.broker;
