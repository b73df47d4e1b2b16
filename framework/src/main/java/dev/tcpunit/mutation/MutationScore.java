package dev.tcpunit.mutation;

import dev.tcpunit.internal.notation.EnumWords;
import dev.tcpunit.internal.verdict.Wording;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which mutations of a capture the assertions of a test noticed.
 *
 * @param mutants one for each mutation that counts, in the order of the kinds and frames
 * @param equivalent mutations that are no fault, so that no test can be asked to notice them:
 *     {@link TraceMutations} says which
 */
public record MutationScore(List<Mutant> mutants, List<Mutation> equivalent) {
  private static final double PERCENT = 100;

  /**
   * A mutation and what came of it.
   *
   * @param mutation what was changed
   * @param noticedBy the assertion that failed, such as {@code hasCleanFin}; empty where none did,
   *     and {@code another assertion} where it was none of TcpUnit's
   */
  public record Mutant(Mutation mutation, Optional<String> noticedBy) {}

  /** Copies the lists. */
  public MutationScore {
    mutants = List.copyOf(mutants);
    equivalent = List.copyOf(equivalent);
  }

  /**
   * How many mutations were noticed.
   *
   * @return of {@link #mutants}
   */
  public long noticed() {
    return mutants.stream().filter(mutant -> mutant.noticedBy().isPresent()).count();
  }

  /**
   * The part that was noticed.
   *
   * @return from 0 to 100; 100 where nothing could be changed
   */
  public double percent() {
    return mutants.isEmpty() ? PERCENT : PERCENT * noticed() / mutants.size();
  }

  /**
   * The mutations that no assertion noticed: what to assert next.
   *
   * @return in the order of the kinds and frames
   */
  public List<Mutation> survivors() {
    return mutants.stream()
        .filter(mutant -> mutant.noticedBy().isEmpty())
        .map(Mutant::mutation)
        .toList();
  }

  /**
   * A table: of each kind how many were noticed, and by which assertions; then what is no fault.
   */
  @Override
  public String toString() {
    Map<Mutation.Kind, StringBuilder> lines = new EnumMap<>(Mutation.Kind.class);
    for (Mutation.Kind kind : Mutation.Kind.values()) {
      List<Mutant> ofKind = mutants.stream().filter(m -> m.mutation().kind() == kind).toList();
      if (!ofKind.isEmpty()) {
        lines.put(kind, new StringBuilder(line(kind, ofKind)));
      }
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d of %d mutations noticed (%.0f %%)%n",
            noticed(),
            mutants.size(),
            percent()));
    lines.values().forEach(text::append);
    if (!equivalent.isEmpty()) {
      text.append(String.format(Locale.ROOT, "  not counted: %s%n", equivalents()));
    }
    return text.toString();
  }

  private String equivalents() {
    long acks = equivalent.stream().filter(m -> m.kind() == Mutation.Kind.ACK_DROPPED).count();
    return "%s that could have been left out, %s behind the peer's FIN"
        .formatted(Wording.count(acks, "ACK"), Wording.count(equivalent.size() - acks, "window"));
  }

  private static String line(Mutation.Kind kind, List<Mutant> ofKind) {
    Map<String, Integer> by = new TreeMap<>();
    for (Mutant mutant : ofKind) {
      mutant.noticedBy().ifPresent(name -> by.merge(name, 1, Integer::sum));
    }
    int noticed = by.values().stream().mapToInt(Integer::intValue).sum();
    return String.format(
        Locale.ROOT,
        "  %-16s  %d of %d  %s%n",
        EnumWords.of(kind),
        noticed,
        ofKind.size(),
        by.isEmpty() ? "" : by.toString().replaceAll("[{}]", ""));
  }
}
