package org.ikewatch.ingest.produce;

import java.util.Optional;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.utils.ProducerIdAndEpoch;

/**
 * The number by which the broker knows this producer's batches again (KIP-98), so that one that is
 * sent twice is written once. Used by the producer's thread only.
 */
final class Identity {
  private static final int RETRY_MILLIS = 100;

  /** Of no use without transactions, but the request has it. */
  private static final int TRANSACTION_MILLIS = 60_000;

  private final KafkaClient client;
  private final int requestTimeoutMillis;
  private ProducerIdAndEpoch current = ProducerIdAndEpoch.NONE;
  private boolean asked;
  private long notBefore;
  private Optional<RuntimeException> refusal = Optional.empty();

  Identity(KafkaClient client, int requestTimeoutMillis) {
    this.client = client;
    this.requestTimeoutMillis = requestTimeoutMillis;
  }

  ProducerIdAndEpoch current() {
    return current;
  }

  boolean isKnown() {
    return current.isValid();
  }

  /** Lets go of it: numbers of batches that are void cannot be used again. */
  void renew() {
    current = ProducerIdAndEpoch.NONE;
  }

  /**
   * Asks a broker for it, where that is not under way.
   *
   * @throws RuntimeException where one has refused it for good
   */
  void ask(long now) {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    Node node = client.leastLoadedNode(now).node();
    if (asked || now < notBefore || node == null || !client.ready(node, now)) {
      return;
    }
    asked = true;
    InitProducerIdRequestData data =
        new InitProducerIdRequestData()
            .setTransactionalId(null)
            .setTransactionTimeoutMs(TRANSACTION_MILLIS)
            .setProducerId(RecordBatch.NO_PRODUCER_ID)
            .setProducerEpoch(RecordBatch.NO_PRODUCER_EPOCH);
    client.send(
        client.newClientRequest(
            node.idString(),
            new InitProducerIdRequest.Builder(data),
            now,
            true,
            requestTimeoutMillis,
            response -> answered(response, now)),
        now);
  }

  private void answered(ClientResponse response, long now) {
    asked = false;
    notBefore = now + RETRY_MILLIS;
    if (!response.hasResponse()) {
      return;
    }
    InitProducerIdResponse answer = (InitProducerIdResponse) response.responseBody();
    if (answer.error() == Errors.NONE) {
      current = new ProducerIdAndEpoch(answer.data().producerId(), answer.data().producerEpoch());
    } else if (!(answer.error().exception() instanceof RetriableException)) {
      refusal = Optional.of(answer.error().exception());
    }
  }
}
