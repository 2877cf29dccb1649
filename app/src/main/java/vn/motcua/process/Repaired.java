package vn.motcua.process;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Repair} was done to, and what it led to.
 *
 * @param element id of the element that was stuck
 * @param name of the element
 * @param what came of it, as the process was told; {@code null} when it is only to be tried again
 * @param happened what that led to
 */
public record Repaired(
        String element,
        String name,
        @Nullable Happening what,
        @Nullable Happened happened) {}
