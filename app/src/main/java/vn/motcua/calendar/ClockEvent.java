package vn.motcua.calendar;

import java.time.Instant;

/** What happened to a legal clock after its start. Enough, with start and term, to compute it again. */
public sealed interface ClockEvent {

    Instant at();

    /** @param reason in the officer's words; may be empty */
    record Paused(Instant at, PauseKind kind, String reason) implements ClockEvent {}

    record Resumed(Instant at) implements ClockEvent {}

    /** The one new date that a letter of apology gives. */
    record Rescheduled(Instant at, Instant due) implements ClockEvent {}

    record Extended(Instant at, ExtensionRule rule) implements ClockEvent {}
}
