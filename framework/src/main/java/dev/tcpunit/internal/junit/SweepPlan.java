package dev.tcpunit.internal.junit;

import dev.tcpunit.junit.LossSweep;
import dev.tcpunit.lab.FiredFault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Which of all packets of a run are dropped in turn. */
record SweepPlan(List<LossSweep.Kind> kinds, int max, int shard, int shards) {
  private static final String SHARD = "tcpunit.sweep.shard";
  private static final Pattern SHARD_OF = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  SweepPlan {
    if (max < 1 || shards < 1 || shard < 1 || shard > shards) {
      throw new ExtensionConfigurationException(
          "a sweep has at least 1 position and a shard from 1 to the number of shards, but max is"
              + " %d and the shard %d/%d".formatted(max, shard, shards));
    }
  }

  static SweepPlan of(LossSweep annotation, ExtensionContext context) {
    List<LossSweep.Kind> kinds = List.of(annotation.value());
    String text =
        context
            .getConfigurationParameter(SHARD)
            .map(String::strip)
            .orElse(annotation.shard() + "/" + annotation.shards());
    Matcher matcher = SHARD_OF.matcher(text);
    if (!matcher.matches()) {
      throw new ExtensionConfigurationException(
          SHARD + " must be a part like 2/8, but is \"" + text + "\"");
    }
    return new SweepPlan(
        kinds,
        annotation.max(),
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)));
  }

  /** All positions that the packets of a run offer. */
  List<SweepPosition> positions(List<FiredFault> packets) {
    return kinds.stream().flatMap(kind -> SweepPosition.of(kind, packets).stream()).toList();
  }

  /** The positions of this shard, spread evenly where there are more than allowed. */
  List<SweepPosition> chosen(List<SweepPosition> all) {
    int count = Math.min(max, all.size());
    List<SweepPosition> chosen = new ArrayList<>();
    for (int i = shard - 1; i < count; i += shards) {
      chosen.add(all.get((int) ((long) i * all.size() / count)));
    }
    return chosen;
  }

  /** {@code , shard 2 of 8}, or nothing where there is one shard. */
  String shardText() {
    return shards == 1 ? "" : ", shard " + shard + " of " + shards;
  }
}
