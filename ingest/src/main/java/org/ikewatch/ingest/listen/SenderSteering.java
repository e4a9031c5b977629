package org.ikewatch.ingest.listen;

import io.netty.channel.Channel;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.RawUnixChannelOption;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Has the kernel hand all datagrams of one sender to the same of several sockets, so that they stay
 * in order. By itself it goes by the sender's port as well, and {@code logger(1)} sends each line
 * from another one.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7),
 *     SO_ATTACH_REUSEPORT_CBPF</a>
 */
final class SenderSteering {
  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_REUSEPORT_CBPF = 51;

  /** {@code struct sock_fprog}: a count, padding, and a pointer. */
  private static final int PROGRAM_BYTES = 16;

  private static final int INSTRUCTION_BYTES = 8;

  /** SKF_NET_OFF: offsets from the beginning of the IP header. */
  private static final int NET = -0x100000;

  private static final int LOAD_WORD = 0x20;
  private static final int LOAD_BYTE = 0x30;
  private static final int SHIFT_RIGHT = 0x74;
  private static final int JUMP_ALWAYS = 0x05;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int TO_INDEX = 0x07;
  private static final int XOR_INDEX = 0xac;
  private static final int TIMES = 0x24;
  private static final int MODULO = 0x94;
  private static final int RETURN = 0x16;

  /** Spreads addresses that differ in a few bits only (2^32 divided by the golden ratio). */
  private static final int SPREAD = 0x9e3779b1;

  private static final RawUnixChannelOption OPTION =
      new RawUnixChannelOption(
          "SO_ATTACH_REUSEPORT_CBPF", SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, PROGRAM_BYTES);

  private SenderSteering() {}

  /**
   * Steers the datagrams of all sockets that share this one's port.
   *
   * @throws io.netty.channel.ChannelException where the kernel does not take the program
   */
  static void attach(Channel first, int sockets) {
    ByteBuffer instructions = program(sockets);
    ByteBuffer program = ByteBuffer.allocateDirect(PROGRAM_BYTES).order(ByteOrder.nativeOrder());
    program.putShort(0, (short) (instructions.capacity() / INSTRUCTION_BYTES));
    program.putLong(8, Buffer.memoryAddress(instructions));
    try {
      first.config().setOption(OPTION, program);
    } finally {
      // The kernel has its copy now; until then the instructions had to be reachable.
      Reference.reachabilityFence(instructions);
    }
  }

  private static ByteBuffer program(int sockets) {
    int[][] code = {
      {LOAD_BYTE, 0, 0, NET}, // the version
      {SHIFT_RIGHT, 0, 0, 4},
      {JUMP_IF_EQUAL, 2, 0, 6},
      {LOAD_WORD, 0, 0, NET + 12}, // IPv4 source address
      {JUMP_ALWAYS, 0, 0, 10},
      {LOAD_WORD, 0, 0, NET + 8}, // IPv6 source address, four words
      {TO_INDEX, 0, 0, 0},
      {LOAD_WORD, 0, 0, NET + 12},
      {XOR_INDEX, 0, 0, 0},
      {TO_INDEX, 0, 0, 0},
      {LOAD_WORD, 0, 0, NET + 16},
      {XOR_INDEX, 0, 0, 0},
      {TO_INDEX, 0, 0, 0},
      {LOAD_WORD, 0, 0, NET + 20},
      {XOR_INDEX, 0, 0, 0},
      {TIMES, 0, 0, SPREAD},
      {SHIFT_RIGHT, 0, 0, 16},
      {MODULO, 0, 0, sockets},
      {RETURN, 0, 0, 0},
    };
    ByteBuffer instructions =
        ByteBuffer.allocateDirect(code.length * INSTRUCTION_BYTES).order(ByteOrder.nativeOrder());
    for (int[] each : code) {
      instructions.putShort((short) each[0]).put((byte) each[1]).put((byte) each[2]);
      instructions.putInt(each[3]);
    }
    return instructions;
  }
}
