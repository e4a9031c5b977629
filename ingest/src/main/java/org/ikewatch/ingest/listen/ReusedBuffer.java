package org.ikewatch.ingest.listen;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/**
 * One buffer for all that a socket receives, as nothing of it is kept. Netty's own allocators get
 * memory of this size anew for each call, and clear it, which takes longer than receiving. Belongs
 * to one channel, and is used by its thread only.
 */
final class ReusedBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
  private final int size;
  private final ByteBuf buffer;

  /** A buffer of so many bytes. */
  ReusedBuffer(int size) {
    this.size = size;
    this.buffer = Unpooled.directBuffer(size, size);
  }

  // The new kind of handle is said by this old way only.
  @SuppressWarnings("deprecation")
  @Override
  public RecvByteBufAllocator.Handle newHandle() {
    return new MaxMessageHandle() {
      @Override
      public int guess() {
        return size;
      }

      @Override
      public ByteBuf allocate(ByteBufAllocator allocator) {
        boolean free = buffer.refCnt() == 1;
        return free ? buffer.clear().retain() : allocator.directBuffer(size, size);
      }
    };
  }

  /** Nothing more is received. */
  void release() {
    buffer.release();
  }
}
