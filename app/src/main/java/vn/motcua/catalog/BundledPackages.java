package vn.motcua.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The packages that come with the product, under {@code catalog/<code>/}. */
final class BundledPackages {

    private BundledPackages() {}

    static List<ProcedurePackage> all() {
        List<ProcedurePackage> packages = new ArrayList<>();
        try {
            for (Resource record : new PathMatchingResourcePatternResolver()
                    .getResources("classpath:catalog/*/" + ProcedurePackage.RECORD)) {
                // works alike in a folder and inside a jar
                String[] path = record.getURL().getPath().split("/", -1);
                packages.add(ProcedurePackage.in(record, path[path.length - 2]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        packages.sort(Comparator.comparing(ProcedurePackage::code));
        return packages;
    }
}
