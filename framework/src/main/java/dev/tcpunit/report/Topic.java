package dev.tcpunit.report;

/** What a step of an explanation is about. */
enum Topic {
  OPENING,
  DATA,
  RESEND,
  DUPLICATE_ACKS,
  LATE,
  COPY,
  UNDECIDED,
  WINDOW_CLOSED,
  WINDOW_OPENED,
  PROBE,
  KEEP_ALIVE,
  CLOSE,
  RESET,
  /** An acknowledgement, which belongs to whatever step it comes in. */
  ACK
}
