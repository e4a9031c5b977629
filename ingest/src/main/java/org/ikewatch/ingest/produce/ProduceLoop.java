package org.ikewatch.ingest.produce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.producer.internals.ProducerMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings batches to the leaders of their partitions: to each broker one request at a time, which
 * goes when the batch of one of its partitions is due and takes along those of the others. While it
 * is under way the next ones fill.
 */
final class ProduceLoop<P> implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ProduceLoop.class);
  private static final short ALL = -1;
  private static final long IDLE_MILLIS = 500;

  private final KafkaClient client;
  private final ProducerMetadata metadata;
  private final Queues<P> queues;
  private final Fates<P> fates;
  private final LoopSettings settings;
  private final Identity identity;
  private final Time time;
  private final Set<Integer> busy = new HashSet<>();
  private int metadataVersion = -1;
  private volatile long deadline = Long.MAX_VALUE;

  ProduceLoop(
      KafkaClient client,
      ProducerMetadata metadata,
      Queues<P> queues,
      Fates<P> fates,
      LoopSettings settings,
      Time time) {
    this.client = client;
    this.metadata = metadata;
    this.queues = queues;
    this.fates = fates;
    this.settings = settings;
    this.identity = new Identity(client, settings.requestTimeoutMillis());
    this.time = time;
  }

  /** Ends the loop when nothing is left, at the latest at this time. */
  void endBy(long millis) {
    deadline = Math.min(deadline, millis);
  }

  @Override
  public void run() {
    RuntimeException end = new KafkaException("the producer is closed");
    try {
      while (goesOn()) {
        once(time.milliseconds());
      }
    } catch (RuntimeException e) {
      end = e;
    } finally {
      abandon(end);
      Utils.closeQuietly(client, "the connections to the brokers");
      metadata.close();
    }
  }

  private boolean goesOn() {
    return deadline == Long.MAX_VALUE
        || (time.milliseconds() < deadline && !(queues.areEmpty() && busy.isEmpty()));
  }

  private void abandon(RuntimeException end) {
    List<Batch<P>> all = new ArrayList<>();
    queues.close();
    queues.forEach(queue -> all.addAll(queue.abandon()));
    all.forEach(batch -> failed(batch, end));
  }

  private void once(long now) {
    if (metadataVersion != metadata.updateVersion()) {
      metadataVersion = metadata.updateVersion();
      queues.update(metadata.fetch());
    }
    giveUpTheOld(now);
    if (identity.isKnown()) {
      send(now);
    } else {
      identity.ask(now);
    }
    client.poll(untilNextLook(now), now);
  }

  /** Answers, and those who bring records, end the wait. */
  private long untilNextLook(long now) {
    if (queues.areEmpty() || !identity.isKnown()) {
      return IDLE_MILLIS;
    }
    long[] soonest = {settings.lookEveryMillis()};
    queues.forEach(
        queue -> queue.dueIn(now).ifPresent(wait -> soonest[0] = Math.min(soonest[0], wait)));
    return soonest[0];
  }

  private void giveUpTheOld(long now) {
    long begunBefore = now - settings.deliveryTimeoutMillis();
    queues.forEach(
        queue -> {
          Optional<Batch<P>> old = queue.olderThan(begunBefore);
          if (old.isPresent()) {
            queue.givenUp();
            identity.renew();
            failed(
                old.get(),
                new TimeoutException(
                    "no broker took it for " + settings.deliveryTimeoutMillis() + " ms"));
          }
        });
  }

  private void send(long now) {
    Cluster cluster = metadata.fetch();
    Map<Node, List<PartitionQueue<P>>> byLeader = new HashMap<>();
    queues.forEach(
        queue -> {
          Node leader = cluster.leaderFor(queue.partition());
          if (leader == null) {
            if (!queue.isEmpty()) {
              var unused = metadata.requestUpdate(false);
            }
          } else if (!busy.contains(leader.id()) && !queue.isEmpty() && client.ready(leader, now)) {
            byLeader.computeIfAbsent(leader, l -> new ArrayList<>()).add(queue);
          }
        });
    byLeader.forEach(
        (leader, those) -> {
          if (those.stream().anyMatch(queue -> queue.isDue(now))) {
            send(leader, firstOf(those, now), now);
          }
        });
  }

  private List<Batch<P>> firstOf(List<PartitionQueue<P>> those, long now) {
    return those.stream()
        .map(queue -> queue.next(identity.current(), now))
        .flatMap(Optional::stream)
        .toList();
  }

  private void send(Node leader, List<Batch<P>> batches, long now) {
    Map<String, Uuid> ids = metadata.topicIds();
    var topics = new ProduceRequestData.TopicProduceDataCollection();
    for (Batch<P> batch : batches) {
      String name = batch.partition().topic();
      Uuid id = ids.getOrDefault(name, Uuid.ZERO_UUID);
      var topic = topics.find(name, id);
      if (topic == null) {
        topic = new ProduceRequestData.TopicProduceData().setName(name).setTopicId(id);
        topics.add(topic);
      }
      topic
          .partitionData()
          .add(
              new ProduceRequestData.PartitionProduceData()
                  .setIndex(batch.partition().partition())
                  .setRecords(batch.records()));
    }
    ProduceRequestData data =
        new ProduceRequestData()
            .setAcks(ALL)
            .setTimeoutMs(settings.requestTimeoutMillis())
            .setTopicData(topics);
    Map<Uuid, String> names = metadata.topicNames();
    busy.add(leader.id());
    client.send(
        client.newClientRequest(
            leader.idString(),
            ProduceRequest.builder(data),
            now,
            true,
            settings.requestTimeoutMillis(),
            response -> {
              busy.remove(leader.id());
              answered(response, batches, names);
            }),
        now);
  }

  private void answered(ClientResponse response, List<Batch<P>> batches, Map<Uuid, String> names) {
    Map<TopicPartition, PartitionProduceResponse> answers = new HashMap<>();
    if (response.hasResponse()) {
      ProduceResponse answer = (ProduceResponse) response.responseBody();
      answer
          .data()
          .responses()
          .forEach(
              topic -> {
                String name = names.getOrDefault(topic.topicId(), topic.name());
                topic
                    .partitionResponses()
                    .forEach(one -> answers.put(new TopicPartition(name, one.index()), one));
              });
    }
    long now = time.milliseconds();
    for (Batch<P> batch : batches) {
      PartitionProduceResponse answer = answers.get(batch.partition());
      if (answer == null) {
        again(batch, now);
      } else {
        settle(batch, Errors.forCode(answer.errorCode()), now);
      }
    }
  }

  private void again(Batch<P> batch, long now) {
    queues.of(batch.partition()).again(now + settings.retryBackoffMillis());
    var unused = metadata.requestUpdate(false);
  }

  private void settle(Batch<P> batch, Errors error, long now) {
    PartitionQueue<P> queue = queues.of(batch.partition());
    switch (error) {
      case NONE, DUPLICATE_SEQUENCE_NUMBER -> {
        queue.acknowledged(batch);
        held(batch);
      }
      case MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE, INVALID_RECORD, INVALID_TIMESTAMP -> {
        if (batch.size() > 1) {
          queue.split(batch);
        } else {
          queue.refused();
          failed(batch, error.exception());
        }
      }
      default -> {
        if (error.exception() instanceof RetriableException) {
          again(batch, now);
        } else {
          queue.givenUp();
          identity.renew();
          failed(batch, error.exception());
        }
      }
    }
  }

  private void held(Batch<P> batch) {
    try {
      batch.tellHeld(fates);
    } catch (RuntimeException e) {
      untold(e);
    }
  }

  private void failed(Batch<P> batch, RuntimeException failure) {
    try {
      batch.tellFailed(fates, failure);
    } catch (RuntimeException e) {
      untold(e);
    }
  }

  /** The producer goes on for the others. */
  private static void untold(RuntimeException failure) {
    LOG.atError().setCause(failure).log("The fate of records could not be told");
  }
}
