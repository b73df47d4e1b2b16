package dev.tcpunit.lab;

import dev.tcpunit.lab.ServerBehaviour.Conversation;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server started by {@link ServerBehaviour#start}. It serves connections until it is closed. */
public final class MisbehavingServer implements AutoCloseable {
  private final String text;
  private final ServerSocket listener;
  private final Conversation conversation;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final List<Socket> clients = new ArrayList<>();

  private MisbehavingServer(String text, ServerSocket listener, Conversation conversation) {
    this.text = text;
    this.listener = listener;
    this.conversation = conversation;
  }

  static MisbehavingServer start(String text, ServerSocket listener, Conversation conversation) {
    MisbehavingServer server = new MisbehavingServer(text, listener, conversation);
    if (conversation != null) {
      server.run("accept", server::accept);
    }
    return server;
  }

  private void run(String part, Runnable work) {
    Thread thread = new Thread(work, "tcpunit server that " + text + ", " + part);
    thread.setDaemon(true);
    synchronized (threads) {
      threads.add(thread);
    }
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        synchronized (clients) {
          clients.add(client);
        }
        run("converse", () -> converse(client));
      }
    } catch (IOException ignored) {
      // the listener was closed
    }
  }

  private void converse(Socket client) {
    try (client) {
      conversation.with(client, this);
    } catch (IOException ignored) {
      // the client closed, or close() did: either way the conversation is over
    }
  }

  /** Waits so long, or until the server is to close. */
  void pause(Duration time) throws IOException {
    try {
      if (closing.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("the server is closing");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /**
   * Where it listens.
   *
   * @return the port
   */
  public int port() {
    return listener.getLocalPort();
  }

  /** Stops listening, and closes the connections that it has. */
  @Override
  public void close() throws IOException {
    closing.countDown();
    listener.close();
    boolean interrupted = joinAll(1);
    synchronized (clients) {
      for (Socket client : clients) {
        client.close();
      }
    }
    interrupted |= joinAll(Integer.MAX_VALUE);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the first of the threads to end: the one that accepts starts the others. */
  private boolean joinAll(int most) {
    List<Thread> started;
    synchronized (threads) {
      started = List.copyOf(threads.subList(0, Math.min(most, threads.size())));
    }
    boolean interrupted = false;
    for (Thread thread : started) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    return interrupted;
  }

  /** What it does, and where. */
  @Override
  public String toString() {
    return "server that " + text + " on port " + port();
  }
}
