package vn.motcua.catalog;

import java.util.ArrayList;
import java.util.List;
import vn.motcua.shared.Problem;

/** What is wrong with a package, each fault with its place: package, file, and path within it. */
final class Faults {

    private final String packageCode;
    private final List<Problem> problems = new ArrayList<>();

    Faults(String packageCode) {
        this.packageCode = packageCode;
    }

    void at(String file, String path, String code, Object... args) {
        problems.add(Problem.at(place(file, path), "catalog." + code, args));
    }

    /** A fault another module found in a file. */
    void passOn(String file, Problem problem) {
        problems.add(new Problem(problem.code(), place(file, ""), problem.args()));
    }

    /** Faults found in a file that was called otherwise there. */
    void takeOver(Faults others, String calledThere, String calledHere) {
        for (Problem problem : others.problems()) {
            String field = String.valueOf(problem.field());
            problems.add(new Problem(
                    problem.code(),
                    field.replace(others.packageCode + "/" + calledThere, packageCode + "/" + calledHere),
                    problem.args()));
        }
    }

    boolean none() {
        return problems.isEmpty();
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    private String place(String file, String path) {
        return packageCode + "/" + file + (path.isEmpty() ? "" : "#" + path);
    }
}
