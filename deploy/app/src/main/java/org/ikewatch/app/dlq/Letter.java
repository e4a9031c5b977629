package org.ikewatch.app.dlq;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.RejectedInput;

/** What a part of IKEwatch could not use, as it stands on its topic. */
public sealed interface Letter {
  /** Where it stands. */
  Place place();

  /** When it was put there. */
  Instant at();

  /** Who could not use it: {@code ingest}, {@code streams-app}, {@code sink.NAME}. */
  String stage();

  /** The code of the reason. */
  String reason();

  /** One sentence for a person; may be empty. */
  String detail();

  /** What could not be used. */
  byte[] bytes();

  /** Input that is no audit record. */
  record Rejected(Place place, Instant at, RejectedInput input) implements Letter {
    @Override
    public String stage() {
      return "ingest";
    }

    @Override
    public String reason() {
      return input.getReason();
    }

    @Override
    public String detail() {
      return input.getDetail();
    }

    @Override
    public byte[] bytes() {
      return bytesOf(input.getBytes());
    }
  }

  /** A record that a later stage could not process or deliver. */
  record Dead(Place place, Instant at, DeadLetter letter) implements Letter {
    @Override
    public String stage() {
      return letter.getStage();
    }

    @Override
    public String reason() {
      return letter.getReason();
    }

    @Override
    public String detail() {
      return letter.getDetail();
    }

    @Override
    public byte[] bytes() {
      return letter.getBytes() == null ? new byte[0] : bytesOf(letter.getBytes());
    }

    /** The key of the record that it was; empty where that had none. */
    public byte[] key() {
      return letter.getKey() == null ? new byte[0] : bytesOf(letter.getKey());
    }

    /** Where that record stood. */
    public Place origin() {
      return new Place(
          letter.getOriginTopic(), letter.getOriginPartition(), letter.getOriginOffset());
    }
  }

  private static byte[] bytesOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
