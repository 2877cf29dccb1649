package vn.motcua.process;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the record of what operators did with messages nobody received. {@code act}: RETRIED or DISCARDED. */
public record MessageAct(String act, String name, @Nullable String key, String officer, String reason, Instant at) {}
