/** Processes as BPMN 2.0: parsed into a graph, validated, and advanced one transition at a time. */
@ApplicationModule(allowedDependencies = {"shared", "database", "calendar", "organization"})
@NullMarked
package vn.motcua.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
