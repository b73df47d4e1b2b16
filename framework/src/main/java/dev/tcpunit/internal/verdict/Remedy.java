package dev.tcpunit.internal.verdict;

/** What to look for in a program whose packets show a known pattern. */
public enum Remedy {
  NO_DELAY(
      "setTcpNoDelay(true), and writes that are buffered, so that no small one waits for an ACK"),
  BUFFER_TLS_WRITES(
      "many small writes, each of which TLS makes a record: write through a BufferedOutputStream,"
          + " or in one call"),
  BUFFER_WRITES(
      "many small writes, or a flush() after each (Netty's writeAndFlush()): write through a"
          + " BufferedOutputStream, or in one call, and flush once at the end"),
  BUFFER_BYTES(
      "a write() for each byte to a stream without a buffer: write through a BufferedOutputStream,"
          + " or a whole array"),
  WRITE_WHOLE_CHUNKS(
      "a write() each for the size of a chunk, its data and the line end behind: put them into a"
          + " BufferedOutputStream, and flush it once for each chunk"),
  LARGER_CHUNKS(
      "chunks that are too small: setChunkedStreamingMode() with a small number (0 stands for"
          + " 4096), the client's buffer or chunk size, a flush() after each small write"),
  READ_BEFORE_CLOSE(
      "a response that is closed before it was read to its end (-1): read or discard the whole"
          + " body (BodyHandlers.discarding(), EntityUtils.consume()), then close()"),
  READ_ALL_OF_THE_CLIENT(
      "a close() before all was read: the rest of a body after an early answer (413), more body"
          + " than the Content-Length says, or a second request after \"Connection: close\""),
  SHUT_DOWN_BEFORE_CLOSE(
      "a close() while the peer still sends: shutdownOutput(), read to the end (-1), then close()"),
  WAIT_FOR_THE_ANSWER(
      "a client that closes before its answer has come: at once, by close() of the socket or of one"
          + " of its streams, which closes both directions (shutdownOutput() does not); or after a"
          + " while, by a read time-out or a cancelled request"),
  HALF_CLOSE(
      "a shutdownOutput() that is missing: it ends what is sent, for a server that reads to the end"
          + " (-1), and the answer can come"),
  HEED_THE_END("a read() of -1 that is ignored before the next write()"),
  TAKE_ANOTHER_CONNECTION(
      "a pool that gives out a connection which the server has closed: let it check before use, or"
          + " keep idle connections for a shorter time than the server does; a request that may be"
          + " repeated can be sent again on a new one"),
  NO_LINGER_0("setSoLinger(true, 0), which turns close() into an abort: leave it out"),
  CLOSE(
      "a socket, a response body or a client that nobody closes (try-with-resources), or a pool"
          + " that keeps the connection for the next request: close the pool's client"),
  CLOSE_TLS(
      "close() of the socket below TLS in place of the SSLSocket's, SSLEngine.closeOutbound()"
          + " without a last wrap() that is written, or a program that ended"),
  CLIENT_CLOSES_TOO(
      "a socket or response body that is not closed after its end (-1) was read, or a pool that"
          + " keeps a connection which the server has closed"),
  SERVER_CLOSES_TOO("a handler that has seen the end (-1) and does not close() its socket"),
  SERVER_READS(
      "a server that does not accept() this connection, or a handler that does not read it to"
          + " the end (-1) and close()"),
  FLUSH(
      "a BufferedOutputStream, a PrintWriter or a compressing stream without flush(), or two sides"
          + " of which each waits for the other to begin"),
  FLUSH_BEFORE_CLOSE(
      "a BufferedOutputStream, a PrintWriter or a compressing stream without flush(): close() of"
          + " the socket does not write what they hold, close() of the stream does"),
  SEND_WHAT_IS_ANNOUNCED(
      "a Content-Length that is not that of the body (it counts the bytes that are sent: not"
          + " characters, and not what there was before compression), or a body that ends too soon:"
          + " a flush() that is missing, a source that is shorter"),
  END_THE_CHUNKS("a last chunk that is missing: the stream of the body is not closed"),
  ABORTED_UPLOAD(
      "an upload that is cancelled: a time-out, an exception or an interrupt whose close() aborts,"
          + " because of setSoLinger(true, 0) or of received data that is unread"),
  END_THE_REQUEST(
      "a request without its end: a Content-Length above the body's, a last chunk or a flush()"
          + " that is missing, a shutdownOutput() where the server reads to the end (-1)"),
  ANSWER("a server that does not answer: a handler that hangs, waits or has died"),
  WRITE_ALL(
      "a write() that took less than it was given (SocketChannel.write() returns how much), an"
          + " exception that nobody reports, an interrupted thread, a flush() that is missing"),
  WRITE_ONCE(
      "a retry that sends again what was sent, or a buffer written whole where a read() had filled"
          + " only a part of it: write(buffer, 0, length)"),
  WRITE_AS_IT_IS(
      "bytes that are sent as text (Base64 makes three bytes four, hex makes one two), or a buffer"
          + " written whole where a read() had filled only a part of it: write(buffer, 0, length)"),
  WRITE_NOT_URGENT(
      "sendUrgentData(), or send() with MSG_OOB: write() it like other data; a receiver in Java"
          + " discards what is urgent, unless it has set setOOBInline(true)"),
  EXPECT_CONTINUE(
      "expectContinue(true) that is missing (java.net.http), or the client's own setting for it"),
  HEED_CONTINUE(
      "a header Expect: 100-continue that is set by hand: use the client's own setting, which waits"
          + " (java.net.http: expectContinue(true))"),
  CREDENTIALS_AT_ONCE(
      "a body that is sent before the server asks for credentials (401, 407), and again with them:"
          + " send them at once (preemptive), or ask first by Expect: 100-continue"),
  ASK_WHERE_TO_SEND(
      "a body that is sent to a server which only says where to send it (3xx): ask first by Expect:"
          + " 100-continue, or send to the other place at once"),
  RETRY_LESS(
      "a retry of what the server has refused: none after 4xx, a few after 5xx, each after a"
          + " longer pause"),
  COUNT_ALL("what else travels here: HTTP heads, chunk sizes and TLS records count too"),
  FEWER_TURNS(
      "a round trip for each small step: a question before the upload (where to send it, whether it"
          + " is there), a login, a check or an Expect: 100-continue for each request, or an item"
          + " at a time where several would go at once"),
  READ_AHEAD(
      "a source that is slower than the network (a disk, another server, a conversion): read ahead"
          + " on another thread, and let net.ipv4.tcp_slow_start_after_idle be 0 where pauses are"
          + " meant"),
  NO_PAUSES(
      "pauses between the requests of one connection, and net.ipv4.tcp_slow_start_after_idle"),
  REUSE_CONNECTION(
      "a new client, or an unread response, for each request: share the client, read to the end"),
  SHARE_CLIENT("a new client for each request: share one"),
  SAY_KEEP_ALIVE("the header Connection: close of the requests: leave it out"),
  KEEP_OPEN(
      "a client that is made and closed for each request, or a disconnect() after each answer:"
          + " share one client, read each answer to its end (-1), and leave the connection open"),
  NO_DISCONNECT(
      "a disconnect() after each answer: read each to its end (-1), and leave the connection open"),
  READ_ERRORS(
      "the body of an error that is not read: read getErrorStream() to its end (-1), or use"
          + " EntityUtils.consume(); its connection cannot be used again before"),
  OTHER_ADDRESS(
      "a name with several addresses, of which the first is tried in vain each time: let"
          + " the name lead to none but those that answer, or remember which one did"),
  LIMIT_CONNECTIONS("a pool without a bound: limit the connections for each server"),
  READ_FASTER("a reader that stops or lags: read in a loop, on a thread of its own, before work"),
  COMPLETE_REQUEST(
      "a Content-Length that is not the body's, a flush() or a shutdownOutput() that is missing"),
  READ_THE_BODY("a response body that is neither read to its end nor closed"),
  GIVE_UP(
      "a connect, write and read time-out of the client, or TCP_USER_TIMEOUT where it can be set:"
          + " without one the kernel tries for about two minutes to connect"
          + " (net.ipv4.tcp_syn_retries) and a quarter of an hour to send (tcp_retries2)"),
  RETRY(
      "a pool that gives out a connection which the server, a proxy or a NAT has closed or"
          + " forgotten: let the client retry requests that may be repeated, or keep idle"
          + " connections for a shorter time than the server does"),
  START_SERVER_FIRST(
      "a client that connects before the server listens, or to another port or address:"
          + " \"localhost\" may be 127.0.0.1 or ::1"),
  START_SERVER_THERE(
      "a client that connects before the server listens, or to another port or address"),
  BACK_OFF("a loop that connects again at once: wait between attempts, longer each time"),
  RACE_ADDRESSES(
      "a client that waits for one address to time out before it tries the next of the name: have"
          + " it race them (OkHttp: fastFallback(true)), or shorten its connect time-out"),
  CANCEL_LOSERS(
      "a client that races addresses and forgets those that lost: cancel the other attempts once"
          + " one has connected, and close the socket of one that connects all the same"),
  ACCEPT_FASTER("a server that does not accept(), or a backlog that is too short"),
  RETRY_ONCE_SAFE(
      "a library that sends a request again by itself: what was not answered may have been stored;"
          + " turn that off for POST (setFixedLengthStreamingMode(),"
          + " retryOnConnectionFailure(false))"),
  CONNECT_LONGER(
      "a connect time-out of less than a second or two: one SYN that is lost, and sent again after"
          + " a second, fails the connection"),
  LARGER_BUFFER(
      "a receive buffer that is set too small, by setReceiveBufferSize(): leave it to the system,"
          + " which lets it grow");

  private final String words;

  Remedy(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
